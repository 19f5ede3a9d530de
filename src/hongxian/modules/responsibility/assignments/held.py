"""What of the assignments is in somebody's hands: those for which a post answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.holdings import Holding
from hongxian.modules.responsibility.assignments.commands import hand_on_assignment
from hongxian.modules.responsibility.assignments.queries import assignments_of_post

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post
    from hongxian.modules.responsibility.assignments.models import Assignment


def holdings(post: str, _body: str, _person: str) -> Iterator[Holding]:
    """What the post answers for and what is not answered yet; whoever takes over must be able to report it done."""
    for each in assignments_of_post(post):
        yield Holding(each, each.task_text, "assignment.report_done", each.due_on, bound=True)


def hand_on(actor: Actor, assignment: Assignment, post: Post) -> None:
    """Let another post answer for it."""
    hand_on_assignment(actor=actor.lent("assignment.hand_on", "post.view"), assignment=assignment, post=post)
