"""What of the duties is in somebody's hands: what stands on the desk of the body."""

from collections.abc import Iterator

from hongxian.kernel.duties.queries import open_duties_of
from hongxian.kernel.holdings import Holding


def holdings(_post: str, body: str, _person: str) -> Iterator[Holding]:
    """The open duties of the body. They stay with it: somebody there must be able to see them."""
    for duty in open_duties_of(body):
        yield Holding(duty, duty.title, "duty.view", duty.due_on)
