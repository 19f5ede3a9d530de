"""The shapes in which risks travel over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

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


class PartIn(MeasuresIn):
    """What is different in an assessment; what is not said stays, the grade too where nothing is said of scores."""

    risk_factor: Factor | None = None
    scoring_method: Method | None = None
    likelihood: Score = None
    exposure: Score = None
    severity: Score = None
    controlled_likelihood: Score = None
    controlled_exposure: Score = None
    controlled_severity: Score = None
    risk_grade: int | None = Field(None, ge=1, le=4)
    grade_basis: str | None = Field(None, max_length=300)
    factor_code: str | None = Field(None, max_length=6)
    accident_types: list[str] | None = Field(None, max_length=20)
    identification: Literal["", "jsa", "scl"] | None = None
    job_step: str | None = Field(None, max_length=120)


class ChosenLine(MeasuresIn):
    """A line of a ready list as it is taken over: its number there, the grade that was judged, and whatever is other
    than on the list."""

    line: int = Field(ge=1)
    risk_grade: int = Field(ge=1, le=4)
    name: str = Field("", max_length=120)
    risk_unit_name: str = Field("", max_length=120)


class LineOut(Schema):
    """A line of a ready list; no line has a grade."""

    line: int = Field(alias="number")
    risk_unit_name: str
    risk_unit_kind: str
    name: str
    risk_factor: str
    accident_types: list[str]
    measures: dict[str, str]


class TradeOut(Schema):
    """The ready list of a trade, for reference, and where its lines come from."""

    code: str
    title: str
    source: str
    lines: list[LineOut]


class PlanIn(Schema):
    """Whose site a picture shows, and what it is called."""

    enterprise: UUID
    name: str = Field(min_length=1, max_length=120)


class PlanOut(Schema):
    """A picture under the risk points."""

    id: UUID
    enterprise: UUID = Field(alias="enterprise_id")
    name: str
    is_current: bool
