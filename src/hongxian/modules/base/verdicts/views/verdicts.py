"""Pages of verdicts: how matters stand under each pack, each obligation, each verdict with the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.rules.dates import Duration, add
from hongxian.kernel.rules.judge import due_of
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf, Setting
from hongxian.kernel.rules.schema import ParameterEntry
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.policies.queries import (
    adoptions_on,
    content_of,
    laid_out,
    shown_value,
    stored_value,
    values_at,
    visible_packs,
)
from hongxian.modules.base.policies.queries.choices import pack_titles
from hongxian.modules.base.verdicts.forms import AsOfForm
from hongxian.modules.base.verdicts.links import linked
from hongxian.modules.base.verdicts.panels import Panel, live_panels
from hongxian.modules.base.verdicts.queries import (
    determinations_beside,
    determinations_of,
    latest_verdicts,
    objections_to,
    open_objection,
    status_counts,
    turns_of,
    visible_verdicts,
)
from hongxian.modules.base.verdicts.replaying import replay as replayed
from hongxian.modules.base.verdicts.standing import standings, standings_at, totals

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption, Pack
    from hongxian.modules.base.verdicts.models import Determination, Verdict

_PANELS = 8


@require_safe
@needs("verdict.view")
def pack_list(request: Request) -> HttpResponse:
    """How matters stand under each pack in force."""
    packs = [
        {"pack": pack, "content": content_of(pack), "counts": status_counts(request.actor, pack)}
        for pack in visible_packs(request.actor).order_by("place__path", "code", "-version")
    ]
    return render(request, "verdicts/pack_list.html", {"packs": packs})


@require_safe
def pack(request: Request, code: str) -> HttpResponse:
    """The text of a pack, article by article, with how each obligation stands."""
    found = _pack(request, code)
    content = content_of(found)
    as_of, form = _as_of(request)
    if as_of is None:
        found_standings = standings(latest_verdicts(request.actor, found))
    else:
        found_standings = standings_at(request.actor, adoptions_on(as_of.valid_on).filter(pack=found), as_of)
    context = {
        "pack": found,
        "content": content,
        "blocks": laid_out(content, found_standings),
        "counts": totals(found_standings),
        "titles": pack_titles(),
        "as_of": as_of,
        "form": form,
        "waiting": sum(1 for each in content.obligations.values() if each.waits),
    }
    return render(request, "verdicts/pack.html", context)


@require_safe
def obligation(request: Request, code: str, obligation: str) -> HttpResponse:
    """One obligation: clause, rule, and every verdict one may see, each with the rows behind it, judged live."""
    found = _pack(request, code)
    content = content_of(found)
    if obligation not in content.obligations:
        raise Http404
    chosen = content.obligations[obligation]
    as_of, form = _as_of(request)
    verdicts = latest_verdicts(request.actor, found, lapsed=as_of is not None).filter(obligation=obligation)
    newest = sorted(verdicts.order_by("-period_start", "party__name")[:_PANELS], key=lambda each: each.period)
    context = _told(found, obligation) | {
        "panels": _dressed(request, live_panels(request.actor, newest, as_of), as_of),
        "others": max(verdicts.count() - _PANELS, 0),
        "parameters": _parameters_shown(chosen, adoptions_on().filter(pack=found).first()),
        "as_of": as_of,
        "form": form,
    }
    return render(request, "verdicts/obligation.html", context)


@require_safe
def replay(request: Request, key: str) -> HttpResponse:
    """One verdict judged again from its own pack, parameters and moment: whether it agrees, and what changed since."""
    found = get_object_or_404(visible_verdicts(request.actor), pk=key)
    context = {
        "pack": found.pack,
        "verdict": found,
        "obligation": content_of(found.pack).obligations[found.obligation],
        "replay": replayed(request.actor, found),
        "determination": _determined([found], None).get(found.pk),
    }
    return render(request, "verdicts/replay.html", context)


@require_safe
def verdict(request: Request, key: str) -> HttpResponse:
    """One verdict: judged live, with its explanation, its duty and what turned it when."""
    found = get_object_or_404(visible_verdicts(request.actor), pk=key)
    as_of, form = _as_of(request)
    live = [linked(request.actor, each) for each in live_panels(request.actor, [found], as_of)]
    panels = _dressed(request, live, as_of)
    context = _told(found.pack, found.obligation) | {"moments": timeline(found)}
    if not panels:
        context |= {"verdict": found, "turns": turns_of([found]).get(found.pk, [])}
        return render(request, "verdicts/lapsed.html", context)
    context |= {
        "panel": panels[0],
        "determinations": determinations_beside(request.actor, found),
        "may_sign": visible_verdicts(request.actor, "determination.sign").filter(pk=key).exists(),
        "may_object": open_objection(found) is None
        and visible_verdicts(request.actor, "objection.raise").filter(pk=key).exists(),
        "as_of": as_of,
        "form": form,
    }
    return render(request, "verdicts/verdict.html", context)


def _told(pack: Pack, code: str) -> dict[str, Any]:
    """What a page says of the obligation itself: its clauses, and where alone it binds."""
    content = content_of(pack)
    chosen = content.obligations[code]
    bound = find_place(chosen.entry.binds) if chosen.entry.binds else None
    return {
        "pack": pack,
        "obligation": chosen,
        "clauses": [(content.clauses[each.path], each.quote) for each in chosen.entry.clauses],
        "binding_place": bound.name if bound else chosen.entry.binds,
    }


def _pack(request: Request, code: str) -> Pack:
    found = visible_packs(request.actor).filter(code=code).order_by("-version").first()
    if found is None:
        raise Http404
    return found


def _as_of(request: Request) -> tuple[AsOf | None, AsOfForm]:
    """The two times asked for; None for now. “Known on” a day means by the end of that day."""
    asked = "valid_on" in request.GET or "known_on" in request.GET
    form = AsOfForm(request.GET if asked else None)
    if not asked or not form.is_valid():
        return None, form
    known_on: date | None = form.cleaned_data["known_on"]
    known_at = datetime.combine(known_on + timedelta(days=1), time(), LOCAL) if known_on else None
    valid_on: date = form.cleaned_data["valid_on"] or today()
    return AsOf(valid_on, known_at), form


def _moved(panel: Panel) -> dict[str, Any]:
    """By how much the dates of the text are moved where the case is judged; empty where they are not."""
    years, printed = panel.years_moved, due_of(panel.case.obligation, {})
    if not years or printed is None:
        return {}
    return {"years": years, "printed": printed.on, "due": add(printed.on, Duration(years=years))}


def _determined(verdicts: Iterable[Verdict], as_of: AsOf | None) -> dict[UUID, Determination]:
    return determinations_of(verdicts, as_of.valid_on if as_of else None, as_of.known_at if as_of else None)


def _dressed(request: Request, panels: list[Panel], as_of: AsOf | None) -> list[dict[str, Any]]:
    """The panels with what stands beside each verdict: duty, turns, objections, determination."""
    determinations = _determined([panel.verdict for panel in panels], as_of)
    titles = pack_titles()
    turns = turns_of(panel.verdict for panel in panels)
    objections = objections_to(request.actor, [panel.verdict for panel in panels])
    return [
        {
            "panel": panel,
            "duty": duty_from(f"verdict:{panel.verdict.pk}"),
            "turns": turns.get(panel.verdict.pk, []),
            "determination": determinations.get(panel.verdict.pk),
            "yields_to": titles.get(panel.case.yields_to, ""),
            "prevails": panel.case.prevails,
            "rivals": [titles.get(code, code) for code in panel.case.rivals],
            "moved": _moved(panel),
            "objections": objections.get(panel.verdict.pk, []),
        }
        for panel in panels
    ]


def _parameters_shown(obligation: Obligation, adoption: Adoption | None) -> list[dict[str, object]]:
    values = values_at(adoption.pack, adoption.place, today()) if adoption else {}
    return [
        {"entry": entry, "value": _shown(entry, values), "is_set": key in values}
        for key, entry in obligation.parameters.items()
    ]


def _shown(entry: ParameterEntry, values: dict[str, Setting]) -> str:
    return shown_value(entry, stored_value(values[entry.key])) if entry.key in values else ""
