"""What the worker does for returns."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.commands import lags_behind
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.screening.returns.commands import follow_merge
from hongxian.modules.screening.returns.queries import pointing_to

_SYSTEM = system_actor("returns", "report_hint.follow_merge")


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: the reminders and hints of the duplicate are those of the
    one kept, or come back."""
    merge = merge_of(delivery.subject_key)
    while lags_behind(merge, pointing_to):
        follow_merge(actor=_SYSTEM, enterprise_merge=merge)
