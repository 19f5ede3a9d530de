"""What the worker does for grids: let enterprises fall into the grids of their places, anew when either changed."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.commands import lags_behind
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.grid.commands import (
    compute_units,
    follow_merge,
    follow_places,
    lag_behind_places,
    pointing_to,
)
from hongxian.modules.screening.grid.computing import changes_for
from hongxian.modules.screening.grid.queries import enterprise_with
from hongxian.modules.screening.grid.queries.tree import tops_of_grids

_SYSTEM = system_actor(
    "grid", "grid_unit.compute", "grid.follow_places", "grid.follow_merge", "enterprise.view", "place.view"
)


def compute_enterprise(delivery: Delivery) -> None:
    """An enterprise changed, or many did at once: see into which grid it falls now."""
    if delivery.subject_kind != "enterprise" or delivery.many:
        compute_all()
    elif changes_for(key=delivery.subject_key) and (found := enterprise_with(delivery.subject_key)) is not None:
        compute_units(actor=_SYSTEM, enterprise=found)


def compute_after(_delivery: Delivery) -> None:
    """Grids or places changed: let what hangs on places follow them, and see who falls where now."""
    while lag_behind_places() and follow_places(actor=_SYSTEM):
        pass
    compute_all()


def compute_all() -> None:
    """See whether grids began or ended, or a computation was missed, in all places that have grids."""
    for code in tops_of_grids():
        where = place(code)
        if changes_for(where.path):
            compute_units(actor=_SYSTEM, place=where)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: what belongs to the duplicate belongs to the one kept, or
    comes back; each that stands falls where it lies."""
    merge = merge_of(delivery.subject_key)
    while lags_behind(merge, pointing_to):
        follow_merge(actor=_SYSTEM, enterprise_merge=merge)
    compute_all()
