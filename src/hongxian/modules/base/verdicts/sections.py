"""What the room of verdicts adds to the page of an enterprise: what stands on its desk, and the way to the obligations
that reach it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.duties.queries import open_duties_of, visible_duties
from hongxian.modules.base.accounts.queries import body_acting_for

SHOWN = 20


def of_enterprise(actor: Actor, enterprise: Any) -> dict[str, Any] | None:
    """The open duties of the enterprise that the actor may see, and where its obligations are judged one by one; None
    for whoever may see neither. An enterprise without an account has no desk: nobody there could act."""
    if not actor.may("duty.view") and not actor.may("verdict.view"):
        return None
    body = body_acting_for(enterprise.pk, "duty.view") if actor.may("duty.view") else None
    duties = []
    if body is not None and body.kind == "enterprise":
        seen = visible_duties(actor).filter(pk__in=open_duties_of(str(body.pk)).values("pk"))
        duties = list(seen.order_by("due_on", "pk")[:SHOWN])
    return {
        "duties": duties,
        "has_desk": body is not None,
        "sees_duties": actor.may("duty.view"),
        "upon": reverse("verdicts:upon_enterprise", args=[enterprise.pk]) if actor.may("verdict.view") else "",
        "today": today(),
    }
