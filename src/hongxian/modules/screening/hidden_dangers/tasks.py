"""What the worker does for hidden dangers."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.commands import lags_behind
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.screening.hidden_dangers.commands import follow_merge, follow_places
from hongxian.modules.screening.hidden_dangers.queries import lag_behind_places, pointing_to


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the dangers follow."""
    actor = system_actor("hidden_dangers", "hidden_danger.follow_places")
    while lag_behind_places():
        follow_places(actor=actor)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: what belongs to the duplicate belongs to the one kept,
    or comes back."""
    actor, merge = system_actor("hidden_dangers", "hidden_danger.follow_merge"), merge_of(delivery.subject_key)
    while lags_behind(merge, pointing_to):
        follow_merge(actor=actor, enterprise_merge=merge)
