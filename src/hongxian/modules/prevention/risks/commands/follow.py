"""Rows keep the path of the place where they belong; when places or enterprises move, they follow."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.prevention.risks.queries import lagging

AT_ONCE = 500


@command("risk.follow_places")
def follow_places(*, actor: Actor, enterprise_key: str = "") -> int:
    """Give up to `AT_ONCE` rows the path that their place has now, of one enterprise or of all; return how many. There
    must be some."""
    moved: list[Any] = []
    for rows, lookup in lagging(enterprise_key):
        kept = rows.model._default_manager
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[: AT_ONCE - len(moved)])
        if keys:
            right = kept.filter(pk=OuterRef("pk")).values(lookup)
            kept.filter(pk__in=keys).update(place_path=Subquery(right))
            moved += list(kept.filter(pk__in=keys).order_by("pk"))
    record(*moved)
    return len(moved)
