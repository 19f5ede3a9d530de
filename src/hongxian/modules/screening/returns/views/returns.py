"""Pages of returns: as the facts stand now, and as they were reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.registers.declaration import Choices
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.commands import digest_of, submit_return
from hongxian.modules.screening.returns.forms import PeriodForm, SubmitForm
from hongxian.modules.screening.returns.periods import read_period
from hongxian.modules.screening.returns.queries import (
    Computed,
    Line,
    computed,
    share,
    visible_lines,
    visible_returns,
)
from hongxian.modules.screening.returns.views.asked import asked_for, dangers_at, found_in, of_line

_VIEW = "hidden_danger_return.view"
_WORDS = Choices("sector#")
DANGERS: dict[str, dict[str, str]] = {
    "general_found": {"grade": "general", "stage": "kept"},
    "general_rectified": {"grade": "general", "stage": "rectified"},
    "major_found": {"grade": "major", "stage": "kept"},
    "major_rectified": {"grade": "major", "stage": "rectified"},
    "planned": {"stage": "planned"},
    "five_in_place": {"stage": "five_in_place"},
}
"""The figures of dangers, each with the conditions of the register that shows its rows."""


@dataclass
class Cell:
    """A figure: what it is, the number, where its rows are (empty: nowhere to go)."""

    label: str
    number: int | None
    href: str = ""


@dataclass
class Shown:
    """A line of the table: what it is about, where one gets deeper, its figures, its shares."""

    words: str
    href: str = ""
    units: list[Cell] = field(default_factory=list)
    dangers: list[Cell] = field(default_factory=list)
    reported: float | None = None
    rectified: float | None = None
    cost: Any = 0


@require_safe
@needs(_VIEW)
def computed_page(request: Request) -> HttpResponse:
    """The return as the facts stand now, by below and by industry; every figure opens its rows."""
    form = PeriodForm(request.actor, request.GET, permission=_VIEW)
    place, period = asked_for(form)
    context: dict[str, Any] = {"form": form, "place": place, "period": period, "as_at": now()}
    if place is not None and period is not None:
        made = computed(request.actor, place, period)
        context |= _tables(request.actor, made)
        context |= {
            "made": made,
            "submitted": _submitted(request.actor, made),
            "may_submit": _may_submit(request, made),
        }
    return render(request, "returns/computed.html", context, status=form.status)


def _tables(actor: Actor, made: Computed) -> dict[str, Any]:
    shower = _Shower(actor, made)
    by_place, by_sector = made.by(0), made.by(1)
    places_below = [*sorted(made.places_below.values(), key=lambda each: each.pk), made.place]
    return {
        "areas": [
            shower.below(each, by_place[each.pk])
            for each in places_below
            if each is not made.place or each.pk in by_place
        ],
        "sectors": [shower.sector(each, line) for each, line in sorted(by_sector.items())],
        "total": shower.whole(),
        "faults": shower.faults(by_place, places_below),
    }


class _Shower:
    """Makes lines of figures, each with its address."""

    def __init__(self, actor: Actor, made: Computed) -> None:
        self.made, self.period = made, made.period
        self.sees_units, self.sees_dangers = actor.may("reporting_unit.view"), actor.may("hidden_danger.view")
        self.sees_reports = actor.may("hidden_danger_report.view")
        self.sees_orders = actor.may("supervision_order.view")

    def below(self, below: Any, line: Line) -> Shown:
        """An area directly below, or what lies in none of them."""
        if below is self.made.place:
            return self._shown(text.WHOLE_PLACE.format(name=below.name), "", line, {"own_level": below.pk})
        deeper = f"{reverse('returns:computed')}?{urlencode({'place': below.pk, 'period': self.period.key})}"
        return self._shown(below.name, deeper, line, of_line(below.pk, None))

    def sector(self, sector: str, line: Line) -> Shown:
        """An industry, or the premises that are no enterprise."""
        words = _WORDS.word(sector) if sector else text.NO_ENTERPRISE
        return self._shown(words, "", line, of_line(self.made.place.pk, sector))

    def whole(self) -> Shown:
        """The place."""
        return self._shown(term("total"), "", self.made.total, of_line(self.made.place.pk, None))

    def _shown(self, words: str, href: str, line: Line, where: dict[str, str]) -> Shown:
        numbers = line.numbers
        found = numbers["general_found"] + numbers["major_found"]
        rectified = numbers["general_rectified"] + numbers["major_rectified"]
        return Shown(
            words,
            href,
            list(self._units(line, where)),
            [Cell(name, numbers[name], self._dangers(name, where)) for name in DANGERS]
            + [Cell("counted", numbers["counted"], self._counted(where))]
            + [Cell("ordered", numbers["ordered"], self._ordered(where))],
            share(numbers["reported_of_due"], numbers["due_units"]) if self.made.has_base else None,
            share(rectified, found),
            line.cost,
        )

    def _units(self, line: Line, where: dict[str, str]) -> Any:
        window = (str(self.made.window[0]), str(self.made.window[1]))
        due = {"owing": self.period.key}
        reported = dict(zip(("reported_from", "reported_to"), window, strict=True))
        unreported = dict(zip(("unreported_from", "unreported_to"), window, strict=True))
        missing = line.numbers["due_units"] - line.numbers["reported_of_due"]
        told = (
            ("due_units", line.numbers["due_units"], due),
            ("reported_of_due", line.numbers["reported_of_due"], due | reported),
            ("unreported", missing, due | unreported),
            ("checked", line.numbers["checked"], reported),
        )
        for name, number, conditions in told:
            if name != "checked" and not self.made.has_base:
                yield Cell(name, None)
                continue
            yield Cell(name, number, self._to("returns:units", self.sees_units, where, conditions))

    def _dangers(self, name: str, where: dict[str, str]) -> str:
        if not self.sees_dangers:
            return ""
        return dangers_at(**where, **DANGERS[name], **found_in(self.period))

    def _counted(self, where: dict[str, str]) -> str:
        if "sector" in where:
            return ""
        since, until = self.made.window
        conditions = {"report_form": "counted", "reported_on_from": str(since), "reported_on_to": str(until)}
        return self._to("hidden_dangers:reports", self.sees_reports, where, conditions)

    def _ordered(self, where: dict[str, str]) -> str:
        issued = {"ordered_on_from": str(self.period.start), "ordered_on_to": str(self.period.end), "kept": "on"}
        if "sector" in where:
            return ""
        return self._to("supervision_orders:list", self.sees_orders, where, issued)

    @staticmethod
    def _to(page: str, sees: bool, where: dict[str, str], conditions: dict[str, str]) -> str:
        if not sees or where.get("sector") == "none":
            return ""
        return f"{reverse(page)}?{urlencode(where | conditions)}"

    def faults(self, by_place: dict[str, Line], places_below: list[Any]) -> list[str]:
        """The cross-checks that do not hold, in sentences."""
        return [
            text.CHECK_WORDS.format(
                area=below.name,
                left=term(left),
                right=term(right),
                more=by_place[below.pk].numbers[left],
                less=by_place[below.pk].numbers[right],
            )
            for below in places_below
            for left, right in by_place[below.pk].faults()
            if self.made.has_base or right != "due_units"
        ]


def _submitted(actor: Actor, made: Computed) -> Any:
    return visible_returns(actor).filter(place=made.place, period=made.period.key, is_latest=True).first()


def _may_submit(request: Request, made: Computed) -> bool:
    over = made.period.end < today()
    return over and visible_places(request.actor, "hidden_danger_return.submit").filter(pk=made.place.pk).exists()


@require_POST
@needs("hidden_danger_return.submit")
def submit(request: Request, place: str, period: str) -> HttpResponse:
    """Report the return of a place for a period."""
    found = get_object_or_404(visible_places(request.actor, "hidden_danger_return.submit"), pk=place)
    form = SubmitForm(request.POST)
    if form.is_valid():
        done = form.carry_out(submit_return, actor=request.actor, place=found, period=period, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.SUBMITTED)
            return redirect("returns:detail", done.pk)
    context = {"form": form, "place": found, "period": read_period(period)}
    return render(request, "returns/submit.html", context, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """A return as it was reported, line by line, whether it still says what it said, and what corrected it."""
    found = get_object_or_404(visible_returns(request.actor), pk=key)
    lines = list(visible_lines(request.actor).filter(hidden_danger_return=found).order_by("place", "sector"))
    context = {
        "found": found,
        "period": read_period(found.period),
        "lines": [(line, find_words(line.sector)) for line in lines],
        "is_whole": digest_of(found, lines) == found.digest,
        "corrections": visible_returns(request.actor).filter(corrects=found),
        "moments": timeline(found),
    }
    return render(request, "returns/detail.html", context)


def find_words(sector: str) -> str:
    """An industry in words."""
    return _WORDS.word(sector) if sector else text.NO_ENTERPRISE
