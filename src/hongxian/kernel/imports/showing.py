"""A batch as its page shows it: what it is about, how many rows of which kind, each row in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hongxian.kernel.glossary import term
from hongxian.kernel.imports import text
from hongxian.kernel.imports.columns import shown
from hongxian.kernel.imports.models import KINDS, OUTCOMES, ImportBatch, ImportRow
from hongxian.kernel.imports.workbooks import in_words
from hongxian.kernel.registers.declaration import Register

COLOURS = {
    "new": "green",
    "changed": "blue",
    "same": "grey",
    "conflict": "orange",
    "failed": "red",
    "created": "green",
    "kept": "grey",
    "withdrawn": "grey",
    "restored": "blue",
    "not_undone": "orange",
}
STATE_COLOURS = {
    "received": "blue",
    "refused": "red",
    "checked": "orange",
    "applying": "blue",
    "applied": "green",
    "undoing": "blue",
    "undone": "grey",
    "cancelled": "grey",
}


@dataclass(frozen=True)
class Figure:
    """So many rows of a kind or outcome; `query` is the part of the address that lists them."""

    label: str
    count: int
    colour: str
    query: str


@dataclass(frozen=True)
class Difference:
    """A column of a row: what the register says, what the file says."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A row of the file."""

    row: ImportRow
    label: str
    colour: str
    differences: list[Difference]
    faults: list[str]


def figures(batch: ImportBatch) -> list[Figure]:
    """The rows by kind as checked; once carried out, by outcome."""
    if batch.results:
        return [
            Figure(term(f"outcome#{each}"), batch.results[each], COLOURS[each], f"outcome={each}")
            for each in OUTCOMES
            if batch.results.get(each)
        ]
    return [Figure(term(f"kind#{each}"), batch.counts.get(each, 0), COLOURS[each], f"kind={each}") for each in KINDS]


def shown_rows(register: Register, rows: list[ImportRow]) -> list[Shown]:
    """The rows in words."""
    return [
        Shown(
            row=row,
            label=term(f"outcome#{row.outcome}") if row.outcome else term(f"kind#{row.kind}"),
            colour=COLOURS[row.outcome or row.kind],
            differences=_differences(register, row),
            faults=[in_words(register, error) for error in row.errors],
        )
        for row in rows
    ]


def _differences(register: Register, row: ImportRow) -> list[Difference]:
    if row.kind == "failed" and not row.outcome:
        return [
            Difference(column.words, "", row.cells[column.key])
            for column in register.editable
            if column.key in row.cells
        ]
    return [
        Difference(column.words, shown(column, row.before.get(column.key)), shown(column, row.values[column.key]))
        for column in register.editable
        if column.key in row.values
    ]


def outline(batch: ImportBatch) -> list[tuple[str, Any]]:
    """What the file is, as pairs of label and words."""
    pairs: list[tuple[str, Any]] = [
        (text.OUTLINE["file"], batch.file_name),
        (text.OUTLINE["size"], text.SIZE.format(size=max(1, batch.size // 1024))),
        (text.OUTLINE["digest"], batch.digest),
    ]
    if batch.mode:
        pairs.append((text.OUTLINE["mode"], term(f"mode#{batch.mode}")))
    return pairs
