"""Writes of calendars."""

from datetime import date

from django.db import IntegrityError, transaction

from hongxian.kernel import text as kernel_text
from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.clock.calendar import FIRST_PUBLISHED, Source
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.modules.base.calendars import text
from hongxian.modules.base.calendars.models import CalendarDay
from hongxian.modules.base.calendars.queries import calendar, current_days

YEARS_AHEAD = 2


@command("calendar_day.set")
def set_calendar_day(*, actor: Actor, day: date, working: bool, basis: str, reason: str, name: str = "") -> CalendarDay:
    """Say what a day is: a holiday or make-up day newly published, or a correction. Return the row now in force.

    An earlier correction of that day is closed, not rewritten. Setting a day that nobody has published yet confirms it,
    even as what its weekday says. Raises `Problem` without basis or reason, for a day before the published
    calendar or after the year after next, and when nothing would change; `Stale` when somebody was faster.
    """
    basis, reason, name = basis.strip(), reason.strip(), name.strip()
    _check(day, basis, reason)
    _refuse_no_change(day, working, name, basis)
    before = current_days().filter(date=day).first()
    if before is not None:
        _close(before)
    row = CalendarDay(date=day, working=working, name=name, basis=basis)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale(kernel_text.STALE) from error
    record(row, *([before] if before else []), reason=reason, detail={"date": day, "working": working})
    return row


@command("calendar_day.withdraw")
def withdraw_calendar_day(*, actor: Actor, calendar_day: CalendarDay, reason: str) -> CalendarDay:
    """Withdraw a correction: the day is again what is published. Raises `Problem` without a reason, `Stale` when the
    correction is not in force any more."""
    if not reason.strip():
        raise Problem(text.REASON_MISSING, field="reason")
    _close(calendar_day)
    record(calendar_day, reason=reason.strip(), detail={"date": calendar_day.date})
    return calendar_day


def _check(day: date, basis: str, reason: str) -> None:
    if not basis:
        raise Problem(text.BASIS_MISSING, field="basis")
    if not reason:
        raise Problem(text.REASON_MISSING, field="reason")
    last = date(today().year + YEARS_AHEAD, 12, 31)
    if not FIRST_PUBLISHED <= day <= last:
        raise Problem(text.OUT_OF_RANGE.format(first=FIRST_PUBLISHED, last=last), field="date")


def _refuse_no_change(day: date, working: bool, name: str, basis: str) -> None:
    known = calendar().day(day)
    if known.working is not working or known.provisional:
        return
    if known.source is Source.OVERRIDE and not current_days().filter(date=day, name=name, basis=basis).exists():
        return
    kind = text.WORKING if working else text.OFF
    raise Problem(text.NOTHING_CHANGES.format(date=day, kind=kind), field="date")


def _close(row: CalendarDay) -> None:
    moment = now()
    if not CalendarDay.objects.filter(pk=row.pk, recorded_to__isnull=True).update(recorded_to=moment):
        raise Stale(kernel_text.STALE)
    row.recorded_to = moment
