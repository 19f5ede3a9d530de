"""REST of papers: the same queries and commands as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.answering import answer
from hongxian.modules.base.papers.commands import download_paper, draft_paper, issue_paper, withdraw_paper
from hongxian.modules.base.papers.models import Paper
from hongxian.modules.base.papers.offers import offers
from hongxian.modules.base.papers.queries import (
    papers_page,
    recipients_of,
    series_for,
    visible_papers,
)
from hongxian.modules.base.parties.queries import issuers_for

router = Router()

Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""
Name = Annotated[str, Field(min_length=1, max_length=120)]


class RecipientOut(Schema):
    """To whom the paper goes, as addressee or for information (`copied`), and how it was served."""

    id: UUID
    name: str
    copied: bool
    state: str
    served_on: date | None
    received_on: date | None
    receiver: str


class PaperOut(Schema):
    """A paper. `digest` is that of its content, `pdf_hash` and `docx_hash` those of its files; empty before it is
    issued, as is `document_number`."""

    id: UUID
    kind: str
    noun: str
    subject_key: str
    title: str
    issuer: str
    state: str
    document_number: str
    drafted_at: Moment
    drafted_by_name: str
    issued_on: date | None
    digest: str
    pdf_hash: str
    docx_hash: str
    closing_reason: str

    @staticmethod
    def resolve_issuer(paper: Paper) -> str:
        """The name of the issuer."""
        return paper.issuer.name


class OnePaperOut(PaperOut):
    """A paper with those it goes to."""

    recipients: list[RecipientOut]

    @staticmethod
    def resolve_recipients(paper: Paper) -> list[Any]:
        """Addressees first."""
        return list(recipients_of(paper))


class PapersOut(Schema):
    """One page of papers, latest first; `next` is the token of the page after it (`?after=`), empty at the end."""

    papers: list[PaperOut]
    next: str


class PageQuery(Schema):
    """Which papers: with words in title or number, of a kind, in a state; from which token on."""

    words: str = ""
    kind: str = ""
    state: str = ""
    after: str = ""


class DraftIn(Schema):
    """A paper to be drafted from a row: `kind` is what is offered, `subject_key` the key of the row, `asked` the days
    that the kind asks for. Without `recipients` it goes to those whom the row names."""

    kind: str = Field(max_length=40)
    subject_key: str = Field(max_length=64)
    issuer: UUID
    recipients: list[Name] | None = Field(None, max_length=200)
    copied: list[Name] = Field(default_factory=list, max_length=200)
    asked: dict[str, date] = Field(default_factory=dict, max_length=5)


class IssueIn(Schema):
    """In which series (its code) it takes its number; whether the public page shows its title."""

    series: str = Field(min_length=1, max_length=20)
    title_public: bool = False


class ReasonIn(Schema):
    """Why; it stands on the public page."""

    reason: str = Field(min_length=2, max_length=300)


@router.get("", response=PapersOut)
def list_papers(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The papers within one's scope."""
    found = papers_page(actor_of(request), **query.dict())
    return {"papers": found.rows, "next": found.older}


@router.get("/{uuid:key}", response=OnePaperOut)
def get_paper(request: HttpRequest, key: UUID) -> Paper:
    """One paper within one's scope."""
    return _visible(request, key)


@router.post("", response={201: OnePaperOut})
def post_paper(request: HttpRequest, paper: DraftIn) -> Status[Paper]:
    """Draft a paper. It is revised, sent to be signed and signed by people, on the pages."""
    actor = actor_of(request)
    issuer = issuers_for(actor).filter(pk=paper.issuer).first() if actor.may("paper.draft") else None
    if issuer is None and actor.may("paper.draft"):
        raise NotVisible(NOT_IN_SCOPE)
    offer = offers().get(paper.kind)
    if offer is not None and set(paper.asked) != set(offer.offer.asks):
        raise Problem(text.ASKED_OTHERWISE.format(expected=text.LISTED.join(offer.offer.asks) or "—"), field="asked")
    given = paper.dict(exclude={"issuer"})
    return Status(201, draft_paper(actor=actor, issuer=issuer, **given))  # type: ignore[arg-type]


@router.post("/{uuid:key}/issue", response=OnePaperOut)
def issue(request: HttpRequest, key: UUID, given: IssueIn) -> Paper:
    """Issue a paper that was signed: it takes the next number of the series."""
    actor, paper = actor_of(request), _visible(request, key)
    series = series_for(actor, paper.issuer).filter(code=given.series).first()
    if series is None and actor.may("paper.issue"):
        raise Problem(text.NO_SUCH_SERIES.format(found=given.series, name=paper.issuer.name), field="series")
    return issue_paper(actor=actor, paper=paper, series=series, title_public=given.title_public)  # type: ignore[arg-type]


@router.post("/{uuid:key}/withdraw", response=OnePaperOut)
def withdraw(request: HttpRequest, key: UUID, given: ReasonIn) -> Paper:
    """Withdraw an issued paper; number and files stay."""
    return withdraw_paper(actor=actor_of(request), paper=_visible(request, key), reason=given.reason)


@router.post("/{uuid:key}/download/{kind}")
def download(request: HttpRequest, key: UUID, kind: Literal["pdf", "docx"]) -> HttpResponse:
    """The file as it was issued. By POST: that it was taken is put down in the ledger."""
    actor = actor_of(request)
    paper = _visible(request, key, "paper.download" if actor.may("paper.download") else "paper.view")
    content = download_paper(actor=actor, paper=paper, kind=kind)
    name = text.FILE_NAME.format(number=paper.document_number, title=paper.title[:60], kind=kind)
    return answer(content, kind, name)


def _visible(request: HttpRequest, key: UUID, permission: str = "paper.view") -> Paper:
    return within(visible_papers(actor_of(request), permission), key)
