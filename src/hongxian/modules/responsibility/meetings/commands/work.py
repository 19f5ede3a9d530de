"""Writes of what offices did under their functions, and of what called for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands.meetings import refuse_secrets
from hongxian.modules.responsibility.meetings.models import WorkOccasion, WorkRecord

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_Work = TypeVar("_Work", WorkRecord, WorkOccasion)


@command("work_record.enter")
def enter_work_record(
    *, actor: Actor, body: Party, function: str, done_on: date, title: str, document_number: str = ""
) -> WorkRecord:
    """Enter what an office did under one of its functions. Raises `Problem` when it lies in the future or before the
    office, or bears a mark of secrecy."""
    _check_work(body, done_on, "done_on", {"title": title, "document_number": document_number})
    entered = WorkRecord.objects.create(
        body=body,
        function=function,
        done_on=done_on,
        title=title,
        document_number=document_number,
        recorded_at=now(),
        recorded_by=actor.key,
    )
    record(entered)
    return entered


@command("work_occasion.enter")
def enter_work_occasion(*, actor: Actor, body: Party, function: str, arose_on: date, title: str) -> WorkOccasion:
    """Enter what called for a function of an office; without an occasion that function is not asked for. Raises
    `Problem` as `enter_work_record` does."""
    _check_work(body, arose_on, "arose_on", {"title": title})
    entered = WorkOccasion.objects.create(
        body=body, function=function, arose_on=arose_on, title=title, recorded_at=now(), recorded_by=actor.key
    )
    record(entered)
    return entered


@command("work_record.withdraw")
def withdraw_work_record(*, actor: Actor, work_record: WorkRecord, reason: str) -> WorkRecord:
    """Take back what was entered by mistake: it no longer counts, and stays on record with the reason. Raises `Problem`
    without a reason or when it was taken back before, `Stale` when somebody was faster."""
    return _withdraw_work(work_record, reason)


@command("work_occasion.withdraw")
def withdraw_work_occasion(*, actor: Actor, work_occasion: WorkOccasion, reason: str) -> WorkOccasion:
    """Take back an occasion, as `withdraw_work_record` does a record."""
    return _withdraw_work(work_occasion, reason)


def _withdraw_work(row: _Work, reason: str) -> _Work:
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    if row.withdrawn_at is not None:
        raise Problem(text.WITHDRAWN_ALREADY)
    standing = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=now(), withdrawal_reason=reason.strip()):
        raise Stale(STALE)
    row.refresh_from_db()
    record(row, reason=reason)
    return row


def _check_work(body: Party, day: date, field: str, given: Mapping[str, str]) -> None:
    if day > today():
        raise Problem(text.NOT_DONE_YET.format(found=day, today=today()), field=field)
    if body.established_on and day < body.established_on:
        sentence = text.WORK_BEFORE_BODY.format(found=day, body=body.name, expected=body.established_on)
        raise Problem(sentence, field=field)
    refuse_secrets(given)
