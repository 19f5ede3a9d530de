"""The page of the map, with its figures as a table, and the list of the rows behind a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.middleware import CONTENT_SECURITY
from hongxian.modules.portal.atlas import text
from hongxian.modules.portal.atlas.asked import Asked, read
from hongxian.modules.portal.atlas.drawing import Drawn, heads, table
from hongxian.modules.portal.atlas.forms import AtlasForm
from hongxian.modules.portal.atlas.layers import layers_of
from hongxian.modules.portal.atlas.queries import found, without_position

_VIEW = "atlas.view"
SLIDER_DAYS = 730
"""So far back the slider goes; any earlier day can be typed."""


@require_safe
@needs(_VIEW)
def atlas_map(request: Request) -> HttpResponse:
    """The map; without JavaScript its figures by place. Asked for by htmx, only these."""
    context: dict[str, Any] = {"today": today(), "first": today() - timedelta(days=SLIDER_DAYS), "days": SLIDER_DAYS}
    form, status = AtlasForm(request.actor, request.GET), 200
    try:
        asked = _asked(request, form)
        context |= _figures(request, asked, form) if layers_of(request.actor) else {}
        form.show(asked)
    except Problem as problem:
        context["refused"], status = problem.text, problem.status
    context["form"] = form
    fragment = request.htmx and not request.htmx.history_restore_request
    template = "atlas/_figures.html" if fragment else "atlas/map.html"
    response = render(request, template, context, status=status)
    if hosts := tile_hosts():
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY.replace("blob:", f"blob: {' '.join(hosts)}")
    return response


def _asked(request: Request, form: AtlasForm) -> Asked:
    if form.refusal:
        raise Problem(form.refusal, field="place")
    said = {**request.GET.dict(), "place": form.code}
    return read(request.actor, said, request.GET.getlist("layers"))


def _figures(request: Request, asked: Asked, form: AtlasForm) -> dict[str, Any]:
    lines, sums = table(request.actor, asked)
    missing = without_position(request.actor, asked)
    named = {each.key: each.words for each in asked.layers}
    above = form.chain(asked.place) if asked.place is not None else []
    day = asked.day
    shown_day = day.on or today()
    return {
        "asked": asked,
        "day": shown_day,
        "ago": (today() - shown_day).days,
        "columns": heads(asked),
        "lines": [(each, _deeper(asked, each["group"])) for each in lines],
        "sums": sums,
        "missing": [(named[key], number) for key, number in missing.items() if number],
        "above": [(each, f"?{urlencode(asked.of(each).query)}") for each in above],
        "whole": f"?{urlencode({**asked.query, 'place': ''})}",
        "told": {
            **asked.query,
            "tiles": settings.MAP_TILES,
            "credit": settings.MAP_CREDIT,
            "shade": _shade(asked, lines),
        },
    }


def _shade(asked: Asked, lines: list[Drawn]) -> dict[str, Any]:
    """How many rows of the first layer each place has: the darker it is filled."""
    if not asked.layers:
        return {}
    first = asked.layers[0]
    places = {}
    for group in (each["group"] for each in lines):
        if group.place is not None and not group.itself:
            places[group.place.pk] = sum(group.numbers.get((first.key, each), 0) for each in first.whole)
    return {"words": first.words, "places": places}


def _deeper(asked: Asked, group: Any) -> str:
    if group.place is None or group.itself:
        return ""
    return f"?{urlencode(asked.of(group.place).query)}"


def tile_hosts() -> list[str]:
    """Where the pictures of the map may come from, if anywhere."""
    parts = (urlsplit(each) for each in settings.MAP_TILES)
    return sorted({f"{each.scheme}://{each.netloc}" for each in parts})


@require_safe
@needs(_VIEW)
def row_list(request: Request) -> HttpResponse:
    """The rows behind a figure of a layer (the first one named): as they were on a day, or where no register can be
    asked for them."""
    said = request.GET.dict()
    asked = read(request.actor, said, request.GET.getlist("layers"))
    if not asked.layers:
        raise Problem(text.NO_LAYER_IN_SCOPE, field="layers")
    asked = replace(asked, layers=asked.layers[:1])
    measure = said.get("measure") or asked.layers[0].measures[0].key
    which, total, rows, after = found(request.actor, asked, measure, said.get("enterprise", ""), said.get("after", ""))
    context = {
        "asked": asked,
        "layer": asked.layers[0],
        "measure": which,
        "day": asked.day.on or today(),
        "rows": rows,
        "total": total,
        "more": f"?{urlencode({**said, 'after': after})}" if after else "",
        "back": f"?{urlencode(asked.query)}",
    }
    return render(request, "atlas/rows.html", context)
