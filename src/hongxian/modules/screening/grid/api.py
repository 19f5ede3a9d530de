"""REST of grids for the phone: what one goes round, visits, findings, premises, what is told upwards. The same queries
and commands as the pages. Keys of what is sent are chosen by the device: the same sent again is answered with the row
that stands; something else under the same key is refused with what stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Status

from hongxian.kernel.offering import offer_acts
from hongxian.kernel.paging import page
from hongxian.kernel.problem import AlreadyDone
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.grid import commands
from hongxian.modules.screening.grid.models import GridEscalation, GridVisit
from hongxian.modules.screening.grid.outlines import LARGEST
from hongxian.modules.screening.grid.queries import (
    Due,
    bodies_to_tell,
    due_of,
    my_grids,
    my_units,
    near_first,
    visible_escalations,
    visible_findings,
    visible_grids,
    visible_premises,
    visible_units,
    visible_visits,
)
from hongxian.modules.screening.grid.shapes import (
    AlikeOut,
    AnswerIn,
    EscalationIn,
    EscalationOut,
    EscalationsOut,
    FindingIn,
    FindingOut,
    GridOut,
    PremisesIn,
    PremisesOut,
    RecipientOut,
    UnitsOut,
    VisitIn,
    VisitOut,
    VisitsOut,
    WithdrawIn,
    conflict,
)

router = Router()

MOST = 500
"""So many units one goes round are given at once; a phone keeps them for a day without network."""


@router.get("/grids", response=list[GridOut])
def list_my_grids(request: HttpRequest) -> list[Any]:
    """The leaf grids in which one works, or below which."""
    return list(my_grids(actor_of(request)))


@router.get("/units", response=UnitsOut)
def list_my_units(
    request: HttpRequest, longitude: float | None = None, latitude: float | None = None, grid: UUID | None = None
) -> dict[str, object]:
    """The units of one's own grids with what is due: the nearest first where a position is given, else those that are
    due first. At most 500; `left_off` says how many more there are. `grid`: only of that grid within one's scope."""
    actor = actor_of(request)
    rows = my_units(actor)
    if grid is not None:
        rows = visible_units(actor).filter(grid=_one(visible_grids(actor, "grid_unit.view"), grid))
        rows = rows.filter(recorded_to__isnull=True, valid_to__isnull=True).order_by("pk")
    total = rows.count()
    dues = due_of(rows[:MOST])
    if longitude is not None and latitude is not None:
        dues = near_first(dues, longitude, latitude)
    return {"units": [_unit(each) for each in dues], "left_off": max(0, total - MOST)}


@router.get("/visits", response=VisitsOut)
def list_visits(
    request: HttpRequest, since: date | None = None, mine: bool = False, after: str = "", limit: int = 50
) -> dict[str, object]:
    """The visits within one's scope, the latest first; `mine`: only one's own; `since`: from that day."""
    actor = actor_of(request)
    rows = visible_visits(actor)
    rows = rows.filter(recorded_by=actor.key) if mine else rows
    rows = rows.filter(visited_on__gte=since) if since else rows
    found = page(rows, ("-visited_at", "-pk"), after=after, limit=min(max(limit, 1), 100))
    return {"visits": found.rows, "next": found.older}


@router.get("/visits/{uuid:key}", response=VisitOut)
def get_visit(request: HttpRequest, key: UUID) -> GridVisit:
    """One visit within one's scope."""
    visit: GridVisit = _one(visible_visits(actor_of(request)), key)
    return visit


@router.post("/visits", response={200: VisitOut, 201: VisitOut})
def post_visit(request: HttpRequest, visit: VisitIn) -> Status[Any] | HttpResponse:
    """Enter a visit. 201: entered. 200: that very visit stands already. 409: another visit stands under that key."""
    actor, permission = actor_of(request), "grid_visit.record"
    given: dict[str, Any] = visit.dict(exclude={"id", "enterprise", "premises", "grid"})
    return _once(
        visible_visits(actor),
        visit,
        lambda: commands.record_visit(
            actor=actor,
            key=visit.id,
            enterprise=_one(visible_enterprises(actor, permission), visit.enterprise),
            premises=_one(visible_premises(actor), visit.premises),
            grid=_one(visible_grids(actor), visit.grid),
            **given,
        ),
    )


@router.post("/premises", response={200: PremisesOut, 201: PremisesOut, 409: AlikeOut})
def post_premises(request: HttpRequest, premises: PremisesIn) -> Status[Any] | HttpResponse:
    """Enter premises that are no registered enterprise; they are a unit of the grid from then on. 409 `alike`: some of
    that name stand there; sent again with `apart` they are entered beside them."""
    actor = actor_of(request)
    given: dict[str, Any] = premises.dict(exclude={"id", "place", "grid"})
    try:
        return _once(
            visible_premises(actor),
            premises,
            lambda: commands.add_premises(
                actor=actor,
                key=premises.id,
                grid=_one(visible_grids(actor), premises.grid),
                place=_one(visible_places(actor, "grid_premises.add"), premises.place or None),
                **given,
            ),
        )
    except commands.Alike as alike:
        return Status(409, {"title": alike.text, "standing": alike.standing})


