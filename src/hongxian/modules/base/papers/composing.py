"""A paper put together: what its text says, with issuer, number, date, recipients and the address of the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.urls import reverse

from hongxian.kernel.documents.content import Content, content_from
from hongxian.kernel.documents.markup import Parsed, parse
from hongxian.kernel.documents.numbering import number_in_words
from hongxian.kernel.documents.templates import zh_date
from hongxian.kernel.documents.text import PRINTED_ON, TO_FILL
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.models import Paper, Recipient
from hongxian.modules.base.parties.queries import name_on, party


def draft_content(paper: Paper, recipients: Sequence[Recipient]) -> Content:
    """The paper as it would stand if it were issued today, without number, date and code."""
    return _content(paper, parse(paper.wording), recipients, "", None, "")


def issued_content(paper: Paper, recipients: Sequence[Recipient], number: int, day: date, token: str) -> Content:
    """The paper as it is issued, in the series and year that stand on it."""
    assert paper.series is not None
    words = number_in_words(paper.series.code, day.year, number)
    return _content(paper, parse(paper.wording), recipients, words, day, check_address(token))


def content_of(paper: Paper, recipients: Sequence[Recipient]) -> Content:
    """What the paper says: as it was frozen when it was issued, or as the draft stands."""
    return content_from(paper.content) if paper.content else draft_content(paper, recipients)


def check_address(token: str) -> str:
    """The public address behind the QR code."""
    return settings.PUBLIC_ADDRESS.rstrip("/") + reverse("check", args=[token])


def to_fill(wording: str) -> list[str]:
    """What the text still leaves to be filled in by hand, in order."""
    marks = wording.split(TO_FILL)[1:]
    return [each.partition("】")[0].lstrip("：") or text.SOMETHING for each in marks]


def _content(
    paper: Paper, parsed: Parsed, recipients: Sequence[Recipient], number: str, day: date | None, check: str
) -> Content:
    said = parsed.content
    main = [each.name for each in recipients if not each.copied]
    copied = [each.name for each in recipients if each.copied]
    day_in_words = zh_date(day) if day else text.NO_DATE
    return replace(
        said,
        number=number or text.NO_NUMBER,
        signers=(paper.signer.name if paper.signer else text.NO_SIGNER,) if parsed.upward else (),
        addressees=text.LISTED.join(main) if parsed.addressed else "",
        issuer=said.issuer or (name_on(paper.issuer_id, day) if day else paper.issuer.name),
        date=day_in_words,
        copies_to=text.COPIES.join(copied),
        printed_by=party(paper.office).name if said.masthead else "",
        printed_on=PRINTED_ON.format(date=day_in_words) if said.masthead else "",
        check=check,
    )
