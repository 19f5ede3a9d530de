"""Acting for somebody when no request is under way."""

from hongxian.kernel.actor import NOBODY, Actor
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import actor_for, posts_of


def actor_in_post(person: str, post: str) -> Actor:
    """The person acting in a post, by the keys of both, with what the post may do today; nobody, if that person has no
    account or does not hold the post any more. For work that goes on when the request is over."""
    for user in User.objects.filter(person__pk=person, is_active=True).select_related("person"):
        held = next((each for each in posts_of(user) if str(each.pk) == post), None)
        if held is not None:
            return actor_for(user, held)
    return NOBODY
