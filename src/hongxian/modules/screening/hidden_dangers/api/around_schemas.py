"""What hangs on a danger, and what is said beside its life, as it goes in and out over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from hongxian.modules.screening.hidden_dangers.api.schemas import DangerOut, Moment, Told


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)


class SpotIn(Schema):
    """How it was removed at once."""

    rectification: str = Field(min_length=1, max_length=1000)


class UpgradeIn(ReasonIn):
    """Why it is a major one, and which marks it bears."""

    hard_to_fix: bool = False
    high_danger: bool = False
    mass_casualty: bool = False


class MarksIn(Schema):
    """The three marks, and whether it touches public safety; why, where one is taken away from a major danger."""

    hard_to_fix: bool
    high_danger: bool
    mass_casualty: bool
    touches_public_safety: bool
    reason: str = Field("", max_length=500)


class CodesIn(Schema):
    """Under which responsibility, focus and oversight it is classed; empty is none."""

    responsibility: str = Field("", max_length=60)
    focus: str = Field("", max_length=60)
    oversight_source: str = Field("", max_length=60)


class RiskIn(Schema):
    """The risk of the enterprise that it comes from (null takes the name back), the kind of its measures that failed,
    and whether the risk is to be assessed again."""

    risk: UUID | None
    failed_measure: str = Field("", max_length=24)
    reassess: bool = False


class CostIn(Schema):
    """What it has cost so far, in yuan."""

    cost: Decimal = Field(ge=0, max_digits=14, decimal_places=2)


class EntrustIn(ReasonIn):
    """The body entrusted with it, and why."""

    entrusted_to: UUID


class MergeIn(ReasonIn):
    """Into which entry of the same danger, and why."""

    kept_danger: UUID


class LikelyOut(Schema):
    """An entry that may be the same danger: how alike the words are (0–1), how many days apart, the words in
    both, in how many bits the nearest photos of the same scene differ, how many metres apart they were taken."""

    hidden_danger: DangerOut = Field(alias="danger")
    alike: float
    days: int
    words: list[str]
    same_photo: bool
    photo_bits: int | None
    metres: int | None


class FiguresOut(Schema):
    """How the dangers stand; those removed on the spot, graded down and struck out are counted apart."""

    found: int
    major: int
    ungraded: int
    rectifying: int
    rectified: int
    closed: int
    overdue: int
    removed_on_the_spot: int
    downgraded: int
    struck_out: int


class ExtensionIn(ReasonIn):
    """Until when, why, and what keeps people safe meanwhile."""

    asked_until: date
    measures: str = Field(min_length=1, max_length=500)


class AgreeIn(Schema):
    """Until when, and what is said with it."""

    agreed_until: date
    reason: str = Field("", max_length=500)


class ExtensionOut(Told):
    """A request for more time and what became of it."""

    hidden_danger: UUID = Field(alias="hidden_danger_id")
    due_before: date
    asked_until: date
    reason: str
    measures: str
    state: str
    requested_at: Moment
    requested_by_name: str
    decided_at: Moment | None
    decided_by_name: str
    decision_reason: str
    agreed_until: date | None


class ControlIn(Schema):
    """What keeps people safe, who sees to it, until when."""

    measures: str = Field(min_length=1, max_length=1000)
    rectifier: str = Field(min_length=1, max_length=40)
    expires_on: date


class ControlOut(Told):
    """An interim control."""

    hidden_danger: UUID = Field(alias="hidden_danger_id")
    measures: str
    rectifier: str
    expires_on: date
    set_at: Moment
    set_by_name: str
    ended_at: Moment | None


class NoticeIn(Schema):
    """Who was warned or told, when, and the proof."""

    kind: Literal["warning_sign", "notice"]
    recipients: str = Field(min_length=1, max_length=300)
    proof: str = Field(min_length=1, max_length=300)
    given_on: date | None = None


class NoticeOut(Told):
    """A warning or notice that was given."""

    hidden_danger: UUID = Field(alias="hidden_danger_id")
    kind: str
    recipients: str
    proof: str
    given_on: date
    recorded_by_name: str


class ChangeIn(ReasonIn):
    """Whether a major danger is to be graded down or struck out, and why."""

    kind: Literal["downgrade", "withdraw"]


class ChangeOut(Told):
    """A proposal about a major danger and what a second person decided."""

    hidden_danger: UUID = Field(alias="hidden_danger_id")
    kind: str
    reason: str
    state: str
    proposed_at: Moment
    proposed_by_name: str
    decided_at: Moment | None
    decided_by_name: str
    decision_reason: str
