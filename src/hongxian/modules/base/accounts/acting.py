"""Acting for somebody when no request is under way."""

from hongxian.kernel.actor import NOBODY, Actor
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import acting_as, posts_of


def actor_in_capacity(person: str, capacity: str) -> Actor:
    """The person (by key) acting in a post or under a mandate (`Actor.capacity`), with what that gives today; nobody,
    if that person has no account, or holds the post or mandate no more. For work that goes on when the request is
    over."""
    for user in User.objects.filter(person__pk=person, is_active=True).select_related("person"):
        if (actor := acting_as(user, posts_of(user), capacity)) is not None:
            return actor
    return NOBODY
