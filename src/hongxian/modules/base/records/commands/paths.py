"""Records follow their places: where a place was moved, what is entered there is found at its new path."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.places.queries import paths_of
from hongxian.modules.base.records.models import Record

AT_ONCE = 500
"""So many records are named in one entry of the ledger."""


@command("record.follow_places")
def follow_places(*, actor: Actor) -> int:
    """Give up to `AT_ONCE` records the path that their place has now; return how many. There must be some."""
    keys = list(Record.objects.exclude(path=F("place__path")).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    path = Subquery(paths_of(OuterRef("place_id")))
    moved = Record.objects.filter(pk__in=keys).update(path=path)
    record(*Record.objects.filter(pk__in=keys).order_by("pk"))
    return moved
