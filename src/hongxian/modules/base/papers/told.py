"""Who is told of papers: the body on which one was served."""

from hongxian.kernel.told import Told
from hongxian.modules.base.papers.models import Recipient


def served(key: str) -> Told | None:
    """A paper was served on a body that has a desk here."""
    recipient = Recipient.objects.select_related("paper").filter(pk=key, party__isnull=False).first()
    if recipient is None:
        return None
    return Told(recipient.paper, str(recipient.paper), organisations=(str(recipient.party_id),))
