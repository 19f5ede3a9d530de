"""Letting lists, schedules, tasks and sheets follow enterprises that turned out to be one."""

from __future__ import annotations

from uuid import UUID

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.commands import carried_over
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.commands.schedules import cancel_task
from hongxian.modules.screening.checks.queries import pointing_to, same_task

AT_ONCE = 200
_SYSTEM = system_actor("checks", "check.follow_merge", "check_task.cancel")


@command("check.follow_merge")
def follow_merge(*, actor: Actor, duplicate: UUID, kept: UUID) -> int:
    """Let up to `AT_ONCE` lists, schedules, tasks and sheets of an enterprise that was merged belong to the one
    kept; return how many. There must be some."""
    moved = carried_over(pointing_to(duplicate, kept), kept, AT_ONCE)
    record(*moved)
    return len(moved)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one: what belongs to the duplicate belongs to the one kept. A task that the one
    kept has too stays where it is, on record; an open one is cancelled."""
    merge = merge_of(delivery.subject_key)
    for task in same_task(merge.duplicate_id, merge.kept_id).filter(state="open"):
        cancel_task(actor=_SYSTEM, check_task=task, reason=text.TASK_MERGED)
    while any(rows.exists() for rows in pointing_to(merge.duplicate_id, merge.kept_id)):
        follow_merge(actor=_SYSTEM, duplicate=merge.duplicate_id, kept=merge.kept_id)
