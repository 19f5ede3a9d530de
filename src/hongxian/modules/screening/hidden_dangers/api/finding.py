"""How what an address names is found: within the actor's scope, or not at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from hongxian.kernel.problem import NotVisible
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.kernel.web.access import actor_of
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers


def within(rows: Any, key: UUID | str) -> Any:
    """The row of that key; `NotVisible` where it is not among these."""
    found = next(iter(rows.filter(pk=key)), None)
    if found is None:
        raise NotVisible(NOT_IN_SCOPE)
    return found


def danger_of(request: HttpRequest, key: UUID, permission: str = "hidden_danger.view") -> HiddenDanger:
    """The danger of that key."""
    danger: HiddenDanger = within(visible_hidden_dangers(actor_of(request), permission), key)
    return danger


def upon(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """Who acts upon which danger, as the commands take it."""
    actor = actor_of(request)
    rows = visible_hidden_dangers(actor).select_related(None)  # the command reads anew what it needs of other rows
    return {"actor": actor, "hidden_danger": within(rows, key)}
