"""Pages of places."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.cascade import CascadeSelect
from hongxian.modules.base.places import text
from hongxian.modules.base.places.commands import (
    confirm_place_adjustment,
    propose_place_adjustment,
    refuse_place_adjustment,
)
from hongxian.modules.base.places.forms import FORMS, DayForm, FindForm
from hongxian.modules.base.places.models import LEVELS
from hongxian.modules.base.places.queries import (
    PlaceTree,
    adjustments_of,
    ancestry,
    find_places,
    outlines_below,
    place_on,
    visible_place_adjustments,
    visible_place_boundaries,
    visible_place_versions,
    visible_places,
)


@require_safe
def cascade(request: Request) -> HttpResponse:
    """The fragment of a place chosen level by level, among those where the actor holds the permission asked for."""
    said = request.GET
    lowest = said.get("lowest", "")
    widget = CascadeSelect()
    widget.tree = PlaceTree(
        request.actor, said.get("permission", "place.view"), lowest if lowest in LEVELS else LEVELS[-1]
    )
    widget.is_required, widget.is_filter = "required" in said, "filter" in said
    name = said.get("name", "place")
    sent = widget.value_from_datadict(said, {}, name)
    return HttpResponse(widget.render(name, sent, {"id": said.get("id", "")}))


@require_safe
@needs("place.view")
def place_list(request: Request) -> HttpResponse:
    """Where one's power begins, and places by a part of their name or code."""
    form = FindForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    rows = find_places(request.actor, words) if words else PlaceTree(request.actor).roots()
    return render(request, "places/list.html", {"form": form, "rows": rows, "words": words})


@require_safe
def detail(request: Request, code: str) -> HttpResponse:
    """One place: what it is and was, what lies in it, how it was adjusted."""
    actor = request.actor
    place = get_object_or_404(visible_places(actor).select_related("parent", "succeeded_by"), pk=code)
    form = DayForm(request.GET if "on" in request.GET else None)
    day: date = (form.is_valid() and form.cleaned_data["on"]) or today()
    context = {
        "place": place,
        "above": visible_places(actor).filter(path__in=ancestry(place.path)[:-1]).order_by("path"),
        "day_form": form,
        "day": day,
        "is_past": day != today(),
        "then": place_on(code, day),
        "rows": PlaceTree(actor).below(place),
        "predecessors": visible_places(actor).filter(succeeded_by=place).order_by("code"),
        "versions": visible_place_versions(actor).filter(place=place, recorded_to=None).order_by("-valid_from"),
        "adjustments": adjustments_of(actor, place),
        "boundary": visible_place_boundaries(actor).filter(place=place).first(),
        "kinds": _kinds(request, place),
        "moments": timeline(place),
    }
    return render(request, "places/detail.html", context)


def _kinds(request: Request, place: Any) -> tuple[str, ...]:
    """The adjustments that the actor may propose now."""
    permission = "place_adjustment.propose"
    may = request.actor.may(permission) and visible_places(request.actor, permission).filter(pk=place.pk).exists()
    return tuple(FORMS) if may and place.abolished_on is None else ()


@require_safe
def boundaries(request: Request, code: str) -> HttpResponse:
    """The outlines of what lies in a place, as GeoJSON for maps."""
    place = get_object_or_404(visible_places(request.actor), pk=code)
    features = [
        f'{{"type":"Feature","properties":{each.properties},"geometry":{each.geometry}}}'
        for each in outlines_below(request.actor, place)
    ]
    body = f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'
    return HttpResponse(body, content_type="application/geo+json")


def propose(request: Request, code: str, kind: str) -> HttpResponse:
    """Propose an adjustment of a place."""
    if kind not in FORMS:
        raise Http404
    place = get_object_or_404(visible_places(request.actor, "place_adjustment.propose"), pk=code)
    form = FORMS[kind](request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"actor": request.actor, "place": place, "adjustment_kind": kind, **form.cleaned_data}
        if form.carry_out(propose_place_adjustment, **given) is not None:
            messages.success(request, text.PROPOSED)
            return redirect("places:adjustments")
    context = {"place": place, "form": form, "kind": kind}
    return render(request, "places/propose.html", context, status=form.status)


@require_safe
@needs("place_adjustment.view")
def adjustment_list(request: Request) -> HttpResponse:
    """The adjustments within one's scope, those to be decided first."""
    rows = list(visible_place_adjustments(request.actor).order_by("-pk")[:200])
    rows.sort(key=lambda each: each.state != "proposed")
    actor = request.actor
    decidable = {
        verb: set(visible_place_adjustments(actor, f"place_adjustment.{verb}").values_list("pk", flat=True))
        for verb in ("confirm", "refuse")
    }
    listed = [
        (
            each,
            each.state == "proposed" and each.pk in decidable["confirm"] and each.proposed_by != actor.key,
            each.state == "proposed" and each.pk in decidable["refuse"],
        )
        for each in rows
    ]
    return render(request, "places/adjustments.html", {"rows": listed})


@require_POST
def decide(request: Request, key: str, verb: str) -> HttpResponse:
    """Confirm or refuse a proposed adjustment."""
    if verb not in ("confirm", "refuse"):
        raise Http404
    found = get_object_or_404(visible_place_adjustments(request.actor, f"place_adjustment.{verb}"), pk=key)
    if verb == "confirm":
        confirm_place_adjustment(actor=request.actor, place_adjustment=found)
        messages.success(request, text.CONFIRMED)
    else:
        reason = request.POST.get("reason", "")
        refuse_place_adjustment(actor=request.actor, place_adjustment=found, reason=reason)
        messages.success(request, text.REFUSED)
    return redirect("places:adjustments")
