"""What of the drafts is in somebody's hands: the texts that a person received and that are still gone through."""

from collections.abc import Iterator

from hongxian.kernel.holdings import Holding
from hongxian.modules.base.drafts.queries import open_drafts_of


def holdings(_post: str, _body: str, person: str) -> Iterator[Holding]:
    """The open drafts that the person received; whoever takes over must be able to finish them."""
    for draft in open_drafts_of(person):
        yield Holding(draft, draft.title, "draft.finish")
