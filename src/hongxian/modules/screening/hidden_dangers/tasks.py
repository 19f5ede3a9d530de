"""What the worker does for hidden dangers."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.screening.hidden_dangers.commands import follow_places
from hongxian.modules.screening.hidden_dangers.queries import lag_behind_places


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the dangers follow."""
    actor = system_actor("hidden_dangers", "hidden_danger.follow_places")
    while lag_behind_places():
        follow_places(actor=actor)
