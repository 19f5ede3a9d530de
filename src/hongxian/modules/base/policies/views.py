"""Pages of policies: packs to read, obligations with their verdicts, parameters."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf, Value
from hongxian.kernel.rules.schema import ParameterEntry
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.forms import AsOfForm, ParameterForm
from hongxian.modules.base.policies.judging import Panel, panels_of
from hongxian.modules.base.policies.models import Adoption, Pack
from hongxian.modules.base.policies.queries import (
    adoptions_on,
    history_of_parameter,
    latest_verdicts,
    status_counts,
    values_at,
    visible_adoptions,
    visible_packs,
    visible_verdicts,
)
from hongxian.modules.base.policies.reading import laid_out
from hongxian.modules.base.policies.values import shown_value, stored_value

_PANELS = 8


@require_safe
@needs("pack.view")
def pack_list(request: Request) -> HttpResponse:
    """The packs one may see, with how matters stand under each."""
    packs = [
        {"pack": pack, "content": content_of(pack), "counts": status_counts(request.actor, pack)}
        for pack in visible_packs(request.actor).order_by("place__path", "code", "-version")
    ]
    return render(request, "policies/pack_list.html", {"packs": packs})


@require_safe
def pack_by_key(request: Request, key: str) -> HttpResponse:
    """The page of a pack known by its key."""
    return redirect("policies:pack_by_code", code=get_object_or_404(visible_packs(request.actor), pk=key).code)


@require_safe
def pack(request: Request, code: str) -> HttpResponse:
    """The text of a pack, article by article, with what follows from each."""
    found = _pack(request, code)
    content = content_of(found)
    verdicts = list(latest_verdicts(request.actor, found))
    context = {
        "pack": found,
        "content": content,
        "chapters": laid_out(content, verdicts),
        "articles": [clause for clause in content.clauses.values() if clause.kind == "article"],
        "counts": status_counts(request.actor, found),
        "waiting": sum(1 for each in content.obligations.values() if each.waits),
    }
    return render(request, "policies/pack.html", context)


@require_safe
def obligation(request: Request, code: str, obligation: str) -> HttpResponse:
    """One obligation: clause, rule, and every verdict one may see, each with the rows behind it, judged live."""
    found = _pack(request, code)
    content = content_of(found)
    if obligation not in content.obligations:
        raise Http404
    chosen = content.obligations[obligation]
    adoption = adoptions_on().filter(pack=found).first()
    verdicts = latest_verdicts(request.actor, found).filter(obligation=obligation)
    newest = sorted(verdicts.order_by("-period_start", "party__name")[:_PANELS], key=lambda each: each.period)
    as_of, form = _as_of(request)
    context = {
        "pack": found,
        "obligation": chosen,
        "clauses": [(content.clauses[each.path], each.quote) for each in chosen.entry.clauses],
        "panels": _with_duties(panels_of(newest, adoption, as_of) if adoption else []),
        "others": max(verdicts.count() - _PANELS, 0),
        "parameters": _parameters_shown(chosen, adoption),
        "as_of": as_of,
        "form": form,
    }
    return render(request, "policies/obligation.html", context)


@require_safe
def verdict(request: Request, key: str) -> HttpResponse:
    """One verdict: judged live, with its explanation, its duty and what turned it when."""
    found = get_object_or_404(visible_verdicts(request.actor), pk=key)
    adoption = get_object_or_404(adoptions_on(), pack=found.pack)
    as_of, form = _as_of(request)
    panels = _with_duties(panels_of([found], adoption, as_of))
    if not panels:
        raise Http404
    context = {
        "pack": found.pack,
        "panel": panels[0],
        "obligation": panels[0]["panel"].case.obligation,
        "clauses": [
            (panels[0]["panel"].case.content.clauses[each.path], each.quote)
            for each in panels[0]["panel"].case.obligation.entry.clauses
        ],
        "moments": timeline(found),
        "as_of": as_of,
        "form": form,
    }
    return render(request, "policies/verdict.html", context)


@require_safe
@needs("parameter_value.view")
def parameter_list(request: Request) -> HttpResponse:
    """The vague words of every pack in force, and what each was set to."""
    adoptions = []
    for adoption in visible_adoptions(request.actor).filter(recorded_to__isnull=True):
        content = content_of(adoption.pack)
        values = values_at(adoption.pack, adoption.place, today())
        rows = [
            {"entry": entry, "value": _shown(entry, values), "is_set": key in values}
            for key, entry in content.parameters.items()
        ]
        adoptions.append({"adoption": adoption, "rows": rows})
    return render(request, "policies/parameter_list.html", {"adoptions": adoptions})


def parameter(request: Request, pack: str, key: str) -> HttpResponse:
    """One parameter: what the text leaves open, which obligations wait for it, its history, and setting it."""
    adoption = get_object_or_404(visible_adoptions(request.actor), pack__code=pack, recorded_to__isnull=True)
    entry = content_of(adoption.pack).parameters.get(key)
    if entry is None:
        raise Http404
    form = ParameterForm(entry, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        done = form.carry_out(
            set_parameter,
            actor=request.actor,
            pack=adoption.pack,
            place=adoption.place,
            parameter=key,
            value=given["value"],
            valid_from=given["valid_from"],
            reason=given["reason"],
            source=given["source"],
        )
        if done is not None:
            messages.success(request, text.SET)
            return redirect("policies:parameter", pack=pack, key=key)
    history = [
        {"row": row, "value": shown_value(entry, row.value), "moments": timeline(row, limit=1)}
        for row in history_of_parameter(adoption.pack, key)
    ]
    context = {"adoption": adoption, "entry": entry, "form": form, "history": history}
    return render(request, "policies/parameter.html", context, status=form.status)


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


def _with_duties(panels: list[Panel]) -> list[dict[str, Any]]:
    return [{"panel": panel, "duty": duty_from(f"verdict:{panel.verdict.pk}")} for panel in panels]


def _parameters_shown(obligation: Obligation, adoption: Adoption | None) -> list[dict[str, object]]:
    values = values_at(adoption.pack, adoption.place, today()) if adoption else {}
    return [
        {"entry": entry, "value": _shown(entry, values), "is_set": key in values}
        for key, entry in obligation.parameters.items()
    ]


def _shown(entry: ParameterEntry, values: dict[str, Value]) -> str:
    return shown_value(entry, stored_value(values[entry.key])) if entry.key in values else ""
