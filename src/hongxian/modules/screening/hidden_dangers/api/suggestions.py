"""REST of suggestions: what past dangers suggest about one that is being described. Nothing is written."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongxian.kernel.web.access import actor_of
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.hidden_dangers.suggesting import Proposal, Similar, suggested

router = Router()
_COLUMNS = ("danger_category", "responsibility", "focus")


class SuggestionQuery(Schema):
    """What is being described, as far as it is written."""

    description: str = Field(min_length=2, max_length=300)


class SimilarOut(Schema):
    """A past danger within one's scope: how alike its text is (0–1), the words in both, and how it was rectified."""

    id: UUID
    description: str
    where: str
    found_on: date
    state: str
    danger_category: str
    measures: str
    rectification: str
    alike: float
    words: list[str]


class ProposalOut(Schema):
    """A value that `count` of the `voting` most alike dangers with one bear; `share` weighs them by how alike they
    are. `because` are keys of such dangers."""

    value: str
    count: int
    voting: int
    share: float
    because: list[UUID]


class SuggestionOut(Schema):
    """What is suggested; empty where nothing alike is known. Nothing is ever filled in by itself."""

    similar: list[SimilarOut]
    danger_category: list[ProposalOut]
    responsibility: list[ProposalOut]
    focus: list[ProposalOut]


@router.get("", response=SuggestionOut)
def get_suggestions(request: HttpRequest, query: Query[SuggestionQuery]) -> dict[str, Any]:
    """How a danger might be classed, and how the like was rectified, with the reasons."""
    found = suggested(visible_hidden_dangers(actor_of(request)), query.description, _COLUMNS)
    told: dict[str, Any] = {name: [_proposal(each) for each in rows] for name, rows in found.proposals.items()}
    return told | {"similar": [_similar(each) for each in found.similar]}


def _similar(each: Similar) -> dict[str, Any]:
    danger = each.danger
    names = ("description", "where", "found_on", "state", "danger_category", "measures", "rectification")
    return {name: getattr(danger, name) for name in names} | {
        "id": danger.pk, "alike": each.alike, "words": each.words
    }  # fmt: skip


def _proposal(each: Proposal) -> dict[str, Any]:
    told = {"value": each.value, "count": each.count, "voting": each.voting, "share": each.share}
    return told | {"because": [one.danger.pk for one in each.because]}
