"""Reads of drafts and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.paging import Page, page
from hongxian.modules.base.drafts.models import Draft, Proposal


def visible_drafts(actor: Actor, permission: str = "draft.view") -> QuerySet[Draft]:
    """Drafts for the places within the actor's scope."""
    return scoped(Draft.objects.select_related("place"), actor, permission, path="place__path")


def visible_proposals(actor: Actor, permission: str = "proposal.view") -> QuerySet[Proposal]:
    """Proposals of the drafts within the actor's scope."""
    return scoped(Proposal.objects.select_related("draft__place"), actor, permission, path="draft__place__path")


def find_draft(key: str) -> Draft | None:
    """The draft with that key, or None; for the command line, which asks for nobody's scope."""
    try:
        return Draft.objects.select_related("place").filter(pk=UUID(key)).first()
    except ValueError:
        return None


def drafts_page(actor: Actor, *, after: str = "", before: str = "", limit: int = 20) -> Page[Draft]:
    """One page of drafts, latest received first."""
    rows = visible_drafts(actor).defer("original", "clauses", "damage")
    return page(rows, ("-received_at", "-pk"), after=after, before=before, limit=limit)


def states_of(drafts: Sequence[Draft]) -> dict[Any, dict[str, int]]:
    """How many proposals of each draft stand in which state."""
    found: dict[Any, dict[str, int]] = {draft.pk: {} for draft in drafts}
    rows = Proposal.objects.filter(draft__in=drafts).values("draft_id", "state").annotate(count=Count("pk"))
    for row in rows.order_by():
        found[row["draft_id"]][row["state"]] = row["count"]
    return found


@dataclass
class Passage:
    """A stretch of the text read at one sitting: a heading, the clauses under it, what is proposed from them."""

    number: int
    title: str
    path: str
    clauses: list[dict[str, Any]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def printed(self) -> list[dict[str, Any]]:
        """The lines as they are printed, each once: the number of an article stands on the line of its text."""
        return list({clause["line"]: clause for clause in self.clauses}.values())

    @property
    def open(self) -> int:
        """How many proposals nobody decided yet."""
        return sum(1 for each in self.proposals if each.state == "proposed")


def passages(draft: Draft) -> list[Passage]:
    """The text in passages, one for every article, in the order of its lines; headings above it lead in."""
    found: list[Passage] = []
    headings: list[dict[str, Any]] = []
    for clause in draft.clauses:
        if clause["kind"] in ("part", "chapter", "section", "attachment"):
            headings.append(clause)
            continue
        if not found or headings or clause["kind"] == "article":
            found.append(Passage(len(found) + 1, "", clause["path"], headings))
            headings = []
        found[-1].clauses.append(clause)
    if headings:
        found.append(Passage(len(found) + 1, "", headings[0]["path"], headings))
    places = {clause["path"]: passage for passage in found for clause in passage.clauses}
    for proposal in draft.proposals.order_by("number"):
        places[proposal.path].proposals.append(proposal)
    for passage in found:
        first = next((each for each in passage.clauses if each["kind"] == "article"), passage.clauses[0])
        passage.title = " ".join(part for part in (first["number"], first["heading"]) if part) or first["path"]
    return found


def open_drafts_of(person: str) -> QuerySet[Draft]:
    """The drafts still gone through that a person, by key, received; not scoped."""
    return Draft.objects.filter(state="open", received_by=person).defer("original", "clauses", "damage")
