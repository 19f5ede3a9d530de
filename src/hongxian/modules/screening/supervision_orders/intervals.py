"""Reports of progress by interval: which intervals there have been since the order was received, which of them were
reported, which are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hongxian.kernel.clock import today
from hongxian.modules.screening.supervision_orders.models import OrderProgress, SupervisionOrder
from hongxian.modules.screening.supervision_orders.terms import counted, source_line

_MOST = 120


@dataclass(frozen=True)
class Interval:
    """One interval, both days included, how its last day was counted, and the report made for it."""

    number: int
    since: date
    until: date
    calculation: list[str]
    report: OrderProgress | None
    missing: bool


def intervals(order: SupervisionOrder, reports: Iterable[OrderProgress], day: date | None = None) -> list[Interval]:
    """The intervals that have begun by that day (today), counted from the receipt of the order (else from its issue)
    until acceptance; none where no interval is set. One is missing when it is over and nobody reported."""
    day = day or today()
    start = order.received_on or order.ordered_on
    if start is None or "report_interval" not in order.terms:
        return []
    ended = order.accepted_on or order.closed_on
    last = min(day, ended) if ended else day
    told = {each.interval_number: each for each in reports}
    found: list[Interval] = []
    since = start + timedelta(days=1)
    for number in range(1, _MOST):
        end = counted(order.terms, "report_interval", start, times=number)
        if end is None or (since > last and number > 1):
            break
        until, report = end.due_on, told.get(number)
        missing = report is None and until < day and (ended is None or until <= ended)
        lines = [source_line(order.terms, "report_interval"), *end.lines]
        found.append(Interval(number, since, until, lines, report, missing))
        since = until + timedelta(days=1)
    return found
