"""Letting reminders and hints follow enterprises that turned out to be one, or two after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import carried
from hongxian.modules.screening.returns.queries import pointing_to

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

AT_ONCE = 200


@command("report_hint.follow_merge")
def follow_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` reminders and hints of an enterprise that was merged belong to the one kept, or back to it
    once the merge is undone; return how many. There must be some. What the other has alike stays where it is."""
    moved = carried(enterprise_merge, pointing_to, AT_ONCE)
    record(*moved)
    return len(moved)
