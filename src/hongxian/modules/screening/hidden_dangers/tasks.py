"""What the worker does for hidden dangers."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.screening.hidden_dangers.commands import follow_merge, follow_places
from hongxian.modules.screening.hidden_dangers.queries import lag_behind_places, pointing_to


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the dangers follow."""
    actor = system_actor("hidden_dangers", "hidden_danger.follow_places")
    while lag_behind_places():
        follow_places(actor=actor)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one: what belongs to the duplicate belongs to the one kept."""
    actor, merge = system_actor("hidden_dangers", "hidden_danger.follow_merge"), merge_of(delivery.subject_key)
    while any(rows.exists() for rows in pointing_to(merge.duplicate_id)):
        follow_merge(actor=actor, duplicate=merge.duplicate_id, kept=merge.kept_id)