@router.post("/findings", response={200: FindingOut, 201: FindingOut})
def post_finding(request: HttpRequest, finding: FindingIn) -> Status[Any] | HttpResponse:
    """Enter what a visit found; it becomes a hidden danger at once (`hidden_danger` is its key)."""
    actor = actor_of(request)
    given: dict[str, Any] = finding.dict(exclude={"id", "visit"})
    return _once(
        visible_findings(actor),
        finding,
        lambda: commands.report_finding(
            actor=actor, key=finding.id, visit=_one(visible_visits(actor), finding.visit), **given
        ),
    )


@router.get("/recipients", response=list[RecipientOut])
def list_recipients(request: HttpRequest, grid: UUID) -> list[Any]:
    """The bodies to which that grid may turn."""
    return list(bodies_to_tell(_one(visible_grids(actor_of(request)), grid)))


@router.get("/escalations", response=EscalationsOut)
def list_escalations(
    request: HttpRequest, state: str = "", mine: bool = False, after: str = "", limit: int = 50
) -> dict[str, object]:
    """What was told upwards within one's scope, the latest first; `mine`: only what one told oneself."""
    actor = actor_of(request)
    rows = visible_escalations(actor)
    rows = rows.filter(sent_by=actor.key) if mine else rows
    rows = rows.filter(state=state) if state else rows
    found = page(rows, ("-pk",), after=after, limit=min(max(limit, 1), 100))
    return {"escalations": found.rows, "next": found.older}


@router.get("/escalations/{uuid:key}", response=EscalationOut)
def get_escalation(request: HttpRequest, key: UUID) -> GridEscalation:
    """One of them, with receipt and answer."""
    found: GridEscalation = _one(visible_escalations(actor_of(request)), key)
    return found


@router.post("/escalations", response={200: EscalationOut, 201: EscalationOut})
def post_escalation(request: HttpRequest, escalation: EscalationIn) -> Status[Any] | HttpResponse:
    """Tell the grid above or a body what cannot be settled, or where entry was refused."""
    actor = actor_of(request)
    given: dict[str, Any] = escalation.dict(exclude={"id", "visit", "finding", "recipient"})
    return _once(
        visible_escalations(actor),
        escalation,
        lambda: commands.send_escalation(
            actor=actor,
            key=escalation.id,
            visit=_one(visible_visits(actor), escalation.visit),
            finding=_one(visible_findings(actor), escalation.finding),
            recipient_key=escalation.recipient or "",
            **given,
        ),
    )


@router.post("/escalations/{uuid:key}/receive", response=EscalationOut)
def receive_grid_escalation(request: HttpRequest, key: UUID) -> GridEscalation:
    """Acknowledge it."""
    actor = actor_of(request)
    return commands.receive_escalation(actor=actor, grid_escalation=_one(visible_escalations(actor), key))


@router.post("/escalations/{uuid:key}/answer", response=EscalationOut)
def answer_grid_escalation(request: HttpRequest, key: UUID, said: AnswerIn) -> GridEscalation:
    """Answer it."""
    actor = actor_of(request)
    row = _one(visible_escalations(actor), key)
    return commands.answer_escalation(actor=actor, grid_escalation=row, **said.dict())


@router.post("/escalations/{uuid:key}/withdraw", response=EscalationOut)
def withdraw_grid_escalation(request: HttpRequest, key: UUID, said: WithdrawIn) -> GridEscalation:
    """Take it back."""
    actor = actor_of(request)
    row = _one(visible_escalations(actor), key)
    return commands.withdraw_escalation(actor=actor, grid_escalation=row, reason=said.reason)


offer_acts(
    router,
    "grid.open",
    "grid.change",
    "grid.close",
    "grid.withdraw",
    "grid_member.appoint",
    "grid_member.change",
    "grid_member.end",
    "grid_member.withdraw",
    "grid_setting.set",
    "grid_task.issue",
    "grid_task.end",
    "grid_unit.assign",
    "grid_premises.link",
)
offer_acts(
    router,
    "grid_boundary.draw",
    shapes={"geojson": Annotated[str, Field(min_length=1, max_length=LARGEST)]},
)


def _once(rows: Any, sent: Any, carry_out: Any) -> Status[Any] | HttpResponse:
    """Carry out what a device sent under a key of its own. If the key is taken and the actor may see the row: that row,
    if it says what was sent; else a refusal that says both. A key taken by what one may not see stays a refusal."""
    try:
        return Status(201, carry_out())
    except AlreadyDone:
        standing = rows.filter(pk=sent.id).first()
        if standing is None:
            raise
        differing = sent.differing(standing)
        return conflict(differing) if differing else Status(200, standing)


def _one(rows: Any, key: UUID | str | None) -> Any:
    """The row with that key, None for no key; raises `NotVisible` if there is none."""
    if not key:
        return None
    return within(rows, key)


def _unit(due: Due) -> dict[str, object]:
    unit = due.unit
    at: Any = unit.enterprise or unit.premises
    address = at.working_address if unit.enterprise else at.location
    return {
        "enterprise": unit.enterprise_id,
        "premises": unit.premises_id,
        "name": at.name,
        "address": address,
        "place": at.place_id,
        "place_name": at.place.name,
        "grid": unit.grid_id,
        "grid_name": unit.grid.name,
        "premises_kind": "" if unit.enterprise else at.premises_kind,
        "longitude": at.longitude,
        "latitude": at.latitude,
        "metres": due.metres,
        "due_since": due.since,
        "due_until": due.until,
        "is_due": due.is_due,
        "last_outcome": due.last.outcome if due.last else "",
        "last_visited_at": due.last.visited_at if due.last else None,
    }
