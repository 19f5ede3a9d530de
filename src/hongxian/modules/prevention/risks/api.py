"""REST of risks: the same queries and commands as the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator

from hongxian.kernel.actor import path_range
from hongxian.kernel.offering import offer_acts
from hongxian.kernel.paging import page
from hongxian.kernel.registers.counting import are_many
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.prevention.risks import commands
from hongxian.modules.prevention.risks.models import Risk, RiskVersion
from hongxian.modules.prevention.risks.queries import risks_on, standing, visible_risks

router = Router()

Factor = Literal["process", "equipment", "environment", "behaviour"]
Method = Literal["lec", "ls", "direct"]
Tier = Literal["company", "workshop", "team", "post"]
Score = Decimal | None
Result = Annotated[Decimal, AfterValidator(lambda score: score.quantize(Decimal("0.01")))] | None
"""A product of scores, to two places."""


class MeasuresIn(Schema):
    """Who controls the risk by which measures; what is not said stays."""

    control_tier: Tier | Literal[""] = ""
    responsible_unit: str | None = Field(None, max_length=120)
    responsible_person: str | None = Field(None, max_length=40)
    engineering_measures: str | None = Field(None, max_length=500)
    management_measures: str | None = Field(None, max_length=500)
    training_measures: str | None = Field(None, max_length=500)
    protective_measures: str | None = Field(None, max_length=500)
    emergency_measures: str | None = Field(None, max_length=500)


class AssessmentIn(MeasuresIn):
    """An assessment: by values of the scale that applies, or judged directly with its basis."""

    risk_factor: Factor
    scoring_method: Method
    likelihood: Score = None
    exposure: Score = None
    severity: Score = None
    controlled_likelihood: Score = None
    controlled_exposure: Score = None
    controlled_severity: Score = None
    risk_grade: int | None = Field(None, ge=1, le=4)
    grade_basis: str = Field("", max_length=300)
    factor_code: str = Field("", max_length=6)
    accident_types: list[str] = Field(default_factory=list, max_length=20)
    identification: Literal["", "jsa", "scl"] = ""
    job_step: str = Field("", max_length=120)


class RiskIn(AssessmentIn):
    """A risk at a risk point of an enterprise; the point is made where there is none of that name."""

    enterprise: UUID
    risk_unit_name: str = Field(min_length=1, max_length=120)
    risk_unit_kind: Literal["", "equipment", "activity", "place"] = ""
    location: str = Field("", max_length=120)
    name: str = Field(min_length=1, max_length=120)
    assessed_on: date | None = None


class AgainIn(AssessmentIn):
    """Another assessment; `version` is the one that was read."""

    version: int
    assessed_on: date | None = None


class ControlIn(MeasuresIn):
    """Other measures; `version` is the one that was read."""

    version: int
    assessed_on: date | None = None


class AssessedOut(Schema):
    """What an assessment says. Grades run from 1, major (red), to 4, low (blue)."""

    name: str
    risk_factor: str
    factor_code: str
    accident_types: list[str]
    identification: str
    job_step: str
    scoring_method: str
    scale_code: str
    inherent_score: Result
    inherent_grade: int | None
    controlled_score: Result
    controlled_grade: int | None
    risk_grade: int
    grade_basis: str
    control_tier: str
    responsible_unit: str
    responsible_person: str
    engineering_measures: str
    management_measures: str
    training_measures: str
    protective_measures: str
    emergency_measures: str


class RiskOut(AssessedOut):
    """A risk as it is assessed now."""

    id: UUID
    enterprise: UUID = Field(alias="enterprise_id")
    risk_unit: UUID = Field(alias="risk_unit_id")
    risk_unit_name: str = Field(alias="risk_unit.name")
    risk_unit_kind: str = Field(alias="risk_unit.risk_unit_kind")
    place_path: str
    assessed_on: date
    ended_on: date | None
    version: int


class VersionOut(AssessedOut):
    """A risk as it was assessed from one day through another."""

    risk: UUID = Field(alias="risk_id")
    valid_from: date
    valid_to: date | None


class RisksOut(Schema):
    """One page of risks, newest first; `next` is the token of the page after it (`?after=`), empty at the end."""

    risks: list[RiskOut]
    next: str


class PageQuery(Schema):
    """Which risks: of a place (its code) and all below, of an enterprise, a grade, a tier, a factor; with those that
    have ended, if asked."""

    place: str = ""
    enterprise: UUID | None = None
    risk_grade: int | None = Field(None, ge=1, le=4)
    control_tier: Tier | None = None
    risk_factor: Factor | None = None
    with_ended: bool = False
    after: str = ""
    limit: int = Field(20, ge=1, le=100)


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
