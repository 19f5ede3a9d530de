"""REST of risks: the same queries and commands as the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from hongxian.kernel.actor import path_range
from hongxian.kernel.offering import offer_acts
from hongxian.kernel.paging import page
from hongxian.kernel.registers.counting import are_many
from hongxian.kernel.web.access import actor_of, must, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.prevention.risks import commands
from hongxian.modules.prevention.risks.api.schemas import (
    AgainIn,
    AssessmentIn,
    ChosenLine,
    ControlIn,
    MeasuresIn,
    PageQuery,
    PartIn,
    PlanIn,
    PlanOut,
    RiskIn,
    RiskOut,
    RisksOut,
    TradeOut,
    VersionOut,
)
from hongxian.modules.prevention.risks.models import PlantPlan, Risk, RiskVersion
from hongxian.modules.prevention.risks.queries import risks_on, standing, visible_risks
from hongxian.modules.prevention.risks.trades import Trade, trades

router = Router()


@router.get("", response=RisksOut)
def list_risks(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The risks within one's scope."""
    actor = actor_of(request)
    rows = visible_risks(actor) if query.with_ended else standing(visible_risks(actor))
    if query.place:
        place = within(visible_places(actor, "risk.view"), query.place)
        rows = rows.filter(path_range("place_path", place.path))
    asked = {name: getattr(query, name) for name in ("enterprise", "risk_grade", "control_tier", "risk_factor")}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    many = are_many(rows, actor.scopes("risk.view"), "risk", query.model_dump_json(exclude={"after", "limit"}))
    found = page(rows, ("-pk",), after=query.after, limit=query.limit, many=many)
    return {"risks": found.rows, "next": found.older}


@router.post("", response={201: RiskOut})
def post_risk(request: HttpRequest, risk: RiskIn) -> Status[Risk]:
    """Register a risk; the same command as the page's."""
    actor = actor_of(request)
    enterprise = within(visible_enterprises(actor, "risk.register"), risk.enterprise)
    own = ("risk_unit_name", "risk_unit_kind", "location", "name", "assessed_on")
    given = {name: getattr(risk, name) for name in own} | {"assessment": _said(risk, AssessmentIn)}
    return Status(201, commands.register_risk(actor=actor, enterprise=enterprise, **given))


@router.get("/{uuid:key}", response=RiskOut)
def get_risk(request: HttpRequest, key: UUID) -> Risk:
    """One risk within one's scope."""
    return _visible(request, key)


@router.get("/{uuid:key}/on/{day}", response=VersionOut)
def get_risk_on(request: HttpRequest, key: UUID, day: date) -> RiskVersion:
    """The risk as it was on a day, as known now; 404 where there was none."""
    risk = _visible(request, key)
    version: RiskVersion = within(risks_on(actor_of(request), day), risk.pk, "risk")
    return version


@router.post("/{uuid:key}/assess", response=RiskOut)
def reassess_risk(request: HttpRequest, key: UUID, said: AgainIn) -> Risk:
    """Assess it again."""
    return _assessed(request, key, said, AssessmentIn)


@router.post("/{uuid:key}/measures", response=RiskOut)
def set_risk_measures(request: HttpRequest, key: UUID, said: ControlIn) -> Risk:
    """Say by whom and how it is controlled; its scores stay."""
    return _assessed(request, key, said, MeasuresIn)


@router.get("/trades", response=list[TradeOut])
def list_trades(request: HttpRequest) -> list[Trade]:
    """The ready lists of the trades, from which an enterprise takes over what it has."""
    must(actor_of(request), "risk.adopt_list")
    return list(trades().values())


@router.post("/plant-plan/upload", response={201: PlanOut})
def upload_plant_plan(request: HttpRequest, said: Form[PlanIn], picture: File[UploadedFile]) -> Status[PlantPlan]:
    """Lay a picture under the risk points of an enterprise (multipart); the one before stays on record."""
    actor = actor_of(request)
    enterprise = within(visible_enterprises(actor, "plant_plan.upload"), said.enterprise)
    told = {"name": said.name, "content": picture.read(), "file_name": picture.name or ""}
    return Status(201, commands.upload_plan(actor=actor, enterprise=enterprise, **told))


offer_acts(
    router,
    "risk.change",
    "risk.adopt_list",
    shapes={"assessment": PartIn, "items": Annotated[list[ChosenLine], Field(max_length=500)]},
)
offer_acts(
    router,
    "risk.end",
    "risk.withdraw",
    "risk_unit.register",
    "risk_unit.change",
    "risk_unit.place",
    "risk_unit.end",
    "risk_change.report",
    "risk_screening.enter",
    "place_risk.register",
    "place_risk.assess",
    "place_risk.announce",
    "place_risk.end",
    "risk_warning.issue",
    "risk_warning.receive",
    "risk_scheme.set",
)


def _assessed(request: HttpRequest, key: UUID, said: AgainIn | ControlIn, shape: type[Schema]) -> Risk:
    given: dict[str, Any] = {"version": said.version, "assessed_on": said.assessed_on, "assessment": _said(said, shape)}
    return commands.assess_risk(actor=actor_of(request), risk=_visible(request, key), **given)


def _said(told: Schema, shape: type[Schema]) -> dict[str, Any]:
    """What was said, as the commands take it; nothing of what was left out."""
    return {name: value for name, value in told.dict(include=set(shape.model_fields)).items() if value is not None}


def _visible(request: HttpRequest, key: UUID) -> Risk:
    risk: Risk = within(visible_risks(actor_of(request)), key)
    return risk
