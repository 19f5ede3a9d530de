"""How well hidden dangers are removed: the share closed and in time, days taken, the same again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import today
from hongxian.modules.base.places.queries import subtree
from hongxian.modules.screening.hidden_dangers.queries import STAGES, repeated, visible_hidden_dangers
from hongxian.modules.screening.returns.periods import Period
from hongxian.modules.screening.returns.queries.scope import setting_for

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

DIMENSIONS = {
    "place": "place_path",
    "sector": "enterprise__sector",
    "origin": "origin",
    "supervisor": "supervisor",
}
_COUNTED = ("found", "closed", "on_time", "late", "overdue", "repeated", "major")


@dataclass
class Row:
    """The dangers found in the period of one group: those removed on the spot are counted apart (`spot`), the others in
    the counts. `days` are the days from finding to closing, each with how often."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, other: Row) -> None:
        """Put another group to this one."""
        for mine, theirs in ((self.counts, other.counts), (self.days, other.days)):
            for key, number in theirs.items():
                mine[key] += number  # type: ignore[index]

    @property
    def closed_share(self) -> float | None:
        """The share of those found that are closed, in percent; None where none was found."""
        return share(self.counts["closed"], self.counts["found"])

    @property
    def on_time_share(self) -> float | None:
        """The share removed by their day, of those that had one: removed by it, removed after it, or overdue now."""
        settled = self.counts["on_time"] + self.counts["late"] + self.counts["overdue"]
        return share(self.counts["on_time"], settled)

    @property
    def repeated_share(self) -> float | None:
        """The share of those found that are the same again."""
        return share(self.counts["repeated"], self.counts["found"])

    @property
    def mean_days(self) -> float | None:
        """From finding to closing, on the average of those closed."""
        number = sum(self.days.values())
        return round(sum(days * often for days, often in self.days.items()) / number, 1) if number else None

    @property
    def median_days(self) -> float | None:
        """The days within which half of those closed were closed."""
        number = sum(self.days.values())
        if not number:
            return None
        low, high = _nth(self.days, (number - 1) // 2), _nth(self.days, number // 2)
        return (low + high) / 2


def _nth(days: dict[int, int], position: int) -> int:
    passed = 0
    for each in sorted(days):
        passed += days[each]
        if passed > position:
            return each
    raise IndexError(position)


def share(part: int, whole: int) -> float | None:
    """In percent, to one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


@dataclass
class Performance:
    """The groups of one dimension, the whole, and the number of days after which the same is not repeated any more
    (None: nobody said, and nothing is counted as repeated)."""

    groups: dict[str, Row]
    total: Row
    repeat_days: int | None


def performance(actor: Actor, place: Place, period: Period, dimension: str) -> Performance:
    """How the dangers found in the period stand today, of those that the actor sees, by area directly below the place,
    industry, origin or supervising body (empty: none)."""
    setting = setting_for(place.path)
    days = setting.repeat_days if setting else None
    rows = visible_hidden_dangers(actor).filter(
        path_range("place_path", place.path), found_on__gte=period.start, found_on__lte=period.end
    )
    key = _keys(place, dimension)
    groups: dict[str, Row] = defaultdict(Row)
    column = DIMENSIONS[dimension]
    for each in _counts(rows.filter(STAGES["kept"]), column, days):
        row = groups[key(each[column])]
        for name in (*_COUNTED, "spot"):
            row.counts[name] += each.get(name, 0)
    for each in _durations(rows.filter(STAGES["kept"]), column):
        if each["taken"] is not None:
            groups[key(each[column])].days[_in_days(each["taken"])] += each["often"]
    total = Row()
    for row in groups.values():
        total.add(row)
    return Performance(dict(groups), total, days)


def _counts(rows: Any, column: str, days: int | None) -> Any:
    slow = Q(removed_on_the_spot=False)
    counts = {
        "spot": Count("pk", filter=Q(removed_on_the_spot=True)),
        "found": Count("pk", filter=slow),
        "major": Count("pk", filter=slow & Q(grade="major")),
        "closed": Count("pk", filter=slow & Q(state="closed")),
        "on_time": Count("pk", filter=STAGES["on_time"]),
        "late": Count("pk", filter=STAGES["late"]),
        "overdue": Count("pk", filter=Q(state="rectifying", due_on__lt=today())),
    }
    if days is not None:
        counts["repeated"] = Count("pk", filter=slow & Q(repeated(days)))
    return rows.order_by().values(column).annotate(**counts)


def _durations(rows: Any, column: str) -> Any:
    closed = rows.filter(state="closed", removed_on_the_spot=False, verified_on__isnull=False)
    taken = ExpressionWrapper(F("verified_on") - F("found_on"), output_field=DurationField())
    return closed.order_by().values(column, taken=taken).annotate(often=Count("pk"))


def _in_days(taken: timedelta) -> int:
    return taken.days


def _keys(place: Place, dimension: str) -> Any:
    if dimension != "place":
        return lambda value: str(value or "")
    places_below = {each.path: each.pk for each in subtree(place).filter(parent=place)}
    depth = place.path.count("/") + 1
    return lambda path: places_below.get("/".join(path.split("/")[:depth]) + "/", place.pk)
