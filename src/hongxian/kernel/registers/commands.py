"""Writes about registers: what a person keeps of them, and that something was taken out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.acting import MOST_ROWS
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.flow import BULK_ACT, EXPORT
from hongxian.kernel.registers.models import FORMATS, SIZES, BulkAct, Export, ListSetting, SavedFilter
from hongxian.kernel.text import DENIED

MOST_FILTERS = 30
SHORTEST_PURPOSE = 2


@command("saved_filter.save")
def save_filter(*, actor: Actor, register: str, name: str, query: str) -> SavedFilter:
    """Keep conditions of a register under a name; what bore the name before is replaced."""
    name = name.strip()
    if not name:
        raise Problem(text.NAME_NEEDED, field="name")
    if not query:
        raise Problem(text.NO_CONDITIONS, field="name")
    own = SavedFilter.objects.filter(person=actor.key, register=_known(register))
    if own.exclude(name=name).count() >= MOST_FILTERS:
        raise Problem(text.TOO_MANY_FILTERS.format(most=MOST_FILTERS), field="name")
    found = own.filter(name=name).first()
    if found is None:
        found = SavedFilter.objects.create(person=actor.key, register=register, name=name, query=query)
    else:
        found.query, found.saved_at = query, now()
        found.save(update_fields=["query", "saved_at"])
    record(found)
    return found


@command("saved_filter.delete")
def delete_filter(*, actor: Actor, saved_filter: SavedFilter) -> None:
    """Keep the conditions no longer."""
    record(saved_filter, erased=True)
    saved_filter.delete()


@command("list_setting.set")
def set_list(
    *, actor: Actor, register: str, columns: Sequence[str] | None = None, page_size: int | None = None
) -> ListSetting:
    """Remember which columns of a register to show (none: those of the declaration) and how many rows on a page."""
    declared = {each.key for each in register_of(_known(register)).columns}  # type: ignore[union-attr]
    if columns is not None and (unknown := [each for each in columns if each not in declared]):
        raise Problem(text.NO_SUCH_COLUMN.format(found=unknown[0]), field="columns")
    if page_size is not None and page_size not in SIZES:
        sizes = text.LISTED.join(str(each) for each in SIZES)
        raise Problem(text.NO_SUCH_SIZE.format(found=page_size, expected=sizes), field="page_size")
    found, _ = ListSetting.objects.get_or_create(person=actor.key, register=register)
    if columns is not None:
        found.columns = list(columns)
    if page_size is not None:
        found.page_size = page_size
    found.save(update_fields=["columns", "page_size"])
    record(found)
    return found


@command("bulk_act.request")
def request_bulk_act(
    *,
    actor: Actor,
    register: str,
    action: str,
    keys: Sequence[str],
    inputs: Mapping[str, str] | None = None,
    query: str = "",
    expected: int | None = None,
) -> BulkAct:
    """Have something done with these rows by the worker, with what the actor may do then. `query` says by which
    conditions they were found, and `expected` how many were seen there. Raises `Problem` where there are none, too
    many, or another number."""
    if not actor.may(action):
        raise Problem(DENIED.format(permission=term(action)))
    if len(keys) > MOST_ROWS:
        sentence = text.TOO_MANY_FOUND if query or expected is not None else text.TOO_MANY_ROWS
        raise Problem(sentence.format(most=MOST_ROWS, found=len(keys)), field="rows")
    if not keys:
        raise Problem(text.NOTHING_FOUND, field="rows")
    if expected is not None and expected != len(keys):
        raise Problem(text.OTHER_NUMBER.format(found=len(keys), expected=expected), field="rows")
    asked = BulkAct.objects.create(
        register=_known(register),
        action=action,
        inputs=dict(inputs or {}),
        query=query,
        keys=list(keys),
        count=len(keys),
        person=actor.key,
        person_name=actor.name,
        capacity=actor.capacity,
    )
    record(asked)
    enqueue("hongxian.kernel.registers.tasks.act", bulk_act=str(asked.pk))
    return asked


@command("bulk_act.stop")
def stop_bulk_act(*, actor: Actor, bulk_act: BulkAct) -> BulkAct:
    """Go no further than the row under way; what is done stays done. Raises `Problem` when it is through."""
    BULK_ACT.advance(bulk_act, "stop", actor)
    record(bulk_act)
    return bulk_act


@command("bulk_act.finish")
def finish_bulk_act(*, actor: Actor, bulk_act: BulkAct, done: int, left: int, refused: Sequence[Any]) -> BulkAct:
    """Put down what became of the rows."""
    BULK_ACT.advance(bulk_act, "finish", actor, done=done, left=left, refused=list(refused), ended_at=now())
    record(bulk_act, detail={"refused": len(refused)})
    return bulk_act


@command("bulk_act.fail")
def fail_bulk_act(*, actor: Actor, bulk_act: BulkAct, fault: str) -> BulkAct:
    """Say why none of the rows could be begun."""
    BULK_ACT.advance(bulk_act, "fail", actor, fault=fault, left=bulk_act.count, ended_at=now())
    record(bulk_act, reason=fault)
    return bulk_act


@command("export.make")
def record_export(
    *,
    actor: Actor,
    register: str,
    query: str,
    filter_digest: str,
    format: str,
    count: int,
    revealed: Sequence[str] = (),
    purpose: str = "",
) -> Export:
    """Put down that rows of a register were taken out: which conditions, how many rows, in what format; which columns
    of personal data stand in it whole, and for what purpose. Raises `Problem` where that is not said."""
    _purpose_told(revealed, purpose)
    done = Export.objects.create(
        register=_known(register),
        query=query,
        filter_digest=filter_digest,
        format=format,
        count=count,
        exported_by=actor.key,
        exported_by_name=actor.name,
        revealed=sorted(revealed),
        purpose=purpose.strip(),
    )
    record(done, detail={**_detail(done), "count": count}, reason=done.purpose)
    return done


@command("export.request")
def request_export(
    *,
    actor: Actor,
    register: str,
    query: str,
    filter_digest: str,
    format: str,
    revealed: Sequence[str] = (),
    purpose: str = "",
) -> Export:
    """Have a large export made by the worker. Raises `Problem` when the actor may take nothing out of registers, or
    wants personal data whole without saying what for."""
    _purpose_told(revealed, purpose)
    if not actor.may("export.make"):
        raise Problem(DENIED.format(permission=term("export.make")))
    if format not in FORMATS:
        raise Problem(text.NO_SUCH_FORMAT.format(found=format), field="format")
    asked = Export.objects.create(
        register=_known(register),
        query=query,
        filter_digest=filter_digest,
        format=format,
        count=0,
        exported_by=actor.key,
        exported_by_name=actor.name,
        state="waiting",
        capacity=actor.capacity,
        revealed=sorted(revealed),
        purpose=purpose.strip(),
    )
    record(asked, detail=_detail(asked), reason=asked.purpose)
    enqueue("hongxian.kernel.registers.tasks.make", export=str(asked.pk))
    return asked


@command("export.finish")
def finish_export(*, actor: Actor, export: Export, file_name: str, count: int) -> Export:
    """Put down that the file is there: how many rows were taken out, with what the actor may see now."""
    if not actor.may("export.make"):
        raise Problem(DENIED.format(permission=term("export.make")))
    EXPORT.advance(export, "finish", actor, file_name=file_name, count=count, exported_at=now(), expires_at=_expiry())
    record(export, detail={**_detail(export), "count": count}, reason=export.purpose)
    return export


@command("export.cancel")
def cancel_export(*, actor: Actor, export: Export) -> Export:
    """Call off an export of one's own that the worker has not made yet. Whoever calls it forgets the file after that
    (`exported.forget`), by which the worker sees it. Raises `Problem` when it is through."""
    EXPORT.advance(export, "cancel", actor)
    record(export, detail=_detail(export))
    return export


@command("export.fail")
def fail_export(*, actor: Actor, export: Export, fault: str) -> Export:
    """Say why it cannot be made."""
    EXPORT.advance(export, "fail", actor, fault=fault, expires_at=_expiry())
    record(export, reason=fault)
    return export


@command("export.download")
def download_export(*, actor: Actor, export: Export) -> Export:
    """Put down that the file is fetched. Raises `Problem` when it is not there, or no more."""
    if export.state != "made" or export.expires_at is None or export.expires_at < now():
        raise Problem(text.NOT_THERE)
    record(export, detail={"file": export.file_name, "count": export.count})
    return export


@command("export.clear")
def clear_export(*, actor: Actor, export: Export) -> Export:
    """Say that the file is gone."""
    EXPORT.advance(export, "clear", actor)
    record(export)
    return export


def _purpose_told(revealed: Sequence[str], purpose: str) -> None:
    if revealed and len(purpose.strip()) < SHORTEST_PURPOSE:
        raise Problem(text.PURPOSE_NEEDED, field="purpose")


def _detail(export: Export) -> dict[str, Any]:
    told: dict[str, Any] = {"register": export.register, "filter_digest": export.filter_digest}
    return {**told, "revealed": export.revealed} if export.revealed else told


def _expiry() -> datetime:
    return now() + timedelta(hours=settings.EXPORT_KEEP_HOURS)


def _known(register: str) -> str:
    if register_of(register) is None:
        raise Problem(text.NO_SUCH_REGISTER, field="register")
    return register
