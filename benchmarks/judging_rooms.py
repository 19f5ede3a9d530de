"""What rooms keep of the enterprises of `judging_world.py`, straight into their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model
from loading import put

from hongxian.kernel.clock import LOCAL
from hongxian.modules.base.parties.models import Party
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.supervision.models import LEVELS as SUPERVISING
from hongxian.modules.base.supervision.models import Supervision
from hongxian.modules.prevention.risks.models import (
    FACTORS,
    GRADES,
    SCREENING_KINDS,
    TIERS,
    Risk,
    RiskScreening,
    RiskUnit,
    RiskVersion,
)
from hongxian.modules.responsibility.pledges.models import POST_KINDS, Pledge, PledgeLink, PledgeRound
from hongxian.modules.screening.checks.models import Check
from hongxian.modules.screening.checks.queries import OWN_KIND
from hongxian.modules.screening.grid.models import Grid, GridUnit
from hongxian.modules.screening.hidden_dangers.models import (
    ORIGINS,
    REPORT_KINDS,
    HiddenDanger,
    HiddenDangerReport,
)

Firms = list[tuple[UUID, Place]]
Rows = Iterator[tuple[Model, ...]]
_BATCH = 2000


class Rooms:
    """Rows of rooms; each draws its enterprises, and the days of the last thousand before `last`, from `draw`."""

    def __init__(self, draw: Random, key: Callable[[], UUID], firms: Firms, last: date) -> None:
        self.draw, self.key, self.firms, self.last = draw, key, firms, last

    def fill(self, noun: str, number: int) -> bool:
        """Put so many rows of a noun into the tables of its room; false where no room here tells it."""
        make = getattr(self, noun, None)
        if make is None:
            return False
        rows: Rows = make()
        while number > 0 and (some := list(islice(rows, min(_BATCH, number)))):
            for one_table in zip(*some, strict=True):
                put(list(dict.fromkeys(one_table)))
            number -= len(some)
        return True

    def post_responsibility(self) -> Rows:
        """Letters of responsibility of posts."""
        issuer = Party.objects.filter(kind="government", place="411000").first()
        since = date(2024, 1, 1)
        year = PledgeRound.objects.create(
            id=self.key(),
            issuer=issuer,
            year=2024,
            title="round",
            holds_from=since,
            state="open",
            drafted_at=noon(since),
        )
        link = PledgeLink.objects.create(id=self.key(), round=year, tier="posts", title="posts", reach="all", order=1)
        for firm, place, day in self._drawn():
            key, kind, signed = self.key(), self.draw.choice(POST_KINDS), self.draw.random() < 0.9
            yield (
                Pledge(
                    id=key,
                    link=link,
                    subject=key.hex,
                    enterprise_id=firm,
                    post_name=kind,
                    post_kind=kind,
                    first_responsible=self.draw.random() < 0.9,
                    place=place,
                    holds_from=day,
                    state="signed" if signed else "issued",
                    handed_out_at=noon(day),
                    handed_out_by="loader",
                    handed_out_by_name="loader",
                    signed_on=day if signed else None,
                    confirmed_at=noon(day) if signed else None,
                ),
            )

    def supervision_assignment(self) -> Rows:
        """Who supervises whom."""
        for firm, _, day in self._drawn():
            level = self.draw.choice(SUPERVISING)
            yield (Supervision(enterprise_id=firm, kind="territorial", level=level, **self._two_times(day)),)

    def hidden_danger(self) -> Rows:
        """Dangers found; two of three rectified, most of them closed."""
        for firm, place, day in self._drawn():
            state = self.draw.choice(("rectifying", "rectified", "closed", "closed", "closed", "closed"))
            done = day + timedelta(days=self.draw.randrange(30))
            rectified, closed = state != "rectifying", state == "closed"
            yield (
                HiddenDanger(
                    id=self.key(),
                    enterprise_id=firm,
                    place=place,
                    place_path=place.path,
                    origin=self.draw.choice(ORIGINS),
                    description="danger",
                    found_on=day,
                    grade="major" if self.draw.random() < 0.02 else "general",
                    touches_public_safety=self.draw.random() < 0.05,
                    state=state,
                    due_on=done,
                    rectified_on=done if rectified else None,
                    rectified_at=noon(done) if rectified else None,
                    verified_on=done if closed else None,
                    verifier="verifier" if closed else "",
                    closed_at=noon(done) if closed else None,
                    **self._recorded(day),
                ),
            )

    def hidden_danger_report(self) -> Rows:
        """What enterprises reported, with receipts or without."""
        for firm, place, day in self._drawn():
            yield (
                HiddenDangerReport(
                    id=self.key(),
                    enterprise_id=firm,
                    place_path=place.path,
                    kind=self.draw.choice(REPORT_KINDS),
                    reported_on=day,
                    regulator_received_on=day if self.draw.random() < 0.9 else None,
                    workers_congress_received_on=day if self.draw.random() < 0.9 else None,
                    **self._recorded(day),
                ),
            )

    def self_check(self) -> Rows:
        """Checks of enterprises by themselves, most of them handed in."""
        for firm, place, day in self._drawn():
            state = "submitted" if self.draw.random() < 0.9 else "open"
            yield (
                Check(
                    id=self.key(),
                    kind=OWN_KIND,
                    enterprise_id=firm,
                    place_path=place.path,
                    state=state,
                    item_by_item=self.draw.random() < 0.9,
                    checked_on=day,
                    handed_in_at=noon(day) if state == "submitted" else None,
                    **self._recorded(day),
                ),
            )

    def risk(self) -> Rows:
        """Risks, each at a point of its own, with the version that holds."""
        for firm, place, day in self._drawn():
            said: dict[str, Any] = {
                "name": "risk",
                "risk_factor": self.draw.choice(FACTORS),
                "scoring_method": "direct",
                "risk_grade": self.draw.choice(GRADES),
                "control_tier": self.draw.choice(TIERS),
                "responsible_person": "person",
                "engineering_measures": "measures",
            }
            unit = RiskUnit(
                id=self.key(),
                name=f"unit {self.draw.getrandbits(64)}",
                risk_unit_kind="place",
                enterprise_id=firm,
                place_path=place.path,
                risk_grade=said["risk_grade"],
            )
            risk = Risk(
                id=self.key(), risk_unit=unit, enterprise_id=firm, place_path=place.path, assessed_on=day, **said
            )
            version = RiskVersion(
                risk=risk, recorded_by="loader", recorded_by_name="loader", **said, **self._two_times(day)
            )
            yield unit, risk, version

    def risk_screening(self) -> Rows:
        """That enterprises looked for risks."""
        for firm, place, day in self._drawn():
            yield (
                RiskScreening(
                    id=self.key(),
                    enterprise_id=firm,
                    place_path=place.path,
                    screening_kind=self.draw.choice(SCREENING_KINDS),
                    done_on=day,
                    **self._recorded(day),
                ),
            )

    def grid_unit(self) -> Rows:
        """Which enterprise falls into which grid: each into one of its town, nine of ten of them leaves."""
        grids = {}
        for town in {place.path: place for _, place in self.firms}.values():
            grids[town.path] = Grid.objects.create(
                id=self.key(),
                name=f"grid of {town.name}",
                place=town,
                place_path=town.path,
                unit_kind="town",
                is_leaf=self.draw.random() < 0.9,
                valid_from=self.last - timedelta(days=2000),
                recorded_at=noon(self.last - timedelta(days=2000)),
                recorded_by_name="loader",
            )
        for firm, place in self.firms:
            day = self._day()
            yield (GridUnit(grid=grids[place.path], enterprise_id=firm, place_path=place.path, **self._two_times(day)),)

    def _drawn(self) -> Iterator[tuple[UUID, Place, date]]:
        while True:
            firm, place = self.draw.choice(self.firms)
            yield firm, place, self._day()

    def _day(self) -> date:
        return self.last - timedelta(days=self.draw.randrange(1, 1000))

    def _two_times(self, day: date) -> dict[str, Any]:
        return {"id": self.key(), "valid_from": day, "recorded_from": noon(day)}

    def _recorded(self, day: date) -> dict[str, Any]:
        return {"recorded_at": noon(day), "recorded_by": "loader", "recorded_by_name": "loader"}


@cache
def noon(day: date) -> datetime:
    """Twelve o'clock of a day."""
    return datetime.combine(day, time(12), LOCAL)
