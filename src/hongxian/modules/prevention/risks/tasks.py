"""What the worker does for risks."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.commands import lags_behind
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.prevention.risks.commands import follow_merge, follow_places
from hongxian.modules.prevention.risks.queries import hanging_on, lagging, pointing_to


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the rows follow."""
    _follow("")


def follow_enterprise(delivery: Delivery) -> None:
    """An enterprise moved, or many did at once: let its rows follow."""
    one = delivery.subject_kind == "enterprise" and not delivery.many
    _follow(delivery.subject_key if one else "")


def _follow(enterprise: str) -> None:
    actor = system_actor("risks", "risk.follow_places")
    while any(rows.exists() for rows, _lookup in lagging(enterprise)):
        follow_places(actor=actor, enterprise_key=enterprise)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: what belongs to the duplicate belongs to the one kept,
    or comes back."""
    actor, merge = system_actor("risks", "risk.follow_merge"), merge_of(delivery.subject_key)
    while lags_behind(merge, pointing_to, hanging_on):
        follow_merge(actor=actor, enterprise_merge=merge)
    for each in (merge.kept_id, merge.duplicate_id):
        _follow(str(each))
