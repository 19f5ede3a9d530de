"""Letting lists, schedules, tasks and sheets follow enterprises that turned out to be one, or two after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.base.enterprises.commands import carried, lags_behind
from hongxian.modules.base.enterprises.queries import merge_of, way_of
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.commands.schedules import cancel_task
from hongxian.modules.screening.checks.desk import body_for, put_task
from hongxian.modules.screening.checks.flow import CHECK_TASK
from hongxian.modules.screening.checks.models import CheckTask
from hongxian.modules.screening.checks.queries import cancelled_tasks, hanging_on, pointing_to, same_task

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

AT_ONCE = 200
_SYSTEM = system_actor("checks", "check.follow_merge", "check_task.cancel", "check_task.reopen")


@command("check.follow_merge")
def follow_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` lists, schedules, tasks and sheets of an enterprise that was merged belong to the one
    kept, or back to it once the merge is undone; return how many. There must be some. An open task goes to the desk of
    who is to check now."""
    moved = carried(enterprise_merge, pointing_to, AT_ONCE, hanging_on)
    owed = [(each, _given_to(each)) for each in moved if isinstance(each, CheckTask) and each.state == "open"]
    record(*moved)
    known = calendar()
    for task, on_behalf in owed:
        put_task(task, on_behalf, known)
    return len(moved)


@command("check_task.reopen")
def reopen_task(*, actor: Actor, check_task: CheckTask) -> CheckTask:
    """Let a task be owed again that was cancelled because another enterprise, with which its own was one, had the
    same: the merge is undone."""
    CHECK_TASK.advance(check_task, "reopen", actor, cancel_reason="")
    on_behalf = _given_to(check_task)
    record(check_task)
    put_task(check_task, on_behalf, calendar())
    return check_task


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: what belongs to the duplicate belongs to the one kept, or
    comes back. A task that the one kept has too stays where it is, on record; an open one is cancelled, and owed again
    once the merge is undone, unless its day is over."""
    merge = merge_of(delivery.subject_key)
    while lags_behind(merge, pointing_to, hanging_on):
        follow_merge(actor=_SYSTEM, enterprise_merge=merge)
    way = way_of(merge)
    if way is not None and merge.state == "undone":
        for task in cancelled_tasks(merge.duplicate_id, text.TASK_MERGED).filter(due_on__gte=today()):
            reopen_task(actor=_SYSTEM, check_task=task)
    elif way is not None:
        for task in same_task(*way).filter(state="open"):
            cancel_task(actor=_SYSTEM, check_task=task, reason=text.TASK_MERGED)


def _given_to(task: CheckTask) -> bool:
    """Give the task to who is to check now, if anybody, and say whether on behalf of the enterprise."""
    task.body, on_behalf = body_for(task.schedule, task.enterprise)
    CheckTask.objects.filter(pk=task.pk).update(body=task.body)
    return on_behalf
