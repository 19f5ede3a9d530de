"""REST of imports: a file brought into a register, checked and carried out by the worker, the same as on the pages."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from hongxian.kernel.imports import files
from hongxian.kernel.imports.commands import cancel_batch, choose_rows, receive_batch, revoke_batch, start_batch
from hongxian.kernel.imports.models import ImportBatch, ImportRow
from hongxian.kernel.imports.queries import visible_import_batches, visible_import_rows
from hongxian.kernel.keys import new_key
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import actor_of, must, within

router = Router()

MOST = 200
"""So many rows are told at once."""


class BatchOut(Schema):
    """A batch: `done` of `total` rows are gone through as long as it is worked on. `counts` is what the check found
    (new, changed, same, conflict, failed), `results` what became of the rows."""

    id: UUID
    register_key: str
    file_name: str
    state: str
    counts: dict[str, int]
    results: dict[str, int]
    warnings: list[str]
    fault: str
    done: int
    total: int


class RowOut(Schema):
    """A row of a batch: its number in the file, what the check made of it, what became of it, what is wrong."""

    number: int
    kind: str
    outcome: str
    errors: list[dict[str, str]]


class RowsQuery(Schema):
    """Rows of one kind, after a number."""

    kind: Literal["", "new", "changed", "same", "conflict", "failed"] = ""
    after: int = 0


class ChoiceIn(Schema):
    """Which side prevails in rows that both sides changed: in those of the numbers, or in all."""

    choice: str = Field(max_length=10)
    numbers: list[int] | None = Field(None, max_length=1000)


class ModeIn(Schema):
    """`all` or nothing, or the `good` rows only."""

    mode: str = Field(max_length=10)


class ReasonIn(Schema):
    """Why it is undone."""

    reason: str = Field(min_length=1, max_length=200)


@router.post("/registers/{register_key}", response={201: BatchOut})
def receive_file(request: HttpRequest, register_key: str, file: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Bring a file into a register (multipart); it is checked, and nothing is written before it is started."""
    actor, key = actor_of(request), new_key()
    must(actor, "import_batch.receive")
    digest, size = files.receive(key, file.chunks())
    told: dict[str, Any] = {
        "key": key,
        "register": register_key,
        "file_name": file.name or "",
        "digest": digest,
        "size": size,
    }
    try:
        return Status(201, _told(receive_batch(actor=actor, **told)))
    except Problem:
        files.forget(key)
        raise


@router.get("/{uuid:key}", response=BatchOut)
def get_batch(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """How far a batch of one's own is, and what it did."""
    return _told(within(visible_import_batches(actor_of(request)), key))


@router.get("/{uuid:key}/rows", response=list[RowOut])
def list_batch_rows(request: HttpRequest, key: UUID, query: Query[RowsQuery]) -> list[ImportRow]:
    """Its rows in order, up to 200 of them."""
    actor = actor_of(request)
    batch = within(visible_import_batches(actor), key)
    rows = visible_import_rows(actor).filter(batch=batch, number__gt=query.after)
    return list((rows.filter(kind=query.kind) if query.kind else rows).order_by("number")[:MOST])


@router.post("/{uuid:key}/choose", response=BatchOut)
def choose_batch_rows(request: HttpRequest, key: UUID, said: ChoiceIn) -> dict[str, Any]:
    """Decide about rows that somebody changed since they were exported."""
    batch = _batch(request, key, "choose")
    return _told(choose_rows(actor=actor_of(request), batch=batch, choice=said.choice, numbers=said.numbers))


@router.post("/{uuid:key}/start", response=BatchOut)
def start_one_batch(request: HttpRequest, key: UUID, said: ModeIn) -> dict[str, Any]:
    """Have it carried out."""
    return _told(start_batch(actor=actor_of(request), batch=_batch(request, key, "start"), mode=said.mode))


@router.post("/{uuid:key}/cancel", response=BatchOut)
def cancel_one_batch(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """Call it off, also while it is being carried out: nothing of it is saved."""
    batch = _batch(request, key, "cancel")
    files.call_off(batch.pk)
    return _told(cancel_batch(actor=actor_of(request), batch=batch))


@router.post("/{uuid:key}/revoke", response=BatchOut)
def revoke_one_batch(request: HttpRequest, key: UUID, said: ReasonIn) -> dict[str, Any]:
    """Have what it did undone."""
    return _told(revoke_batch(actor=actor_of(request), batch=_batch(request, key, "revoke"), reason=said.reason))


def _batch(request: HttpRequest, key: UUID, verb: str) -> ImportBatch:
    found: ImportBatch = within(visible_import_batches(actor_of(request), f"import_batch.{verb}"), key)
    return found


def _told(batch: ImportBatch) -> dict[str, Any]:
    done, total = files.progress(batch.pk)
    names = ("id", "file_name", "state", "counts", "results", "warnings", "fault")
    told = {name: getattr(batch, name) for name in names}
    return told | {"register_key": batch.register, "done": done, "total": total}
