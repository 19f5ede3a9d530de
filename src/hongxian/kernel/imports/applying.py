"""Carrying out a checked batch, or undoing it: row by row through the commands, inside the one act under way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.gathering import Gathering
from hongxian.kernel.imports import text
from hongxian.kernel.imports.carrying import Call, Carrier
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

    def __init__(
        self, actor: Actor, register: Register, batch: ImportBatch, gathering: Gathering, progress: Progress
    ) -> None:
        reason = text.REASON.format(file=batch.file_name)
        self._register = register
        self._batch = batch
        self._finder = Finder(actor, register)
        self._carrier = Carrier(actor, register, References(actor, register), reason)
        self._gathering = gathering
        self._progress = progress
        self.results: Counter[str] = Counter()
        self.refused: list[dict[str, Any]] = []

    def carry_out(self) -> None:
        """Carry out the rows that are to be. What is refused then is in `refused`, by number."""
        rows = self._batch.rows.filter(TO_CARRY_OUT)
        for chunk in self._chunks(rows.order_by("number")):
            self._carry_out(chunk)
            self._note_versions([each for each in chunk if not each.errors])
            _note(chunk)
            self._count(chunk)
        self.results["kept"] = self._batch.rows.filter(kind="conflict").exclude(choice="file").count()

    def undo(self) -> None:
        """Withdraw the rows that were created, set back those that were changed, the latest first. Those that somebody
        changed since stay as they are and are noted as such."""
        rows = self._batch.rows.filter(outcome__in=("created", "changed"))
        for chunk in self._chunks(rows.order_by("-number")):
            self._set_back(chunk)
            _note(chunk)
            self._count(chunk)

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

    def _carry_out(self, chunk: Sequence[ImportRow]) -> None:
        standing = self._finder.loaded([each.row for each in chunk if each.row])
        self._carrier.look_up([each.values for each in chunk])
        calls: dict[int, Call] = {}
        for each in chunk:
            row = standing.get(each.row)
            each.outcome, each.errors = "changed" if each.row else "created", []
            if each.row and (row is None or version_of(self._register, row) != each.version):
                each.errors = [_sentence("", text.CHANGED_SINCE_CHECK)]
            elif row is None:
                calls[each.number] = self._carrier.creation(each.values)
            else:
                calls[each.number] = self._carrier.change(row, each.values)
        self._run(chunk, calls)
        for each in chunk:
            if each.errors:
                each.outcome = "failed"
                self.refused.append({"number": each.number, "errors": each.errors})

    def _run(self, chunk: Sequence[ImportRow], calls: dict[int, Call]) -> None:
        """Carry out the calls of the rows, by number; what is refused stands in their errors."""
        rows = [each for each in chunk if each.number in calls]

        def run() -> None:
            for each in rows:
                refused = self._carrier.refused(calls[each.number])
                each.errors = [_sentence(column, sentence) for column, sentence in refused]
                if each.outcome == "created":
                    each.row = "" if each.errors else self._finder.key_of(self._carrier.made)

        self._carrier.together(self._gathering, list(calls.values()), run)

    def _count(self, chunk: Sequence[ImportRow]) -> None:
        for each in chunk:
            self.results[each.outcome] += 1

    def _note_versions(self, done: Sequence[ImportRow]) -> None:
        """Note how the import left each row, so that an undoing sees what changed since."""
        versions = self._finder.versions([each.row for each in done])
        for each in done:
            each.left = versions.get(each.row, "")

    def _set_back(self, chunk: Sequence[ImportRow]) -> None:
        standing = self._finder.loaded([each.row for each in chunk])
        self._carrier.look_up([each.before for each in chunk])
        calls: dict[int, Call] = {}
        undone = {"created": "withdrawn", "changed": "restored"}
        for each in chunk:
            row, done = standing.get(each.row), each.outcome
            each.outcome = undone[done]
            each.errors = self._kept(each, row, done)
            if not each.errors:
                withdraws = done == "created"
                calls[each.number] = (
                    self._carrier.withdrawal(row) if withdraws else self._carrier.change(row, each.before)
                )
        self._run(chunk, calls)
        for each in chunk:
            each.outcome = "not_undone" if each.errors else each.outcome

    def _kept(self, each: ImportRow, row: Any, done: str) -> list[dict[str, str]]:
        """Why a row stays as it is, if it does."""
        sheet = self._register.sheet
        assert sheet is not None
        if row is None:
            return [_sentence("", text.ROW_GONE)]
        if version_of(self._register, row) != each.left:
            return [_sentence("", text.CHANGED_SINCE_IMPORT)]
        if not (sheet.withdraw if done == "created" else sheet.change):
            return [_sentence("", text.NO_WITHDRAWAL)]
        return []


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
