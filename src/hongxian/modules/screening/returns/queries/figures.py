"""The figures of a return, computed from enterprises, their reports and hidden dangers: four statements, whatever the
place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from hongxian.kernel.actor import Actor, path_range
from hongxian.modules.base.places.queries import subtree
from hongxian.modules.screening.hidden_dangers.queries import (
    STAGES,
    self_reporters,
    visible_counts,
    visible_hidden_dangers,
)
from hongxian.modules.screening.returns.models import ReturnSetting
from hongxian.modules.screening.returns.periods import Period
from hongxian.modules.screening.returns.queries.due import base_is_set, due_in
from hongxian.modules.screening.returns.queries.scope import reporting_units, settings_upon, standing_in
from hongxian.modules.screening.supervision_orders.queries import visible_supervision_orders

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

UNITS = ("due_units", "reported_of_due", "checked")
OF_DANGERS = {
    "general_found": Q(grade="general"),
    "general_rectified": Q(grade="general") & STAGES["rectified"],
    "major_found": Q(grade="major"),
    "major_rectified": Q(grade="major") & STAGES["rectified"],
    "ungraded": Q(grade=""),
    "planned": STAGES["planned"],
    "five_in_place": STAGES["five_in_place"],
}
"""Of the dangers found in the period and kept."""


@dataclass
class Line:
    """The figures of one area and industry, or of several put together."""

    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    cost: Decimal = Decimal(0)

    def add(self, other: Line) -> None:
        """Put the figures of another to these."""
        for name, number in other.numbers.items():
            self.numbers[name] += number
        self.cost += other.cost

    def faults(self) -> list[tuple[str, str]]:
        """Which cross-checks do not hold: pairs of what must not be more than the other."""
        return [(left, right) for left, right in CHECKS if self.numbers[left] > self.numbers[right]]


CHECKS = (
    ("reported_of_due", "due_units"),
    ("general_rectified", "general_found"),
    ("major_rectified", "major_found"),
    ("planned", "major_found"),
    ("five_in_place", "planned"),
    ("checked", "due_units"),
)
"""The left is never to be more than the right. The last may happen: enterprises that owe no report may report."""


@dataclass
class Computed:
    """The figures of a place in a period, by area directly below (the place itself for what lies in none) and
    industry (empty: premises that are no registered enterprise)."""

    place: Place
    period: Period
    window: tuple[date, date]
    settings: list[ReturnSetting]
    places_below: dict[str, Place]
    cells: dict[tuple[str, str], Line] = field(default_factory=lambda: defaultdict(Line))

    @property
    def has_base(self) -> bool:
        """Whether somebody set who owes reports."""
        return base_is_set(self.settings)

    def by(self, dimension: int) -> dict[str, Line]:
        """The figures by area (0) or by industry (1)."""
        found: dict[str, Line] = defaultdict(Line)
        for key, line in self.cells.items():
            found[key[dimension]].add(line)
        return found

    @property
    def total(self) -> Line:
        """All of it."""
        return together(self.cells.values())


def together(lines: Iterable[Line]) -> Line:
    """Several lines put together."""
    total = Line()
    for each in lines:
        total.add(each)
    return total


def computed(actor: Actor, place: Place, period: Period, permissions: Mapping[str, str] | None = None) -> Computed:
    """The return as the facts stand now, of what the actor sees; `permissions` names other ones than those to view,
    for the nouns `hidden_danger`, `reporting_unit`, `hidden_danger_report`, `supervision_order`."""
    held = {
        "hidden_danger": "hidden_danger.view",
        "reporting_unit": "reporting_unit.view",
        "hidden_danger_report": "hidden_danger_report.view",
        "supervision_order": "supervision_order.view",
    } | dict(permissions or {})
    settings = settings_upon(place.path)
    own = next((each for each in settings if place.path.startswith(each.place.path)), None)
    window = period.window(own.carried_days if own else 0)
    places_below = {each.path: each for each in subtree(place).filter(parent=place)}
    made = Computed(place, period, window, settings, places_below)
    below = _Below(place, places_below)
    _count_units(made, below, reporting_units(actor, held["reporting_unit"]))
    _count_dangers(made, below, visible_hidden_dangers(actor, held["hidden_danger"]))
    _count_counted(made, below, visible_counts(actor, held["hidden_danger_report"]))
    _count_orders(made, below, visible_supervision_orders(actor, held["supervision_order"]))
    return made


class _Below:
    """Which area directly below a place a path lies in."""

    def __init__(self, place: Place, places_below: Mapping[str, Place]) -> None:
        self.place, self.places_below = place, places_below
        self.depth = place.path.count("/") + 1

    def code(self, path: str) -> str:
        """The code of the area, or of the place itself."""
        found = self.places_below.get("/".join(path.split("/")[: self.depth]) + "/")
        return found.pk if found else self.place.pk


def _count_units(made: Computed, below: _Below, units: Any) -> None:
    """Who owes, and of those that reported how many owe: the reports are gathered once, not looked for enterprise by
    enterprise."""
    owed = due_in(made.period.interval, made.settings) & standing_in(made.period.start, made.period.end)
    rows = units.filter(path_range("place__path", made.place.path)).order_by()
    _add_units(made, below, rows, due_units=Count("pk", filter=owed))
    reported = rows.filter(pk__in=self_reporters(*made.window))
    _add_units(made, below, reported, checked=Count("pk"), reported_of_due=Count("pk", filter=owed))


def _add_units(made: Computed, below: _Below, rows: Any, **counts: Count) -> None:
    for row in rows.values("place__path", "sector").annotate(**counts):
        line = made.cells[below.code(row["place__path"]), row["sector"]]
        for name in counts:
            line.numbers[name] += row[name]


def _count_dangers(made: Computed, below: _Below, dangers: Any) -> None:
    period, at = made.period, path_range("place_path", made.place.path)
    kept = dangers.filter(at, STAGES["kept"], found_on__gte=period.start, found_on__lte=period.end)
    rows = kept.order_by().values("place_path", "enterprise__sector")
    counts = {name: Count("pk", filter=condition) for name, condition in OF_DANGERS.items()}
    for row in rows.annotate(spent=Sum("cost"), **counts):
        line = made.cells[below.code(row["place_path"]), row["enterprise__sector"] or ""]
        for name in OF_DANGERS:
            line.numbers[name] += row[name]
        line.cost += row["spent"] or 0


def _count_counted(made: Computed, below: _Below, counts: Any) -> None:
    since, until = made.window
    rows = counts.filter(
        path_range("report__place_path", made.place.path),
        report__kind="self_report",  # of no other are dangers counted
        report__reported_on__gte=since,
        report__reported_on__lte=until,
    )
    for row in rows.order_by().values("report__place_path", "report__enterprise__sector").annotate(all=Sum("removed")):
        line = made.cells[below.code(row["report__place_path"]), row["report__enterprise__sector"]]
        line.numbers["counted"] += row["all"]


def _count_orders(made: Computed, below: _Below, orders: Any) -> None:
    """The orders issued in the period, those withdrawn later apart."""
    at = path_range("place_path", made.place.path)
    issued = orders.filter(at, ordered_on__gte=made.period.start, ordered_on__lte=made.period.end)
    for row in (
        issued.exclude(state="withdrawn")
        .order_by()
        .values("place_path", "enterprise__sector")
        .annotate(all=Count("pk"))
    ):
        made.cells[below.code(row["place_path"]), row["enterprise__sector"] or ""].numbers["ordered"] += row["all"]
