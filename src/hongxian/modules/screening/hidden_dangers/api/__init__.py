"""REST of hidden dangers: the same queries and commands as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Status

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.offering import offer_acts
from hongxian.kernel.paging import page
from hongxian.kernel.registers.counting import are_many
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.hidden_dangers import commands
from hongxian.modules.screening.hidden_dangers.api import acts, around, papers, suggestions
from hongxian.modules.screening.hidden_dangers.api.around_schemas import FiguresOut
from hongxian.modules.screening.hidden_dangers.api.finding import danger_of
from hongxian.modules.screening.hidden_dangers.api.schemas import (
    REFERENCES,
    ActOut,
    DangerIn,
    DangerOut,
    DangersOut,
    PageQuery,
    StepsOut,
)
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import (
    NEWEST_FIRST,
    figures,
    overdue,
    steps_open,
    visible_hidden_dangers,
)

router = Router()
router.add_router("/suggestions", suggestions.router)
_SHOWN = tuple(str(field.alias or name) for name, field in DangerOut.model_fields.items() if name != "where")
_COLUMNS = (*(name.removesuffix("_id") for name in _SHOWN), "premises", "enterprise__name")


@router.get("", response=DangersOut)
def list_hidden_dangers(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The dangers within one's scope."""
    actor = actor_of(request)
    rows = _told(_asked(actor, query))
    asked = query.model_dump_json(exclude={"after", "limit"})
    many = are_many(rows, actor.scopes("hidden_danger.view"), "hidden_danger", asked)
    found = page(rows, NEWEST_FIRST, after=query.after, limit=query.limit, many=many)
    return {"hidden_dangers": found.rows, "next": found.older}


@router.post("", response={201: DangerOut})
def post_hidden_danger(request: HttpRequest, danger: DangerIn) -> Status[HiddenDanger]:
    """Enter a danger; the same command as the page's."""
    actor, permission = actor_of(request), "hidden_danger.register"
    given: dict[str, Any] = danger.dict(exclude={*REFERENCES, "enterprise", "place"})
    given["references"] = {name: getattr(danger, name) for name in REFERENCES}
    if danger.enterprise is not None:
        given["enterprise"] = within(visible_enterprises(actor, permission), danger.enterprise)
    if danger.place:
        given["place"] = within(visible_places(actor, permission), danger.place)
    return Status(201, commands.register_hidden_danger(actor=actor, **given))


@router.get("/figures", response=FiguresOut)
def get_figures(request: HttpRequest, place: str = "") -> dict[str, int]:
    """How the dangers within one's scope stand, of a place (its code) and all below."""
    actor = actor_of(request)
    rows = visible_hidden_dangers(actor)
    return figures(_in_place(actor, rows, place) if place else rows)


@router.get("/{uuid:key}", response=DangerOut)
def get_hidden_danger(request: HttpRequest, key: UUID) -> HiddenDanger:
    """One danger within one's scope."""
    danger: HiddenDanger = within(_told(visible_hidden_dangers(actor_of(request))), key)
    return danger


@router.get("/{uuid:key}/steps", response=StepsOut)
def get_steps(request: HttpRequest, key: UUID) -> dict[str, object]:
    """What one may do with it now."""
    return {"steps": [step.verb for step in steps_open(actor_of(request), danger_of(request, key))]}


@router.get("/{uuid:key}/history", response=list[ActOut])
def get_history(request: HttpRequest, key: UUID) -> list[dict[str, object]]:
    """What was done with it, latest first."""
    return [
        {
            "event": moment.entry.event,
            "at": moment.entry.at,
            "actor": moment.actor_name,
            "organisation": moment.organisation_name,
            "reason": moment.reason,
        }
        for moment in timeline(within(visible_hidden_dangers(actor_of(request)).select_related(None).only("pk"), key))
    ]


offer_acts(
    router,
    "hidden_danger.take_over",
    "hidden_danger.take_back",
    "danger_origin_return.declare",
    "danger_origin_return.take_back",
)


router.add_router("", acts.router)
router.add_router("", around.router)
router.add_router("", papers.router)


def _told(rows: QuerySet[HiddenDanger]) -> QuerySet[HiddenDanger]:
    """The rows with no more of them than is told."""
    return rows.select_related(None).select_related("enterprise").only(*_COLUMNS)


def _asked(actor: Actor, query: PageQuery) -> QuerySet[HiddenDanger]:
    rows = visible_hidden_dangers(actor)
    rows = _in_place(actor, rows, query.place) if query.place else rows
    conditions = {"enterprise": query.enterprise, "state": query.state, "grade": query.grade, "origin": query.origin}
    rows = rows.filter(**{name: value for name, value in conditions.items() if value is not None})
    return overdue(rows) if query.overdue else rows


def _in_place(actor: Actor, rows: QuerySet[HiddenDanger], code: str) -> QuerySet[HiddenDanger]:
    return rows.filter(path_range("place_path", within(visible_places(actor, "hidden_danger.view"), code).path))
