"""Pages on which merges of enterprises are decided, contested and undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.enterprises import commands, text
from hongxian.modules.base.enterprises.flow import ENTERPRISE_MERGE
from hongxian.modules.base.enterprises.queries import visible_merges

MOST = 200
WAITING = ("proposed", "contested")
"""In these states somebody is to decide."""
_PLAIN = {
    "confirm": (commands.confirm_enterprise_merge, text.MERGE_DONE),
    "undo": (commands.undo_enterprise_merge, text.MERGE_UNDONE),
}
_WITH_REASON = {
    "refuse": (commands.refuse_enterprise_merge, text.MERGE_REFUSED),
    "contest": (commands.contest_enterprise_merge, text.MERGE_CONTESTED),
    "uphold": (commands.uphold_enterprise_merge, text.MERGE_UPHELD),
}


@require_safe
@needs("enterprise_merge.view")
def merge_list(request: Request) -> HttpResponse:
    """The merges within one's scope, those to be decided first, each with what one may do."""
    actor = request.actor
    rows = sorted(visible_merges(actor).order_by("-pk")[:MOST], key=lambda each: each.state not in WAITING)
    reached = {
        step.verb: set(visible_merges(actor, f"enterprise_merge.{step.verb}").values_list("pk", flat=True))
        for step in ENTERPRISE_MERGE.steps
        if actor.may(f"enterprise_merge.{step.verb}")
    }
    merges = [
        (each, [step.verb for step in ENTERPRISE_MERGE.allowed(actor, each) if each.pk in reached[step.verb]])
        for each in rows
    ]
    return render(request, "enterprises/merges.html", {"merges": merges})


@require_POST
def decide(request: Request, key: str, verb: str) -> HttpResponse:
    """Confirm or refuse a proposed merge; contest one that was confirmed; undo or uphold one that is contested."""
    if verb not in _PLAIN and verb not in _WITH_REASON:
        raise Http404
    merge = get_object_or_404(visible_merges(request.actor, f"enterprise_merge.{verb}"), pk=key)
    if verb in _PLAIN:
        command, done = _PLAIN[verb]
        command(actor=request.actor, enterprise_merge=merge)
        messages.success(request, done.format(name=merge.duplicate.name))
        return redirect("enterprises:detail", merge.duplicate_id if verb == "undo" else merge.kept_id)
    with_reason, done = _WITH_REASON[verb]
    with_reason(actor=request.actor, enterprise_merge=merge, reason=request.POST.get("reason", ""))
    messages.success(request, done)
    return redirect("enterprises:merges")
