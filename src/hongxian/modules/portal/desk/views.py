"""Pages of the desk."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.duties.queries import desk_figures, desk_of, visible_duties
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.module import noun
from hongxian.kernel.web.access import Request, public
from hongxian.modules.base.policies.queries import status_counts

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


@require_safe
def duty(request: Request, key: str) -> HttpResponse:
    """One duty: clause, deadline and how it came about, what happened to it."""
    found = get_object_or_404(visible_duties(request.actor), pk=key)
    subject_url = reverse(noun(found.subject_kind).page, args=[found.subject_key])
    context = {"duty": found, "subject_url": subject_url, "moments": timeline(found), "today": today()}
    return render(request, "desk/duty.html", context)


@public
@require_safe
def health(_request: Request) -> HttpResponse:
    """Whether the server answers; tells nothing else."""
    return JsonResponse({"status": "ok"})
