"""What the worker does for pledges."""

from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.responsibility.pledges.signing import settle, settle_round


def settle_letter(delivery: Delivery) -> None:
    """Something happened to a letter: whose signature it waits for."""
    settle(delivery.subject_key, str(delivery.entry_id))


def settle_letters(delivery: Delivery) -> None:
    """Letters were issued at once under a round."""
    settle_round(delivery.subject_key, str(delivery.entry_id))
