"""What the worker does for papers."""

from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.papers.queries import paper_of, recipient_of, recipients_of
from hongxian.modules.base.papers.receipts import settle


def settle_receipt(delivery: Delivery) -> None:
    """A paper was served, received or refused: whether a receipt is still missing."""
    settle(recipient_of(delivery.subject_key), str(delivery.entry_id))


def drop_receipts(delivery: Delivery) -> None:
    """A paper stands no longer: nobody waits for its receipts."""
    for recipient in recipients_of(paper_of(delivery.subject_key)):
        settle(recipient, str(delivery.entry_id))
