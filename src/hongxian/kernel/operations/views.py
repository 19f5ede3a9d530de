"""The page that tells an administrator how the instance is doing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hongxian.kernel.operations.queries import readings, visible_backups
from hongxian.kernel.web.access import Request, needs

_SHOWN = 30


@require_GET
@needs("backup.view")
def state(request: Request) -> HttpResponse:
    """Figures, and the newest backups."""
    context = {"readings": readings(), "backups": visible_backups(request.actor)[:_SHOWN]}
    return render(request, "operations/state.html", context)
