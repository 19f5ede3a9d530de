"""Who is on which side of a letter, in words."""

from __future__ import annotations

from typing import Any

from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.models import Pledge


def name_of(pledge: Pledge) -> str:
    """Who is bound by the letter."""
    if pledge.enterprise is not None:
        return f"{pledge.enterprise.name} {pledge.post_name}".strip()
    return in_words(pledge.bearer_post or pledge.bearer)


def giver_of(pledge: Pledge) -> str:
    """Who signs from above: for the posts of an enterprise the enterprise itself, for a promise nobody."""
    if pledge.giver is None:
        return pledge.enterprise.name if pledge.enterprise and pledge.link.tier == "posts" else ""
    post = pledge.giver_post
    return text.POST_OF_BODY.format(body=pledge.giver.name, post=post.name) if post else str(pledge.giver.name)


def in_words(row: Any) -> str:
    """A body, an enterprise, or a post with its body."""
    if hasattr(row, "party"):
        return text.POST_OF_BODY.format(body=row.party.name, post=row.name)
    return str(row.name)
