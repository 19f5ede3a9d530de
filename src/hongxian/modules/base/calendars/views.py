"""Pages of calendars: a year, a correction, and a deadline worked out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hongxian.kernel.clock import today
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.calendars import text
from hongxian.modules.base.calendars.commands import YEARS_AHEAD, set_calendar_day, withdraw_calendar_day
from hongxian.modules.base.calendars.forms import CalendarDayForm, DeadlineForm, WithdrawForm
from hongxian.modules.base.calendars.queries import (
    SpecialDay,
    first_and_last_published,
    visible_calendar_days,
    year_of,
)


@require_GET
def this_year(request: Request) -> HttpResponse:
    """The calendar of the current year."""
    return year_page(request, today().year)


@require_GET
@needs("calendar_day.view")
def year_page(request: Request, year: int) -> HttpResponse:
    """The special days of one year, corrections marked, and how many working days it has."""
    first = first_and_last_published()[0].year
    last = today().year + YEARS_AHEAD
    if not first <= year <= last:
        raise Http404
    shown = year_of(year)
    context = {
        "year": shown,
        "rows": [_row(each) for each in shown.special],
        "earlier": year - 1 if year > first else None,
        "later": year + 1 if year < last else None,
        "published_to": first_and_last_published()[1],
        "may_set": request.actor.may("calendar_day.set"),
        "may_withdraw": request.actor.may("calendar_day.withdraw"),
    }
    return render(request, "calendars/year.html", context)


@require_http_methods(["GET", "POST"])
@needs("calendar_day.set")
def set_day(request: Request) -> HttpResponse:
    """Enter what a day is."""
    form = CalendarDayForm(request.POST or None, initial={"date": request.GET.get("date", "")})
    if form.is_valid():
        given = form.cleaned_data
        row = form.carry_out(
            set_calendar_day,
            actor=request.actor,
            day=given["date"],
            working=given["working"],
            name=given["name"],
            basis=given["basis"],
            reason=given["reason"],
        )
        if row is not None:
            kind = text.WORKING if row.working else text.OFF
            messages.success(request, text.SAVED.format(date=row.date, kind=kind))
            return redirect("calendars:of_year", row.date.year)
    return render(request, "calendars/set.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
@needs("calendar_day.withdraw")
def withdraw(request: Request, key: UUID) -> HttpResponse:
    """Withdraw a correction, with the reason."""
    row = get_object_or_404(visible_calendar_days(request.actor, "calendar_day.withdraw"), pk=key)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        done = form.carry_out(
            withdraw_calendar_day, actor=request.actor, calendar_day=row, reason=form.cleaned_data["reason"]
        )
        if done is not None:
            messages.success(request, text.WITHDRAWN.format(date=row.date))
            return redirect("calendars:of_year", row.date.year)
    return render(request, "calendars/withdraw.html", {"form": form, "row": row}, status=form.status)


@require_GET
@needs("calendar_day.view")
def deadline_page(request: Request) -> HttpResponse:
    """Work out a time limit and show every step: for whoever has to explain one."""
    given = request.GET if "amount" in request.GET else None
    form = DeadlineForm(given, initial={"start": today(), "unit": "working_day"})
    result = form.result() if form.is_valid() else None
    return render(request, "calendars/deadline.html", {"form": form, "result": result}, status=form.status)


def _row(each: SpecialDay) -> dict[str, object]:
    day = each.day
    return {
        "day": day,
        "weekday": text.WEEKDAYS[day.date.weekday()],
        "source": text.SOURCES[day.source],
        "correction": each.correction,
    }
