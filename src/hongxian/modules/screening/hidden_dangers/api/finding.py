"""How what an address names is found: within the actor's scope, or not at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers


def danger_of(request: HttpRequest, key: UUID, permission: str = "hidden_danger.view") -> HiddenDanger:
    """The danger of that key."""
    return within(visible_hidden_dangers(actor_of(request), permission), key)


def upon(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """Who acts upon which danger, as the commands take it."""
    actor = actor_of(request)
    rows = visible_hidden_dangers(actor).select_related(None)  # the command reads anew what it needs of other rows
    return {"actor": actor, "hidden_danger": within(rows, key)}
