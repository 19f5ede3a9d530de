"""Figures: how far grids are covered in a period, and how people come and go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import today
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import PlaceTree, place
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.periods import period_of
from hongxian.modules.screening.grid.queries import by_grid, turnover, visible_grids, visible_members, visible_units


class PeriodForm(Form):
    """Of which place, from when to when."""

    place = CascadeChoice(required=False, is_filter=True)
    since = forms.DateField(required=False, label=text.SINCE)
    until = forms.DateField(required=False, label=text.UNTIL)

    def __init__(self, actor: Actor, data: Any, permission: str, period: str) -> None:
        self.usual = period_of(period, today())
        given = data.copy()
        given["since"] = given.get("since") or self.usual[0].isoformat()
        given["until"] = given.get("until") or today().isoformat()
        super().__init__(given)
        offer_tree(self, place=PlaceTree(actor, permission))

    def asked(self) -> tuple[Any, date, date]:
        """Place, first and last day: the usual period, up to today, where nothing is said."""
        said = self.cleaned_data if self.is_valid() else {}
        since, until = said.get("since") or self.usual[0], said.get("until") or today()
        return said.get("place"), min(since, until), until


@require_safe
@needs("grid_unit.view")
def coverage_page(request: Request) -> HttpResponse:
    """How many units were visited, by place one level down and by grid; each figure opens its rows."""
    form = PeriodForm(request.actor, request.GET, "grid_unit.view", "month")
    where, since, until = form.asked()
    rows = visible_units(request.actor)
    rows = rows.filter(path_range("place_path", where.path)) if where else rows
    covered = by_grid(rows, since, until)
    grids = {each.pk: each for each in visible_grids(request.actor).filter(pk__in=list(covered))}
    depth = where.path.count("/") if where else 0
    by_place: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    own = []
    for key, each in covered.items():
        if key not in grids:
            continue
        codes = grids[key].place_path.strip("/").split("/")
        below = codes[depth] if len(codes) > depth else ""
        if below:
            by_place[below][0] += each.units
            by_place[below][1] += each.visited
        own.append((grids[key], each))
    if where is None and len(by_place) == 1:
        by_place = _further(grids, covered, by_place)
    context = {
        "form": form,
        "place": where,
        "since": since,
        "until": until,
        "places": [(place(code), total, seen, total - seen) for code, (total, seen) in sorted(by_place.items())],
        "grids": sorted(own, key=lambda pair: (-pair[1].left, pair[0].name))[:200],
        "total": sum(each.units for _, each in own),
        "visited": sum(each.visited for _, each in own),
    }
    context["left"] = context["total"] - context["visited"]
    return render(request, "grid/coverage.html", context)


def _further(grids: dict[Any, Any], covered: dict[Any, Any], by_place: dict[str, list[int]]) -> dict[str, list[int]]:
    """One level further down, as long as all lies in one place."""
    depth = 1
    while len(by_place) == 1 and depth < 4:
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for key, grid in grids.items():
            codes = grid.place_path.strip("/").split("/")
            code = codes[min(depth, len(codes) - 1)]
            found[code][0] += covered[key].units
            found[code][1] += covered[key].visited
        by_place, depth = found, depth + 1
    return by_place


@require_safe
@needs("grid_member.view")
def turnover_page(request: Request) -> HttpResponse:
    """How many people came and left, by role."""
    form = PeriodForm(request.actor, request.GET, "grid_member.view", "year")
    where, since, until = form.asked()
    rows = visible_members(request.actor)
    rows = rows.filter(path_range("grid__place_path", where.path)) if where else rows
    lines = [("", turnover(rows, since, until))]
    for role in ("head", "member", "assistant"):
        lines.append((role, turnover(rows.filter(grid_role=role), since, until)))
    context = {"form": form, "place": where, "since": since, "until": until, "lines": lines}
    return render(request, "grid/turnover.html", context)
