"""REST of returns: the figures as the facts stand now, what a place sets, and the same commands as the pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hongxian.kernel.offering import offer_acts
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.returns import commands
from hongxian.modules.screening.returns.models import ReturnSetting
from hongxian.modules.screening.returns.periods import read_period
from hongxian.modules.screening.returns.queries import (
    OF_DANGERS,
    computed,
    visible_lines,
    visible_returns,
    visible_settings,
)

router = Router()
Each = Literal["", "month", "quarter", "year", "never"]


class LineOut(Schema):
    """The figures of an area and an industry (empty: premises that are no registered enterprise); money in yuan."""

    place: str
    sector: str
    due_units: int | None
    reported_of_due: int
    checked: int
    general_found: int
    general_rectified: int
    major_found: int
    major_rectified: int
    ungraded: int
    planned: int
    five_in_place: int
    counted: int
    cost: Decimal


class ComputedOut(Schema):
    """A return as the facts stand now. `due_units` is empty where nobody set who owes reports."""

    place: str
    period: str
    lines: list[LineOut]


class FiledLineOut(Schema):
    """A line as it was reported."""

    place: str = Field(alias="place_id")
    sector: str
    due_units: int | None
    checked: int
    general_found: int
    general_rectified: int
    major_found: int
    major_rectified: int
    planned: int
    five_in_place: int
    counted: int
    cost: Decimal


class FiledOut(Schema):
    """A return as it was reported: `digest` is the SHA-256 of what it says."""

    id: UUID
    place: str = Field(alias="place_id")
    period: str
    digest: str
    corrects: UUID | None = Field(None, alias="corrects_id")
    is_latest: bool
    reason: str
    lines: list[FiledLineOut]


class SettingIn(Schema):
    """What a place sets; what is left out stays unset. `version` is that of what was read, 0 where nothing was set."""

    high_risk_due: Each = ""
    above_scale_due: Each = ""
    other_due: Each = ""
    carried_days: int = 0
    repeat_days: int | None = None
    pace_count: int | None = None
    pace_minutes: int | None = None
    wording_length: int | None = None
    nothing_found_times: int | None = None
    photo_distance: int | None = None
    self_check_treatment: str = Field("", max_length=1000)
    version: int = 0


class SettingOut(SettingIn):
    """What a place sets."""

    place: str = Field(alias="place_id")


@router.get("/computed", response=ComputedOut)
def get_computed_return(request: HttpRequest, place: str, period: str) -> dict[str, object]:
    """The return of a place (its code) for a period (2026-03, 2026-Q1, 2026) as the facts stand now."""
    actor = actor_of(request)
    where, meant = within(visible_places(actor, "hidden_danger_return.view"), place), read_period(period)
    made = computed(actor, where, meant)
    names = ("reported_of_due", "checked", "counted", *OF_DANGERS)
    lines = [
        {"place": code, "sector": sector, "cost": line.cost, **{name: line.numbers[name] for name in names}}
        | {"due_units": line.numbers["due_units"] if made.has_base else None}
        for (code, sector), line in sorted(made.cells.items())
    ]
    return {"place": where.pk, "period": meant.key, "lines": lines}


@router.get("/{uuid:key}", response=FiledOut)
def get_return(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """A return as it was reported, with the lines that one may see."""
    actor = actor_of(request)
    found: Any = within(visible_returns(actor), key)
    lines = visible_lines(actor).filter(hidden_danger_return=found).order_by("place", "sector")
    names = ("id", "place_id", "period", "digest", "corrects_id", "is_latest", "reason")
    return {name: getattr(found, name) for name in names} | {"lines": list(lines)}


@router.get("/settings/{place}", response=SettingOut)
def get_return_setting(request: HttpRequest, place: str) -> ReturnSetting:
    """What a place sets of its own; 404 where it sets nothing."""
    found: ReturnSetting = within(visible_settings(actor_of(request)), place, "place")
    return found


@router.post("/settings/{place}", response=SettingOut)
def set_returns(request: HttpRequest, place: str, said: SettingIn) -> ReturnSetting:
    """Set who owes reports how often, what counts as repeated, from what on hints are given."""
    actor = actor_of(request)
    where = within(visible_places(actor, "return_setting.set"), place)
    return commands.set_returns(actor=actor, place=where, told=said.dict(exclude={"version"}), version=said.version)


offer_acts(router, "hidden_danger_return.submit", "report_hint.find", "report_hint.dismiss", "reporting_reminder.send")
