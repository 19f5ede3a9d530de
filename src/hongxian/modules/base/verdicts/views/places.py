"""Pages of places: what binds, how the verdicts are counted, how the counts went, and the rows behind each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies.queries import content_of, visible_packs
from hongxian.modules.base.verdicts.chart import chart
from hongxian.modules.base.verdicts.forms import RowsForm
from hongxian.modules.base.verdicts.judged import Judged, counted, judged_at
from hongxian.modules.base.verdicts.models import STATUSES, Verdict
from hongxian.modules.base.verdicts.places import (
    Binding,
    Tally,
    below,
    bindings,
    places_listed,
    sees_all,
    tallies_of,
    tally,
    trend,
    verdicts_at,
)
from hongxian.modules.base.verdicts.queries import determinations_of
from hongxian.modules.base.verdicts.views.asked import as_of_asked, place_asked

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

_ROWS = 20


@require_safe
@needs("verdict.view")
def place_list(request: Request) -> HttpResponse:
    """The places whose verdicts one may see, each with its verdicts counted by status."""
    found = tallies_of(request.actor, places_listed(request.actor), today())
    return render(request, "verdicts/place_list.html", {"places": found})


@require_safe
def place(request: Request, code: str) -> HttpResponse:
    """One place: the packs that bind it with their figures, the trend by months, the places below."""
    found = place_asked(request, code)
    as_of, form = as_of_asked(request)
    bound = bindings(found, as_of.valid_on if as_of else today())
    tallies = [_tally(request, found, each, as_of) for each in bound]
    months = trend(request.actor, found, [each.pack for each in bound], today()) if bound else []
    context = {
        "place": found,
        "tallies": tallies,
        "months": months,
        "chart": chart(months),
        "changed_at": max((each.changed_at for each in tallies if each.changed_at), default=None),
        "below": list(below(found, request.actor)),
        "sees_all": sees_all(request.actor, found),
        "as_of": as_of,
        "form": form,
    }
    return render(request, "verdicts/place.html", context)


@require_safe
def rows(request: Request, code: str, pack_code: str) -> HttpResponse:
    """The verdicts behind a figure: of a place, under a pack that binds it, of one status if it is given."""
    found = place_asked(request, code)
    as_of, form = as_of_asked(request)
    binding = binding_asked(request, found, pack_code, as_of)
    status = request.GET.get("status", "")
    status = status if status in STATUSES else ""
    shown = _live(request, found, binding, status, as_of) if as_of else _stored(request, found, binding, status)
    context = {
        "place": found,
        "pack": binding.pack,
        "status": status,
        "page": shown,
        "filter": RowsForm(request.GET or None),
        "as_of": as_of,
        "form": form,
    }
    return render(request, "verdicts/rows.html", context)


def binding_asked(request: Request, place: Place, pack_code: str, as_of: AsOf | None) -> Binding:
    """The pack as it binds the place: its own adoption, else the nearest above, else the first below. 404 if none
    does, or if the actor may not see the pack."""
    chosen = [each for each in bindings(place, as_of.valid_on if as_of else today()) if each.pack.code == pack_code]
    if not chosen or not visible_packs(request.actor).filter(code=pack_code).exists():
        raise Http404
    over = [each for each in chosen if each.how != "below"]
    return over[-1] if over else chosen[0]


def _tally(request: Request, place: Place, binding: Binding, as_of: AsOf | None) -> Tally:
    stored = tally(request.actor, place, binding)
    if as_of is None:
        return stored
    judged = judged_at(request.actor, place, binding.adoption, as_of)
    kept = [each.stored for each in judged if each.stored]
    signed = determinations_of(kept, as_of.valid_on, as_of.known_at)
    return Tally(binding, counted(judged), len(signed), stored.changed_at)


def _stored(request: Request, place: Place, binding: Binding, status: str) -> dict[str, Any]:
    asked = verdicts_at(request.actor, place, binding.pack, status=status)
    found: Page[Verdict] = page(
        asked.order_by(),
        ("obligation", "pk"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        limit=_ROWS,
    )
    obligations = content_of(binding.pack).obligations
    signed = determinations_of(found.rows)
    lines = [
        {
            "obligation": obligations[each.obligation],
            "party": each.party.name,
            "period": each.period_label,
            "status": each.status,
            "backfilled": each.backfilled,
            "verdict": each,
            "determination": signed.get(each.pk),
        }
        for each in found.rows
    ]
    return {"rows": lines, "newer": found.newer, "older": found.older, "total": asked.count()}


def _live(request: Request, place: Place, binding: Binding, status: str, as_of: AsOf) -> dict[str, Any]:
    judged = judged_at(request.actor, place, binding.adoption, as_of)
    matching = sorted((each for each in judged if not status or each.status == status), key=lambda each: each.token)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    if before and not after:
        ahead = [each for each in matching if each.token < before]
        chosen = ahead[-_ROWS:]
    else:
        chosen = [each for each in matching if each.token > after][:_ROWS]
    signed = determinations_of([each.stored for each in chosen if each.stored], as_of.valid_on, as_of.known_at)
    return {
        "rows": [_line(each, signed) for each in chosen],
        "newer": chosen[0].token if chosen and chosen[0] is not matching[0] else "",
        "older": chosen[-1].token if chosen and chosen[-1] is not matching[-1] else "",
        "total": len(matching),
    }


def _line(each: Judged, signed: dict[Any, Any]) -> dict[str, Any]:
    return {
        "obligation": each.case.obligation,
        "party": each.case.holder.label,
        "period": each.case.period.label if each.case.period else "",
        "status": each.status,
        "backfilled": each.found.backfilled,
        "verdict": each.stored,
        "determination": signed.get(each.stored.pk) if each.stored else None,
    }
