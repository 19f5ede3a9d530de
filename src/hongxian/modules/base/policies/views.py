"""Pages of policies: packs to read, parameters to set."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.rules.population import Setting
from hongxian.kernel.rules.schema import ParameterEntry
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.forms import ParameterForm
from hongxian.modules.base.policies.queries import (
    history_of_parameter,
    values_at,
    visible_adoptions,
    visible_packs,
)
from hongxian.modules.base.policies.reading import laid_out
from hongxian.modules.base.policies.values import shown_value, stored_value

_PANELS = 8


@require_safe
@needs("pack.view")
def pack_list(request: Request) -> HttpResponse:
    """The packs one may see: whose text, which version, in force or not."""
    packs = [
        {"pack": pack, "content": content_of(pack)}
        for pack in visible_packs(request.actor).order_by("place__path", "code", "-version")
    ]
    return render(request, "policies/pack_list.html", {"packs": packs})


@require_safe
def pack_by_key(request: Request, key: str) -> HttpResponse:
    """The page of a pack known by its key."""
    return redirect("policies:pack_by_code", code=get_object_or_404(visible_packs(request.actor), pk=key).code)


@require_safe
def pack(request: Request, code: str) -> HttpResponse:
    """The text of a pack, article by article, with the obligations that follow from each."""
    found = visible_packs(request.actor).filter(code=code).order_by("-version").first()
    if found is None:
        raise Http404
    content = content_of(found)
    context = {
        "pack": found,
        "content": content,
        "blocks": laid_out(content),
        "waiting": sum(1 for each in content.obligations.values() if each.waits),
    }
    return render(request, "policies/pack.html", context)


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
    suggestion = shown_value(entry, stored_value(entry.suggestion)) if entry.suggestion is not None else ""
    context = {"adoption": adoption, "entry": entry, "form": form, "history": history, "suggestion": suggestion}
    return render(request, "policies/parameter.html", context, status=form.status)


def _shown(entry: ParameterEntry, values: dict[str, Setting]) -> str:
    return shown_value(entry, stored_value(values[entry.key])) if entry.key in values else ""
