"""Writes of batches: receiving a file, checking it, choosing, carrying it out as one act, undoing it as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.gathering import gathered
from hongxian.kernel.imports import text
from hongxian.kernel.imports.applying import TO_CARRY_OUT, Batch, Progress, refused_rows
from hongxian.kernel.imports.flow import BATCH
from hongxian.kernel.imports.models import CHOICES, MODES, ImportBatch, ImportRow
from hongxian.kernel.imports.queries import WORKING, counted, open_to, undecided
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.declaration import Register

TASKS = "hongxian.kernel.imports.tasks"
_STORED_AT_ONCE = 1000


class RowsRefused(Problem):
    """All or nothing, and some rows were refused: `refused` says which; nothing was saved."""

    def __init__(self, refused: list[dict[str, Any]]) -> None:
        super().__init__(text.ROWS_REFUSED.format(count=len(refused)))
        self.refused = refused


@command("import_batch.receive")
def receive_batch(
    *,
    actor: Actor,
    key: UUID,
    register: str,
    file_name: str,
    digest: str,
    size: int,
    given: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Enter a file that lies beside the batch already, and have it checked. `given` is what every new line says in
    columns that the file lacks, as it would be typed there. Raises `Problem` when the actor may bring nothing into the
    register."""
    declared = open_to(actor, register)
    if declared is None:
        raise Problem(text.NO_SUCH_REGISTER)
    if unknown := set(given or {}) - {each.key for each in declared.editable}:
        raise TypeError(f"{register} has no columns {sorted(unknown)}")
    batch = ImportBatch.objects.create(
        id=key,
        register=register,
        file_name=file_name[-200:],
        digest=digest,
        size=size,
        given={name: value.strip() for name, value in (given or {}).items() if value.strip()},
        person=actor.key,
        person_name=actor.name,
        post=actor.post,
        capacity=actor.capacity,
    )
    record(batch)
    enqueue(f"{TASKS}.check", batch=str(key))
    return batch


@command("import_batch.check")
def check_batch(
    *, actor: Actor, batch: ImportBatch, rows: Iterable[dict[str, Any]], warnings: list[str]
) -> ImportBatch:
    """Store what the check of the whole file found. Raises `Problem` when the batch is no longer waiting for it."""
    BATCH.advance(batch, "check", actor, checked_at=now(), warnings=warnings, fault="")
    found = iter(rows)
    while part := list(islice(found, _STORED_AT_ONCE)):
        ImportRow.objects.bulk_create(ImportRow(batch=batch, **each) for each in part)
    return _recount(batch)


@command("import_batch.refuse")
def refuse_batch(*, actor: Actor, batch: ImportBatch, fault: str) -> ImportBatch:
    """Say why a file cannot be read. Nothing of it is kept."""
    BATCH.advance(batch, "refuse", actor, fault=fault, ended_at=now())
    record(batch, reason=fault)
    return batch


@command("import_batch.choose")
def choose_rows(*, actor: Actor, batch: ImportBatch, choice: str, numbers: list[int] | None = None) -> ImportBatch:
    """For rows that somebody changed since they were exported (all of them, or those of the numbers): let the file
    prevail, or keep what the register says."""
    if batch.state != "checked":
        raise Problem(text.NOT_CHECKED)
    if choice not in CHOICES:
        raise Problem(text.NO_SUCH_CHOICE, field="choice")
    rows = batch.rows.filter(kind="conflict")
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    count = rows.update(choice=choice)
    if not count:
        raise Problem(text.NO_CONFLICT, field="choice")
    record(batch, detail={"choice": choice, "count": count, "rows": (numbers or [])[:_STORED_AT_ONCE]})
    return batch


