"""Reads of batches: each person sees their own; what they brought in stands in the ledger for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from hongxian.kernel.actor import Actor, ActorKind
from hongxian.kernel.imports.models import ImportBatch, ImportRow
from hongxian.kernel.paging import Page, page
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import may_import, register_of, registers

WORKING = ("received", "applying", "undoing")
"""States in which the worker has something to do with the batch."""


def visible_import_batches(actor: Actor, permission: str = "import_batch.view") -> QuerySet[ImportBatch]:
    """The actor's own batches; all of them for the system, which works on them."""
    rows = ImportBatch.objects.all()
    if not actor.key or not actor.may(permission):
        return rows.none()
    return rows if actor.kind is ActorKind.SYSTEM else rows.filter(person=actor.key)


def visible_import_rows(actor: Actor, permission: str = "import_batch.view") -> QuerySet[ImportRow]:
    """The rows of the actor's own batches."""
    return ImportRow.objects.filter(batch__in=visible_import_batches(actor, permission))


def batches_page(actor: Actor, *, register: str = "", after: str = "", before: str = "") -> Page[ImportBatch]:
    """One page of the actor's batches, latest first."""
    rows = visible_import_batches(actor)
    rows = rows.filter(register=register) if register else rows
    return page(rows, ("-id",), after=after, before=before)


def rows_page(
    actor: Actor, batch: ImportBatch, *, kind: str = "", outcome: str = "", after: str = "", before: str = ""
) -> Page[ImportRow]:
    """One page of the rows of a batch, of one kind or outcome, in the order of the file."""
    rows = visible_import_rows(actor).filter(batch=batch)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(outcome=outcome) if outcome else rows
    return page(rows, ("number",), after=after, before=before, limit=50)


def batch_with(key: str) -> ImportBatch | None:
    """The batch with that key, for the worker."""
    return ImportBatch.objects.filter(pk=key).first()


def batches_to_clear(before: datetime) -> QuerySet[ImportBatch]:
    """The batches that nobody has worked on since, the oldest first; none that the worker has in hand."""
    ended = Q(ended_at__lt=before) | Q(ended_at__isnull=True, checked_at__lt=before)
    return ImportBatch.objects.exclude(state__in=WORKING).filter(ended).order_by("id")


def counted(batch: ImportBatch) -> dict[str, int]:
    """The rows of a batch by kind."""
    return dict(batch.rows.order_by().values_list("kind").annotate(number=Count("pk")))


def undecided(batch: ImportBatch) -> int:
    """How many conflicts wait for a choice."""
    return batch.rows.filter(kind="conflict", choice="").count()


def same_before(actor: Actor, batch: ImportBatch) -> ImportBatch | None:
    """The latest batch of the same file in the same register that was carried out and not undone, if any."""
    rows = visible_import_batches(actor).filter(register=batch.register, digest=batch.digest, state="applied")
    return rows.exclude(pk=batch.pk).order_by("-id").first()


def open_to(actor: Actor, key: str) -> Register | None:
    """The register of that key, if the actor may bring rows into it."""
    found = register_of(key)
    return found if found is not None and may_import(actor, found) else None


def registers_open_to(actor: Actor) -> list[Register]:
    """The registers into which the actor may bring rows."""
    return [each for each in registers().values() if may_import(actor, each)]


def errors_of(batch: ImportBatch) -> Iterator[tuple[int, dict[str, str], list[dict[str, Any]]]]:
    """Number, cells as typed and errors of each bad row, in the order of the file."""
    rows = batch.rows.filter(kind="failed") | batch.rows.filter(outcome__in=("failed", "not_undone"))
    for row in rows.order_by("number").iterator(chunk_size=500):
        yield row.number, row.cells, row.errors
