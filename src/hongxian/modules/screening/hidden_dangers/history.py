"""Which dangers were open, and which overdue, on a day that has passed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.populations import yes_where
from hongxian.modules.screening.hidden_dangers.models import Extension, HiddenDanger


def open_then(rows: QuerySet[HiddenDanger], day: date, known_at: datetime | None = None) -> QuerySet[HiddenDanger]:
    """Of the dangers, those found by that day that were neither closed nor struck out by then, with `was_overdue`: its
    day had passed and nobody had reported it removed. With `known_at`, only what was entered by that moment counts.

    A row keeps the last of its days only: one that was closed and opened again counts as open all the time; the day
    before an extension is known, that before it was assigned anew is not; the grade is that of now.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=LOCAL)
    end = midnight if known_at is None else min(midnight, known_at)
    over = Q(closed_at__isnull=False, ended_on__lte=day)
    removed = Q(state__in=("rectified", "closed"), rectified_on__lte=day)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
        over, removed = over & Q(closed_at__lte=known_at), removed & Q(rectified_at__lte=known_at)
    extended = Extension.objects.filter(hidden_danger=OuterRef("pk"), state="agreed", decided_at__gte=end)
    rows = rows.filter(found_on__lte=day).annotate(
        ended_on=Coalesce("verified_on", "rectified_on", "found_on"),
        due_then=Coalesce(Subquery(extended.order_by("decided_at").values("due_before")[:1]), F("due_on")),
    )
    rows = rows.exclude(withdrawn_at__isnull=False, withdrawn_at__lt=end).exclude(over)
    late = Q(due_then__lt=day) & ~removed & ~Q(state__in=("reported", "graded"))
    return rows.annotate(was_overdue=yes_where(late))
