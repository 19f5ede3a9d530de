"""The page of the outbox: what failed, what waits, when the timers ran."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hongxian.kernel.custody.commands import retry_message
from hongxian.kernel.outbox import text
from hongxian.kernel.outbox.queries import (
    failed_messages,
    visible_messages,
    visible_timer_runs,
    waiting_messages,
)
from hongxian.kernel.web.access import Request, needs

SHOWN = 100
"""Rows of each list; beyond that the count is shown and the first must be dealt with first."""


@require_GET
@needs("message.view")
def messages_page(request: Request) -> HttpResponse:
    """The failed and the waiting messages and the timers."""
    actor = request.actor
    failed, waiting = failed_messages(actor), waiting_messages(actor)
    context = {
        "failed": failed[:SHOWN],
        "failed_count": failed.count(),
        "waiting": waiting[:SHOWN],
        "waiting_count": waiting.count(),
        "timers": visible_timer_runs(actor),
        "shown": SHOWN,
        "may_retry": actor.may("message.retry"),
    }
    return render(request, "custody/messages.html", context)


@require_POST
def retry(request: Request, key: UUID) -> HttpResponse:
    """Put one failed message back into the queue."""
    message = get_object_or_404(visible_messages(request.actor), pk=key)
    retry_message(actor=request.actor, message=message)
    messages.success(request, text.RETRIED)
    return redirect("custody:messages")
