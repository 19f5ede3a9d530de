"""What the worker does: tells of events, gathers what is due, sends it."""

from hongxian.kernel.module import kinds_told_of
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.notices.commands import clear_old, gather_due, send_delivery, tell_people


def tell(delivery: Delivery) -> None:
    """Tell people of one event. Of acts that were written down together (an import) nobody is told one by one: whoever
    brought them in is told of the whole."""
    if delivery.many or delivery.entry_id is None:
        return
    for kind in kinds_told_of(delivery.event):
        tell_people(kind, delivery.entry_id, delivery.subject_key)


def gather() -> None:
    """Every minute: what is due becomes messages."""
    gather_due()


def clear() -> None:
    """Every day: old notices that were read go."""
    clear_old()


def send(delivery: Delivery) -> None:
    """One attempt at one message."""
    send_delivery(str(delivery.args["delivery"]))
