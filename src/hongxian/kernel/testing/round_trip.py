"""Rows of a register taken out as a workbook, changed as a person would in Excel, and brought back: for tests."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from hongxian.kernel.actor import Actor
from hongxian.kernel.imports import files, tasks
from hongxian.kernel.imports.commands import receive_batch, revoke_batch, start_batch
from hongxian.kernel.imports.models import ImportBatch
from hongxian.kernel.imports.workbooks import editable
from hongxian.kernel.keys import new_key
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.registers.declared import register_of, rows_of


class Sheet:
    """The workbook of a register as somebody takes it out; cells are found by the head of their column."""

    def __init__(self, actor: Actor, register: str) -> None:
        declared = register_of(register)
        assert declared is not None
        self.words = {each.key: each.words for each in declared.editable}
        rows = rows_of(declared, actor).order_by(*declared.order)
        self.book = load_workbook(BytesIO(editable(actor, declared, rows).read()))
        self.sheet = self.book.worksheets[0]
        self.head, self.columns = self._find_head()

    def _find_head(self) -> tuple[int, dict[str, int]]:
        for cells in self.sheet.iter_rows():
            at = {str(cell.value).strip("* "): cell.column for cell in cells if cell.value}
            if sum(words in at for words in self.words.values()) > 2:
                return int(cells[0].row or 0), {key: at[words] for key, words in self.words.items() if words in at}
        raise AssertionError("no head")

    def row(self, key: str, value: object) -> int:
        """The number of the row that says so in a column."""
        column = self.columns[key]
        return next(
            number
            for number in range(self.head + 1, self.sheet.max_row + 1)
            if str(self.sheet.cell(number, column).value) == str(value)
        )

    def change(self, number: int, **cells: Any) -> None:
        """Type into cells of a row."""
        for key, value in cells.items():
            self.sheet.cell(number, self.columns[key]).value = value

    def add(self, **cells: Any) -> None:
        """Type a row below the last."""
        number = self.sheet.max_row + 1
        for key, value in cells.items():
            self.sheet.cell(number, self.columns[key]).value = value

    def saved(self) -> bytes:
        """The workbook as a file."""
        kept = BytesIO()
        self.book.save(kept)
        return kept.getvalue()


def work(batch: ImportBatch, task: str) -> ImportBatch:
    """Let the worker do its part; the batch as it stands then."""
    run: Callable[[Delivery], None] = getattr(tasks, task)
    run(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()
    return batch


def bring(actor: Actor, register: str, content: bytes, name: str = "register.xlsx") -> ImportBatch:
    """Bring a file into a register and have it checked."""
    key = new_key()
    digest, size = files.receive(key, [content])
    batch = receive_batch(actor=actor, key=key, register=register, file_name=name, digest=digest, size=size)
    return work(batch, "check")


def carry_out(actor: Actor, batch: ImportBatch, mode: str = "all") -> ImportBatch:
    """Accept what the check found, and have it carried out."""
    start_batch(actor=actor, batch=batch, mode=mode)
    return work(batch, "apply")


def undo(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Have it undone."""
    revoke_batch(actor=actor, batch=batch, reason="the wrong file")
    return work(batch, "undo")


def faults(batch: ImportBatch) -> dict[int, list[str]]:
    """The columns in which each bad row is wrong, by its number."""
    return {row.number: [each["column"] for each in row.errors] for row in batch.rows.filter(kind="failed")}
