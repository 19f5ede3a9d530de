"""Carrying out a checked batch, or undoing it: row by row through the commands, inside the one act under way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.imports import text
from hongxian.kernel.imports.carrying import Carrier
from hongxian.kernel.imports.columns import version_of
from hongxian.kernel.imports.finding import Finder
from hongxian.kernel.imports.models import ImportBatch, ImportRow
from hongxian.kernel.imports.references import References
from hongxian.kernel.registers.declaration import Register

CHUNK = 200
TO_CARRY_OUT = Q(kind__in=("new", "changed")) | Q(kind="conflict", choice="file")
Progress = Callable[[int, int], None]


class Batch:
    """The rows of one batch under way."""

    def __init__(self, actor: Actor, register: Register, batch: ImportBatch, progress: Progress) -> None:
        reason = text.REASON.format(file=batch.file_name)
        self._register = register
        self._batch = batch
        self._finder = Finder(actor, register)
        self._carrier = Carrier(actor, register, References(actor, register), reason)
        self._progress = progress
        self.results: Counter[str] = Counter()
        self.refused: list[dict[str, Any]] = []

    def carry_out(self) -> None:
        """Carry out the rows that are to be. What is refused then is in `refused`, by number."""
        rows = self._batch.rows.filter(TO_CARRY_OUT)
        for chunk in self._chunks(rows.order_by("number")):
            standing = self._finder.loaded([each.row for each in chunk if each.row])
            done = [each for each in chunk if self._carry_out(each, standing.get(each.row))]
            self._note_versions(done)
            _note(chunk)
        self.results["kept"] = self._batch.rows.filter(kind="conflict").exclude(choice="file").count()

    def undo(self) -> None:
        """Withdraw the rows that were created, set back those that were changed, the latest first. Those that somebody
        changed since stay as they are and are noted as such."""
        rows = self._batch.rows.filter(outcome__in=("created", "changed"))
        for chunk in self._chunks(rows.order_by("-number")):
            standing = self._finder.loaded([each.row for each in chunk])
            for each in chunk:
                each.errors = self._set_back(each, standing.get(each.row))
                self.results[each.outcome] += 1
            _note(chunk)

    def _chunks(self, rows: QuerySet[ImportRow]) -> Iterator[list[ImportRow]]:
        keys = list(rows.values_list("pk", flat=True))
        done = 0
        self._progress(0, len(keys))
        numbers = iter(keys)
        while part := list(islice(numbers, CHUNK)):
            found = {each.pk: each for each in self._batch.rows.filter(pk__in=part)}
            yield [found[key] for key in part]
            done += len(part)
            self._progress(done, len(keys))

    def _carry_out(self, each: ImportRow, row: Any) -> bool:
        errors: list[dict[str, str]] = []
        if each.row and (row is None or version_of(self._register, row) != each.version):
            errors = [_sentence("", text.CHANGED_SINCE_CHECK)]
        else:
            for column, sentence in self._carrier.refused(lambda: self._run(each, row)):
                errors.append(_sentence(column, sentence))
        each.errors = errors
        each.outcome = "failed" if errors else "changed" if row is not None else "created"
        self.results[each.outcome] += 1
        if errors:
            self.refused.append({"number": each.number, "errors": errors})
        return not errors

    def _run(self, each: ImportRow, row: Any) -> None:
        if row is None:
            each.row = self._finder.key_of(self._carrier.create(each.values))
        else:
            self._carrier.change(row, each.values)

    def _note_versions(self, done: Sequence[ImportRow]) -> None:
        """Note how the import left each row, so that an undoing sees what changed since."""
        standing = self._finder.loaded([each.row for each in done])
        for each in done:
            row = standing.get(each.row)
            each.left = version_of(self._register, row) if row is not None else ""

    def _set_back(self, each: ImportRow, row: Any) -> list[dict[str, str]]:
        created, sheet = each.outcome == "created", self._register.sheet
        assert sheet is not None
        each.outcome = "not_undone"
        if row is None:
            return [_sentence("", text.ROW_GONE)]
        if version_of(self._register, row) != each.left:
            return [_sentence("", text.CHANGED_SINCE_IMPORT)]
        if not (sheet.withdraw if created else sheet.change):
            return [_sentence("", text.NO_WITHDRAWAL)]
        run = self._carrier.withdraw if created else lambda row: self._carrier.change(row, each.before)
        errors = [_sentence(column, sentence) for column, sentence in self._carrier.refused(lambda: run(row))]
        if not errors:
            each.outcome = "withdrawn" if created else "restored"
        return errors


def refused_rows(batch: ImportBatch, refused: Iterable[dict[str, Any]]) -> list[ImportRow]:
    """The rows of the batch that were refused when they were carried out, marked as bad."""
    by_number = {each["number"]: each["errors"] for each in refused}
    rows = list(batch.rows.filter(number__in=by_number))
    for row in rows:
        row.kind, row.errors = "failed", by_number[row.number]
    return rows


def _note(rows: Sequence[ImportRow]) -> None:
    """Write what became of the rows: one statement for all of them, and one more for those that were refused."""
    quote = connection.ops.quote_name
    names = ("row", "left", "outcome")
    sets = ", ".join(f"{quote(name)} = %s" for name in names)
    statement = f"UPDATE {quote(ImportRow._meta.db_table)} SET {sets} WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(row.row, row.left, row.outcome, row.pk) for row in rows])
    if refused := [row for row in rows if row.errors]:
        ImportRow.objects.bulk_update(refused, ["errors"])


def _sentence(column: str, sentence: str) -> dict[str, str]:
    return {"column": column, "found": "", "expected": "", "text": sentence}
