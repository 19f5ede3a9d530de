"""Merging an entry into another of the same danger; following enterprises that turned out to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises.commands import carried
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.desk import dropped, put_recheck, put_rectification
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import pointing_to

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

AT_ONCE = 200


@command("hidden_danger.merge", sees="kept_danger=hidden_danger.view")
def merge_hidden_danger(
    *, actor: Actor, hidden_danger: HiddenDanger, kept_danger: HiddenDanger, reason: str
) -> HiddenDanger:
    """Say that an entry is of the same danger as another, `kept_danger`: it is struck out, stays on record and
    leads there.

    Raises `Problem` for a major one (a second person decides on striking out), for an entry that stands elsewhere, was
    struck out itself, or is this very one.
    """
    if hidden_danger.pk == kept_danger.pk:
        raise Problem(text.MERGE_ITSELF, field="kept_danger")
    if kept_danger.withdrawn_at is not None:
        raise Problem(text.MERGE_INTO_WITHDRAWN, field="kept_danger")
    if (hidden_danger.enterprise_id, hidden_danger.place_id) != (kept_danger.enterprise_id, kept_danger.place_id):
        raise Problem(
            text.MERGE_ELSEWHERE.format(here=hidden_danger.where, there=kept_danger.where), field="kept_danger"
        )
    words = said("reason", reason)
    told = {"withdrawn_at": now(), "change_reason": words, "duplicate_of": kept_danger}
    HIDDEN_DANGER.advance(hidden_danger, "withdraw", actor, {"reason": words}, **told)
    record(hidden_danger, kept_danger, reason=words)
    dropped(f"hidden_danger:{hidden_danger.pk}:", text.NO_LONGER_OWED.format(state=term("hidden_danger:withdrawn")))
    return hidden_danger


@command("hidden_danger.follow_merge")
def follow_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` dangers and reports of an enterprise that was merged point to the one kept, or back to it
    once the merge is undone; return how many. There must be some. Where a danger was found stays; what is owed goes to
    the desk of who owes it now."""
    moved = carried(enterprise_merge, pointing_to, AT_ONCE)
    record(*moved)
    for each in moved:
        if isinstance(each, HiddenDanger) and each.state == "rectifying":
            put_rectification(each)
        elif isinstance(each, HiddenDanger) and each.state == "rectified":
            put_recheck(each)
    return len(moved)
