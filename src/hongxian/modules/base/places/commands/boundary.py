"""Outlines of places, for maps."""

from __future__ import annotations

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text
from hongxian.modules.base.places.boundaries import PlaceOutline
from hongxian.modules.base.places.models import Place, PlaceBoundary


@command("place_boundary.load")
def load_place_boundaries(
    *, actor: Actor, outlines: list[PlaceOutline], source: str, licence: str
) -> list[PlaceBoundary]:
    """Keep the outlines of places that are known, in the stead of those kept before; return them.

    Raises `Problem` without a source and a licence, and when no outline is of a place that is known.
    """
    if not source.strip() or not licence.strip():
        raise Problem(text.LICENCE_NEEDED)
    known = set(Place.objects.filter(pk__in=[each.code for each in outlines]).values_list("pk", flat=True))
    kept = []
    for each in outlines:
        if each.code in known:
            boundary, _ = PlaceBoundary.objects.update_or_create(
                place_id=each.code, defaults=each.columns | {"source": source, "licence": licence}
            )
            kept.append(boundary)
    if not kept:
        raise Problem(text.NO_KNOWN_OUTLINE)
    record(kept[0], *kept[1:], detail={"source": source, "licence": licence, "count": len(kept)})
    return kept
