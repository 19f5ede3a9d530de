"""What the worker does with batches. Each task may be broken off at any moment and begun anew: what it writes, it
writes in one transaction at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import now
from hongxian.kernel.disk import disk_full_told
from hongxian.kernel.imports import files, text
from hongxian.kernel.imports.checking import Checker
from hongxian.kernel.imports.columns import KEY, wanted
from hongxian.kernel.imports.commands import (
    RowsRefused,
    apply_batch,
    check_batch,
    clear_batch,
    hand_back_batch,
    refuse_batch,
    undo_batch,
)
from hongxian.kernel.imports.models import ImportBatch
from hongxian.kernel.imports.queries import batch_with, batches_to_clear, open_to
from hongxian.kernel.imports.reading.table import Line, Table, open_table
from hongxian.kernel.module import resolve
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.problem import AlreadyDone, Problem
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.text import DISK_FULL

SYSTEM = system_actor(
    "imports", "import_batch.check", "import_batch.refuse", "import_batch.hand_back", "import_batch.clear"
)
_CLEARED_AT_ONCE = 50


def check(delivery: Delivery) -> None:
    """Check a file whole, with what its sender may do now, and store what was found."""
    batch = batch_with(str(delivery.args["batch"]))
    if batch is None or batch.state != "received":
        return
    files.begin(batch.pk)
    try:
        actor, register = _sender(batch)
        given = dict(batch.given)
        with disk_full_told(), open_table(files.source(batch.pk), wanted(register, given)) as table:
            present = set(table.layout.columns.values())
            lacking = {name: value for name, value in given.items() if name not in present}
            reason = text.REASON.format(file=batch.file_name)
            checker = Checker(actor, register, present | set(lacking), reason)
            lines = _counted(batch, _filled(table.lines(), lacking), table)
            count = files.keep_checked(batch.pk, checker.check(lines))
            warnings = table.warnings() + checker.warnings() + _unused(register, present & set(given))
        if not count:
            raise Problem(text.NO_ROWS)
    except files.Cancelled:
        return
    except Problem as problem:
        refuse_batch(actor=SYSTEM, batch=batch, fault=problem.text)
        return
    check_batch(actor=SYSTEM, batch=batch, rows=files.checked(batch.pk), warnings=warnings)


def apply(delivery: Delivery) -> None:
    """Carry a batch out as its sender. Whatever prevents it is handed back to the person: then nothing was saved."""
    batch = batch_with(str(delivery.args["batch"]))
    if batch is None or batch.state != "applying":
        return
    files.begin(batch.pk)
    try:
        _as_sender(batch, delivery, apply_batch)
    except (files.Cancelled, AlreadyDone):
        return
    except RowsRefused as refused:
        _hand_back(batch, refused.text, refused.refused)
    except Problem as problem:
        _hand_back(batch, problem.text)
    except DatabaseError as error:
        if not _is_full(error):
            raise
        _hand_back(batch, DISK_FULL)


def undo(delivery: Delivery) -> None:
    """Undo a batch as its sender."""
    batch = batch_with(str(delivery.args["batch"]))
    if batch is None or batch.state != "undoing":
        return
    files.begin(batch.pk)
    try:
        _as_sender(batch, delivery, undo_batch)
    except AlreadyDone:
        return


def clear_old() -> int:
    """Clear batches done with more than the days set ago, with their files; how many. What they did to the register
    stays in the ledger, with its manifests."""
    found = list(batches_to_clear(now() - timedelta(days=settings.IMPORT_KEEP_DAYS))[:_CLEARED_AT_ONCE])
    for batch in found:
        key = batch.pk
        clear_batch(actor=SYSTEM, batch=batch)
        files.forget(key)
    return len(found)


def _as_sender(batch: ImportBatch, delivery: Delivery, command: Callable[..., Any]) -> None:
    actor, register = _sender(batch)
    command(
        actor=actor.within(f"message:{delivery.key}"),
        batch=batch,
        register=register,
        progress=lambda done, total: files.note_progress(batch.pk, done, total),
    )


def _sender(batch: ImportBatch) -> tuple[Actor, Register]:
    """The one who sent the file on its way, in the post or under the mandate then chosen, with what that gives today;
    and the register. Raises `Problem` when it has lapsed or may no longer bring anything into the register."""
    actor: Actor = resolve(settings.ACTOR_FINDER)(batch.person, batch.capacity)
    register = open_to(actor, batch.register)
    if register is None:
        raise Problem(text.SENDER_MAY_NOT)
    return actor, register


def _filled(lines: Iterator[Line], given: Mapping[str, str]) -> Iterator[Line]:
    """The lines; those without a hidden key say what was given for the columns that the file lacks."""
    for line in lines:
        yield line if KEY in line.cells or not given else replace(line, cells={**line.cells, **given})


def _unused(register: Register, names: Iterable[str]) -> list[str]:
    """That something was given of columns that stand in the file."""
    return [text.GIVEN_UNUSED.format(column=register.column(name).words) for name in sorted(names)]


def _counted(batch: ImportBatch, lines: Iterator[Line], table: Table) -> Iterator[Line]:
    """The lines, with a note of how far it is every few hundred."""
    for count, line in enumerate(lines):
        if count % files.EVERY == 0:
            files.note_progress(batch.pk, count, max(table.source.expected, count))
        yield line


def _hand_back(batch: ImportBatch, fault: str, refused: Sequence[dict[str, Any]] = ()) -> None:
    """The batch as it stands in the database: what the act under way changed of it was rolled back."""
    standing = batch_with(str(batch.pk))
    if standing is not None and standing.state == "applying":
        hand_back_batch(actor=SYSTEM, batch=standing, fault=fault, refused=refused)


def _is_full(error: DatabaseError) -> bool:
    """Whether the database says that the disk is full."""
    return "disk is full" in str(error) or "No space left" in str(error)
