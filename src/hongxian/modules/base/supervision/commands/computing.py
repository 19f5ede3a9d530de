"""Computing who supervises whom anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.supervision.computing import Changes, changes_for, write
from hongxian.modules.base.supervision.matching import Which

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.places.models import Place


@command("supervision.compute", sees="enterprise=enterprise.view")
def compute_supervision(
    *, actor: Actor, place: Place | None = None, enterprise: Enterprise | None = None, which: Which | None = None
) -> Changes:
    """Bring the rows of a place (of `which` of its enterprises, if not all), or of one enterprise, up to what follows
    from the rules today; what differed.

    The ledger names the place or the enterprise and how many rows began and ended; the rows can be computed again.
    """
    if enterprise is not None:
        found = changes_for(Which(keys=(enterprise.pk,), sectors=False))
    elif place is not None:
        found = changes_for(replace(which or Which(), path=place.path))
    else:
        raise TypeError("a place or an enterprise")
    write(found)
    record(enterprise or place, detail={"opened": len(found.opened), "closed": len(found.closed)})  # type: ignore[arg-type]
    return found
