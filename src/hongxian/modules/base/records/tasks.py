"""What the worker does for records."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.records.commands import follow_places
from hongxian.modules.base.records.queries import lag_behind_places


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the records follow."""
    actor = system_actor("records", "record.follow_places")
    while lag_behind_places():
        follow_places(actor=actor)
