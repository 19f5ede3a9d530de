"""What the worker does for requests."""

from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.mandates.answering import settle


def settle_request(delivery: Delivery) -> None:
    """A request was made, answered or taken back: whether it still waits on a desk."""
    settle(delivery.subject_key, str(delivery.entry_id))