@command("import_batch.start")
def start_batch(*, actor: Actor, batch: ImportBatch, mode: str) -> ImportBatch:
    """Have the batch carried out: `all` or nothing, or the `good` rows only. Raises `Problem` when there is nothing to
    do, when a conflict is not decided, or when all are wanted and some are bad."""
    if mode not in MODES:
        raise Problem(text.NO_SUCH_CHOICE, field="mode")
    if batch.state == "checked":
        if left := undecided(batch):
            raise Problem(text.UNDECIDED.format(count=left))
        if mode == "all" and (bad := batch.counts.get("failed", 0)):
            raise Problem(text.SOME_ARE_BAD.format(count=bad), field="mode")
        if not batch.rows.filter(TO_CARRY_OUT).exists():
            raise Problem(text.NOTHING_TO_DO)
    BATCH.advance(batch, "start", actor, mode=mode, fault="", post=actor.post, capacity=actor.capacity)
    record(batch)
    enqueue(f"{TASKS}.apply", batch=str(batch.pk))
    return batch


@command("import_batch.apply")
def apply_batch(*, actor: Actor, batch: ImportBatch, register: Register, progress: Progress) -> ImportBatch:
    """Carry the batch out as one act, whose entry names the parts that list every row. Raises `RowsRefused`, and saves
    nothing, when all are wanted and some are refused; `Problem` when nothing at all could be carried out."""
    BATCH.advance(batch, "apply", actor, ended_at=now())
    with gathered(reason=text.REASON.format(file=batch.file_name), detail={"batch": str(batch.pk)}) as gathering:
        work = Batch(actor, register, batch, gathering, progress)
        work.carry_out()
        if work.refused and (batch.mode == "all" or not (work.results["created"] or work.results["changed"])):
            raise RowsRefused(work.refused)
    return _end(batch, dict(work.results), gathering.parts)


@command("import_batch.hand_back")
def hand_back_batch(
    *, actor: Actor, batch: ImportBatch, fault: str, refused: Iterable[dict[str, Any]] = ()
) -> ImportBatch:
    """Nothing was carried out: say why, mark the rows that were refused, and let the person decide anew."""
    BATCH.advance(batch, "hand_back", actor, fault=fault, mode="")
    ImportRow.objects.bulk_update(refused_rows(batch, refused), ["kind", "errors"], batch_size=500)
    return _recount(batch, reason=fault)


@command("import_batch.cancel")
def cancel_batch(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Call the batch off. If it is being carried out, all of that is rolled back."""
    BATCH.advance(batch, "cancel", actor, ended_at=now())
    record(batch)
    return batch


@command("import_batch.revoke")
def revoke_batch(*, actor: Actor, batch: ImportBatch, reason: str) -> ImportBatch:
    """Have what the batch did undone."""
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    BATCH.advance(batch, "revoke", actor, post=actor.post, capacity=actor.capacity)
    record(batch, reason=reason)
    enqueue(f"{TASKS}.undo", batch=str(batch.pk))
    return batch


@command("import_batch.undo")
def undo_batch(*, actor: Actor, batch: ImportBatch, register: Register, progress: Progress) -> ImportBatch:
    """Undo the batch as one act: what it created is withdrawn, what it changed is set back, unless somebody changed it
    since; such rows are noted as not undone."""
    BATCH.advance(batch, "undo", actor, ended_at=now())
    with gathered(reason=text.UNDO_REASON.format(file=batch.file_name), detail={"batch": str(batch.pk)}) as gathering:
        work = Batch(actor, register, batch, gathering, progress)
        work.undo()
    return _end(batch, dict(work.results), gathering.parts)


@command("import_batch.clear")
def clear_batch(*, actor: Actor, batch: ImportBatch) -> None:
    """Forget a batch and its rows, which can no longer be undone then. Raises `Problem` while it is being worked on."""
    if batch.state in WORKING:
        raise Problem(text.STILL_WORKING)
    record(batch, erased=True, detail={"register": batch.register, "file": batch.file_name, "digest": batch.digest})
    batch.rows.all().delete()
    batch.delete()


def _recount(batch: ImportBatch, reason: str = "") -> ImportBatch:
    batch.counts = counted(batch)
    batch.save(update_fields=["counts"])
    record(batch, reason=reason, detail={"counts": batch.counts})
    return batch


def _end(batch: ImportBatch, results: dict[str, int], parts: list[tuple[str, str]]) -> ImportBatch:
    batch.results = {name: count for name, count in results.items() if count}
    batch.save(update_fields=["results"])
    record(batch, detail={"results": batch.results, "parts": parts})
    return batch
