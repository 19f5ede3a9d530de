"""Writes of issued papers: issued, withdrawn, superseded, downloaded."""

from __future__ import annotations

import secrets

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.documents.numbering import number_in_words, take
from hongxian.kernel.documents.store import keep, kept
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.documents.word.paper import word_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.composing import issued_content
from hongxian.modules.base.papers.flow import PAPER
from hongxian.modules.base.papers.models import Paper, PaperCounter, PaperSeries
from hongxian.modules.base.papers.queries import recipients_of


@command("paper.issue")
def issue_paper(*, actor: Actor, paper: Paper, series: PaperSeries, title_public: bool = False) -> Paper:
    """Issue a signed paper today: it takes the next number of its series and year, its content is frozen, and both
    files are stored under their SHA-256. Raises `Problem` unless it was signed, or for another issuer's series."""
    if series.issuer_id != paper.issuer_id:
        raise Problem(text.OTHER_SERIES.format(name=series.issuer.name), field="series")
    if paper.state not in PAPER.step("issue").sources:
        PAPER.advance(paper, "issue", actor)
    day, token = today(), secrets.token_urlsafe(24)
    number = take(PaperCounter.objects.all(), day.year, series=series)
    paper.series = series
    content = issued_content(paper, recipients_of(paper), number, day, token)
    PAPER.advance(
        paper,
        "issue",
        actor,
        series=series,
        year=day.year,
        number=number,
        document_number=number_in_words(series.code, day.year, number),
        title_public=title_public,
        issued_on=day,
        issued_at=now(),
        issued_by=actor.key,
        content=content.plain(),
        digest=content.digest,
        token=token,
        pdf_hash=keep(pdf_of(content)),
        docx_hash=keep(word_of(content)),
    )
    record(paper, PaperCounter.objects.get(series=series, year=day.year))
    return paper


@command("paper.withdraw")
def withdraw_paper(*, actor: Actor, paper: Paper, reason: str) -> Paper:
    """Withdraw an issued paper. Number and files stay; the public page says that it is withdrawn, and why."""
    PAPER.advance(paper, "withdraw", actor, {"reason": reason}, closed_at=now(), closing_reason=reason[:300])
    record(paper, reason=reason)
    return paper


@command("paper.supersede", sees="superseded_by=paper.view")
def supersede_paper(*, actor: Actor, paper: Paper, superseded_by: Paper, reason: str) -> Paper:
    """Say that another issued paper of the same issuer stands in its place."""
    if superseded_by.pk == paper.pk or superseded_by.issuer_id != paper.issuer_id or superseded_by.state != "issued":
        raise Problem(text.SUPERSEDED_BY_OWN, field="superseded_by")
    changes = {"superseded_by": superseded_by, "closed_at": now(), "closing_reason": reason[:300]}
    PAPER.advance(paper, "supersede", actor, {"reason": reason}, **changes)
    record(paper, superseded_by, reason=reason)
    return paper


@command("paper.download")
def download_paper(*, actor: Actor, paper: Paper, kind: str) -> bytes:
    """The stored file, unchanged since it was issued; who took it is recorded. Raises `Problem` for another kind, and
    where the file is not what was issued."""
    digest = {"pdf": paper.pdf_hash, "docx": paper.docx_hash}.get(kind)
    if not digest:
        raise Problem(text.UNKNOWN_KIND)
    content = kept(digest)
    record(paper, detail={"kind": kind, "sha256": digest})
    return content
