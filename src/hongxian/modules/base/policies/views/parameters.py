"""Pages of parameters: what the text leaves open, and what each place set it to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
from hongxian.modules.base.policies.queries import adoptions_kept, history_of_parameter, values_at
from hongxian.modules.base.policies.values import shown_value, stored_value
from hongxian.modules.base.policies.views.asked import adoption_asked


@require_safe
@needs("parameter_value.view")
def parameter_list(request: Request) -> HttpResponse:
    """The vague words of every pack in force, and what each was set to."""
    adoptions = []
    for adoption in adoptions_kept(request.actor):
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
    adoption = adoption_asked(request, pack)
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
            return redirect(f"{reverse('policies:parameter', args=[pack, key])}?place={adoption.place_id}")
    history = [
        {"row": row, "value": shown_value(entry, row.value), "moments": timeline(row, limit=1)}
        for row in history_of_parameter(adoption, key)
    ]
    suggestion = shown_value(entry, stored_value(entry.suggestion)) if entry.suggestion is not None else ""
    context = {"adoption": adoption, "entry": entry, "form": form, "history": history, "suggestion": suggestion}
    return render(request, "policies/parameter.html", context, status=form.status)


def _shown(entry: ParameterEntry, values: dict[str, Setting]) -> str:
    return shown_value(entry, stored_value(values[entry.key])) if entry.key in values else ""
