"""What the worker does for supervision: compute anew when an enterprise, rule or decision changed, and with time."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.supervision.commands import compute_supervision
from hongxian.modules.base.supervision.computing import changes_for
from hongxian.modules.base.supervision.queries import enterprise_of, enterprise_with, places_with_rules

_SYSTEM = system_actor("supervision", "supervision.compute", "enterprise.view", "place.view")


def compute_enterprise(delivery: Delivery) -> None:
    """An enterprise changed, or many did at once: see who supervises them now."""
    one = delivery.subject_kind == "enterprise" and not delivery.many
    _compute_one(delivery.subject_key if one else "")


def compute_override(delivery: Delivery) -> None:
    """What was decided instead of the rules for an enterprise changed."""
    _compute_one(enterprise_of(delivery.subject_key))


def compute_all(delivery: Delivery) -> None:
    """A rule or a sector changed: see all enterprises of the places that have rules."""
    compute_with_time()


def compute_with_time() -> None:
    """See whether rules and decisions began or ended, or a computation was missed, in all places that have rules."""
    for place in places_with_rules():
        if changes_for(place.path):
            compute_supervision(actor=_SYSTEM, place=place)


def _compute_one(key: str) -> None:
    if not key:
        compute_with_time()
    elif changes_for(key=key) and (enterprise := enterprise_with(key)) is not None:
        compute_supervision(actor=_SYSTEM, enterprise=enterprise)
