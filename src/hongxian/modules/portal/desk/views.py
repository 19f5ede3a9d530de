"""Pages of the desk."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.duties import text
from hongxian.kernel.duties.commands import explain_duty
from hongxian.kernel.duties.flow import DUTY
from hongxian.kernel.duties.queries import desk_figures, desk_of, visible_duties
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.module import noun
from hongxian.kernel.operations.queries import health as checked_health
from hongxian.kernel.web.access import Request, public
from hongxian.modules.base.verdicts.queries import status_counts
from hongxian.modules.portal.desk.forms import ExplanationForm

_SHOWN = 100


@require_safe
def home(request: Request) -> HttpResponse:
    """What stands on my organisation's desk, earliest due first, and how matters stand where I may look."""
    duties = list(desk_of(request.actor)[: _SHOWN + 1])
    day = today()
    context = {
        "duties": duties[:_SHOWN],
        "more": len(duties) > _SHOWN,
        "figures": desk_figures(request.actor, day),
        "counts": status_counts(request.actor),
        "today": day,
    }
    return render(request, "desk/home.html", context)


def duty(request: Request, key: str) -> HttpResponse:
    """One duty: clause, deadline and how it came about, what happened to it; explaining one that is overdue."""
    found = get_object_or_404(visible_duties(request.actor), pk=key)
    form = ExplanationForm(request.POST or None)
    if form.is_valid():
        explanation = form.cleaned_data["explanation"]
        if form.carry_out(explain_duty, actor=request.actor, duty=found, explanation=explanation) is not None:
            messages.success(request, text.EXPLAINED)
            return redirect("desk:duty", key=key)
    subject_url = reverse(noun(found.subject_kind).page, args=[found.subject_key])
    context = {
        "duty": found,
        "subject_url": subject_url,
        "moments": timeline(found),
        "today": today(),
        "form": form,
        "steps": [step.verb for step in DUTY.allowed(request.actor, found)],
    }
    return render(request, "desk/duty.html", context, status=form.status)


@public
@require_safe
def health(_request: Request) -> HttpResponse:
    """Whether server, database and worker answer; 503 when the server is of no use; tells nothing else."""
    found = checked_health()
    return JsonResponse(found, status=503 if found["checks"]["database"] == "down" else 200)
