"""The page of how well dangers are removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.registers.declaration import Choices
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import subtree
from hongxian.modules.screening.hidden_dangers.queries import NO_ENTERPRISE
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.forms import PerformanceForm
from hongxian.modules.screening.returns.queries import Performance, Row, performance
from hongxian.modules.screening.returns.views.asked import asked_for, dangers_at, found_in

_VIEW = "hidden_danger_return.view"
_SECTORS, _ORIGINS = Choices("sector#"), Choices("origin#")
_SLOW = {"removed_on_the_spot": "no", "stage": "kept"}
COUNTS: dict[str, dict[str, str]] = {
    "found": _SLOW,
    "closed": {"removed_on_the_spot": "no", "state": "closed"},
    "on_time": {"stage": "on_time"},
    "late": {"stage": "late"},
    "overdue": {"overdue": "on"},
    "repeated": _SLOW,
    "spot": {"removed_on_the_spot": "yes", "stage": "kept"},
}
"""The figures, each with the conditions of the register that shows its rows."""


@dataclass
class Shown:
    """A group: its name, where one gets deeper, its figures with their addresses, its shares and days."""

    words: str
    href: str
    cells: list[tuple[str, int | None, str]]
    row: Row


@require_safe
@needs(_VIEW)
def performance_page(request: Request) -> HttpResponse:
    """How the dangers found in a period stand today, by area, industry, origin or body; every figure opens its rows."""
    form = PerformanceForm(request.actor, request.GET, permission=_VIEW)
    place, period = asked_for(form)
    context: dict[str, Any] = {"form": form, "place": place, "period": period}
    if place is not None and period is not None:
        by = form.cleaned_data["by"] or "place"
        found = performance(request.actor, place, period, by)
        base = {"place": place.pk, **found_in(period)}
        sees = request.actor.may("hidden_danger.view")
        shower = _Shower(request.actor, place, by, period.key, found, base if sees else None)
        context |= {
            "by": term(f"dimension#{by}"),
            "rows": list(shower.rows()),
            "total": Shown(term("total"), "", shower.cells(found.total, {}), found.total),
            "repeat_days": found.repeat_days,
        }
    return render(request, "returns/performance.html", context, status=form.status)


class _Shower:
    def __init__(
        self, actor: Actor, place: Any, by: str, period: str, found: Performance, base: dict[str, str] | None
    ) -> None:
        self.place, self.by, self.period, self.found, self.base = place, by, period, found, base
        self.names: dict[str, str] = {}
        if by == "place":
            self.names = {each.pk: each.name for each in subtree(place).filter(parent=place)}
        elif by == "supervisor":
            keys = [key for key in found.groups if key]
            self.names = {str(each.pk): each.name for each in visible_parties(actor).filter(pk__in=keys)}

    def rows(self) -> Iterator[Shown]:
        """Every group, in the order of its key."""
        for key, row in sorted(self.found.groups.items()):
            words, href, conditions = getattr(self, f"_{self.by}")(key)
            yield Shown(words, href, self.cells(row, conditions), row)

    def cells(self, row: Row, conditions: dict[str, str] | None) -> list[tuple[str, int | None, str]]:
        """The figures of a group; none of repeated ones where nobody said what counts as such."""
        made: list[tuple[str, int | None, str]] = []
        for name, asked in COUNTS.items():
            if name == "repeated" and self.found.repeat_days is None:
                made.append((name, None, ""))
                continue
            more = {"repeated": str(self.found.repeat_days)} if name == "repeated" else {}
            href = ""
            if self.base is not None and conditions is not None:
                href = dangers_at(**(self.base | asked | more | conditions))
            made.append((name, row.counts[name], href))
        return made

    def _place(self, key: str) -> tuple[str, str, dict[str, str] | None]:
        if key == self.place.pk:
            return text.WHOLE_PLACE.format(name=self.place.name), "", {"own_level": key}
        asked = urlencode({"place": key, "period": self.period, "by": "place"})
        return self.names.get(key, key), f"{reverse('returns:performance')}?{asked}", {"place": key}

    @staticmethod
    def _sector(key: str) -> tuple[str, str, dict[str, str]]:
        return (_SECTORS.word(key) if key else text.NO_ENTERPRISE), "", {"sector": key or NO_ENTERPRISE}

    @staticmethod
    def _origin(key: str) -> tuple[str, str, dict[str, str]]:
        return _ORIGINS.word(key), "", {"origin": key}

    def _supervisor(self, key: str) -> tuple[str, str, dict[str, str] | None]:
        if not key:
            return text.NO_BODY, "", {"without_supervisor": "on"}
        return self.names.get(key, text.UNSEEN_BODY), "", {"supervisor": key} if key in self.names else None
