"""How far dangers have come, as conditions: the figures of returns and the filter of the register are the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hongxian.modules.screening.hidden_dangers.models import HiddenDanger, HiddenDangerReport
from hongxian.modules.screening.hidden_dangers.text import REPEAT_WORDS

_DONE = Q(withdrawn_at__isnull=True, state__in=("rectified", "closed"))
_IN_TIME = _DONE & Q(removed_on_the_spot__in=(False,), due_on__isnull=False)
OPEN = ("reported", "graded", "rectifying", "rectified")
_PLANNED = Q(grade="major", state="rectifying")
STAGES = {
    "kept": Q(withdrawn_at__isnull=True),
    "open": Q(state__in=OPEN, closed_at__isnull=True, withdrawn_at__isnull=True),
    "in_hand": Q(state__in=("graded", "rectifying")),
    "rectified": _DONE,
    "on_time": _IN_TIME & Q(rectified_on__lte=F("due_on")),
    "late": _IN_TIME & Q(rectified_on__gt=F("due_on")),
    "planned": _PLANNED,
    "five_in_place": _PLANNED
    & Q(funds__isnull=False, due_on__isnull=False)
    & ~Q(measures="")
    & ~Q(rectifier="")
    & ~Q(emergency_plan=""),
}
"""Kept: not struck out. Open: neither closed nor struck out. In hand: to be assigned or being rectified. Rectified:
reported removed, or closed. In time or late: of those with a day. Planned: major and being rectified; five in place: of
these, with measures, person, funds, day and emergency plan."""

REPEAT_DAYS = tuple(int(days) for days in REPEAT_WORDS)
"""After so many days at most the same again may be asked for."""
NO_ENTERPRISE = "none"
"""As an industry: what was found at premises that are no registered enterprise."""


def at_stage(rows: QuerySet[Any], stage: str) -> QuerySet[Any]:
    """Of the dangers, those that have come so far."""
    return rows.filter(STAGES[stage])


def of_sector(rows: QuerySet[Any], sector: str) -> QuerySet[Any]:
    """Of the dangers, those at enterprises of an industry, or at none."""
    return rows.filter(enterprise__isnull=True) if sector == NO_ENTERPRISE else rows.filter(enterprise__sector=sector)


def repeated(days: int | str) -> Exists:
    """Whether a danger of the same category was found at the same enterprise on a day before, at most so many days
    earlier, and kept: a condition of dangers."""
    earlier = HiddenDanger.objects.filter(
        enterprise=OuterRef("enterprise"),
        danger_category=OuterRef("danger_category"),
        found_on__lt=OuterRef("found_on"),
        found_on__gte=OuterRef("found_on") - timedelta(days=int(days)),
        withdrawn_at__isnull=True,
    )
    return Exists(earlier.exclude(danger_category="").order_by())


def only_repeated(rows: QuerySet[Any], days: str) -> QuerySet[Any]:
    """Of the dangers, those that are the same again within so many days."""
    return rows.filter(repeated(days))


def self_reported(since: date, until: date, *, enterprise: str = "pk") -> Exists:
    """Whether an enterprise reported its own screening in these days, both included: a condition of rows on which
    `enterprise` is its key. It tells nothing else of a report, so whoever asks scopes the enterprises."""
    reports = HiddenDangerReport.objects.filter(
        enterprise=OuterRef(enterprise), kind="self_report", reported_on__gte=since, reported_on__lte=until
    )
    return Exists(reports.order_by())


def self_reporters(since: date, until: date) -> QuerySet[Any]:
    """The keys of the enterprises that reported their own screening in these days, both included, to be looked for
    among many at once; what `self_reported` says of each."""
    reports = HiddenDangerReport.objects.filter(kind="self_report", reported_on__gte=since, reported_on__lte=until)
    return reports.order_by().values("enterprise")
