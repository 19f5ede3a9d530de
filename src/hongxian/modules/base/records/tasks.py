"""What the worker does for records."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.base.records.commands import follow_merge, follow_places
from hongxian.modules.base.records.queries import behind, lag_behind_places, nouns_opened


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the records follow."""
    actor = system_actor("records", "record.follow_places")
    while lag_behind_places():
        follow_places(actor=actor)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: what points to the duplicate points to the one kept, or
    back."""
    actor, merge = system_actor("records", "record.follow_merge"), merge_of(delivery.subject_key)
    nouns = nouns_opened()
    while behind(nouns, merge).exists():
        follow_merge(actor=actor, nouns=nouns, enterprise_merge=merge)
        merge.refresh_from_db()
