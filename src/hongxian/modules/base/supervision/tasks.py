"""What the worker does for supervision: compute anew when an enterprise, rule or decision changed, and with time. One
enterprise is computed by itself; all of a place are gone through part by part, each part a message of its own, so that
a pass that is cut off goes on where it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.publish import enqueue
from hongxian.modules.base.supervision.commands import compute_supervision
from hongxian.modules.base.supervision.computing import changes_for
from hongxian.modules.base.supervision.matching import Which, standing_enterprises, turned_with_time
from hongxian.modules.base.supervision.queries import (
    enterprise_of,
    enterprise_with,
    place_with,
    places_with_rules,
)

_SYSTEM = system_actor("supervision", "supervision.compute", "enterprise.view", "place.view")
PART = 2000
SWEEP = "hongxian.modules.base.supervision.tasks.sweep_part"
LOOK_BACK = timedelta(days=2)
"""So far back time is looked at each time: what a worker that stood still missed for longer, the nightly pass finds."""


def compute_enterprise(delivery: Delivery) -> None:
    """An enterprise changed, or many did at once: see who supervises them now."""
    one = delivery.subject_kind == "enterprise" and not delivery.many
    _compute_one(delivery.subject_key if one else "")


def compute_override(delivery: Delivery) -> None:
    """What was decided instead of the rules for an enterprise changed."""
    _compute_one(enterprise_of(delivery.subject_key))


def compute_all(delivery: Delivery) -> None:
    """A rule or a sector changed: see all enterprises of the places that have rules."""
    sweep()


def compute_with_time() -> None:
    """See whether a rule, a decision, an enterprise or an authority began or ended in the last days, in all places that
    have rules; only who is touched is computed."""
    day = today()
    for place in places_with_rules():
        everybody, keys = turned_with_time(place.path, day - LOOK_BACK, day)
        if everybody:
            _sweep(place)
        _compute(place, Which(place.path, keys=tuple(sorted(keys))))


def sweep() -> None:
    """Every night: all enterprises of all places that have rules, part by part."""
    for place in places_with_rules():
        _sweep(place)


def sweep_part(delivery: Delivery) -> None:
    """One part of such a pass; the next one is put in before it, so that a part that fails holds up no other."""
    place, after = place_with(str(delivery.args["place"])), str(delivery.args["after"])
    if place is None:
        return
    rows = standing_enterprises(today(), Which(place.path, after=after or None))
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:PART])
    through: Any = keys[-1] if len(keys) == PART else None
    if through is not None:
        _enqueue(place, str(through))
    _compute(place, Which(place.path, after=after or None, through=through, sectors=not after))


def _sweep(place: Any) -> None:
    _enqueue(place, "")


def _enqueue(place: Any, after: str) -> None:
    enqueue(SWEEP, place=place.pk, after=after)


def _compute(place: Any, which: Which) -> None:
    if changes_for(which):
        compute_supervision(actor=_SYSTEM, place=place, which=which)


def _compute_one(key: str) -> None:
    if not key:
        sweep()
    elif (enterprise := enterprise_with(key)) is not None and changes_for(Which(keys=(enterprise.pk,), sectors=False)):
        compute_supervision(actor=_SYSTEM, enterprise=enterprise)
