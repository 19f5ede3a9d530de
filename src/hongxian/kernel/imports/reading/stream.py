"""A file as a stream of rows, read by a process of its own (`child.py`): memory stays small however large it is."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from hongxian.kernel.imports import text
from hongxian.kernel.imports.reading.content import content_of
from hongxian.kernel.problem import Problem

Cell = str | int | float | bool | date | datetime
Row = tuple[int, list[Cell]]
"""The number of a row as the screen shows it, and its cells. Rows in which nothing stands are left out."""
_SOURCES = Path(__file__).resolve().parents[4]
_CHILD = "hongxian.kernel.imports.reading.child"


@dataclass(frozen=True)
class Head:
    """The first rows of a sheet."""

    name: str
    rows: list[Row]


@dataclass
class Source:
    """An open file: `heads` of its visible sheets, in order; after `choose`, `rows` of the one chosen. `formulas` and
    `errors` are cells (row from 1, column from 0) of that sheet whose value was worked out, or could not be, `expected`
    about how many rows it has."""

    heads: list[Head]
    _process: "subprocess.Popen[str]"
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    expected: int = 0

    def choose(self, sheet: int) -> None:
        """Say which sheet to read."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{sheet}\n")
        self._process.stdin.flush()
        marked = _line(self._process)
        self.expected = marked["expected"]
        self.formulas = {(row + 1, column) for row, column in marked["formulas"]}
        self.errors = {(row + 1, column) for row, column in marked["errors"]}

    def rows(self) -> Iterator[Row]:
        """The rows of the sheet chosen, once, from the top."""
        while "end" not in (said := _line(self._process)):
            yield from _read(said["rows"])


class _Reader:
    """The process that reads; it ends with the `with` block, whatever happens."""

    def __init__(self, path: Path, content: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", _CHILD, str(path), content],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={"PYTHONUTF8": "1", "PYTHONPATH": str(_SOURCES)},
        )

    def __enter__(self) -> "subprocess.Popen[str]":
        return self.process

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def open_file(path: Path) -> Iterator[Source]:
    """Open a file, told by its content. Raises `Problem` with a sentence when it is no table, is protected, broken, or
    too large for the limits."""
    with _Reader(path, content_of(path)) as process:
        said = _line(process)
        yield Source([Head(each["name"], list(_read(each["rows"]))) for each in said["sheets"]], process)


def _line(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """The next thing the process says; `Problem` when it says what is wrong, or was ended by its limits."""
    assert process.stdout is not None
    line = process.stdout.readline()
    said = json.loads(line) if line.endswith("\n") else {"fault": "memory"}
    if fault := said.get("fault"):
        raise Problem(text.NOT_READ[fault], field="file")
    found: dict[str, Any] = said
    return found


def _read(rows: list[tuple[int, list[Any]]]) -> Iterator[Row]:
    for number, cells in rows:
        yield number, [_cell(each) for each in cells]


def _cell(value: Any) -> Cell:
    if not isinstance(value, list):
        plain: Cell = value
        return plain
    kind, written = value
    return date.fromisoformat(written) if kind == "date" else datetime.fromisoformat(written)
