"""Reading a file in a process of its own, with a limit to its memory and time: whatever a file holds, it can take down
only this process. Talks with `stream.py` in lines of JSON."""

import csv
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from hongxian.kernel.imports.reading.parts import marked_cells

MEMORY = 1024 * 1024 * 1024
SECONDS = 120
HEADS = 30
"""So many rows of each sheet are shown first, that the head may be found."""
MOST_COLUMNS = 256
BATCH = 200
Cells = list[Any]
Block = tuple[tuple[int, int], tuple[int, int]]


def main() -> None:
    """`child.py FILE xlsx|xls|csv`: write the heads of all sheets, read which one is wanted, write its rows."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    path, content = Path(sys.argv[1]), sys.argv[2]
    try:
        (_table if content == "csv" else _workbook)(path, content)
    except PasswordError:
        _say({"fault": "password"})
    except (CalamineError, csv.Error, OSError, ValueError, EOFError) as error:
        _say({"fault": "broken", "detail": str(error)[:200]})
    except MemoryError:
        _say({"fault": "memory"})


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _workbook(path: Path, content: str) -> None:
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        sheets, heads = [], []
        for number, each in enumerate(book.sheets_metadata):
            if each.typ != SheetTypeEnum.WorkSheet or each.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(number)
            sheets.append((number, sheet))
            heads.append({"name": each.name, "rows": list(islice(_rows(sheet, heads=True), HEADS))})
        _say({"sheets": heads})
        wanted = sys.stdin.readline().strip()
        if not wanted:
            return
        number, sheet = sheets[int(wanted)]
        formulas, errors = marked_cells(path, number) if content == "xlsx" else ([], [])
        _say({"formulas": formulas, "errors": errors, "expected": sheet.height})
        _send(_rows(sheet))


def _rows(sheet: Any, *, heads: bool = False) -> Iterator[tuple[int, Cells]]:
    """Number (from 1, as on the screen) and cells of the rows in which something stands. What is merged downwards
    stands in each row; what is merged to the right in each column too, but only in heads."""
    if sheet.start is None:
        return
    first, left = sheet.start
    merged = _merged(sheet.merged_cell_ranges or [], heads=heads)
    kept: dict[tuple[int, int], Any] = {}
    for number, row in enumerate(sheet.iter_rows(), start=first):
        cells = [""] * left + [_plain(each) for each in row[:MOST_COLUMNS]]
        for column, corner in merged.get(number, ()):
            if corner == (number, column):
                kept[corner] = cells[column] if column < len(cells) else ""
            elif column < len(cells):
                cells[column] = kept.get(corner, "")
        if any(each not in ("", None) and str(each).strip() for each in cells):
            yield number + 1, cells


def _merged(blocks: list[Block], *, heads: bool) -> dict[int, list[tuple[int, tuple[int, int]]]]:
    """By row: the columns that take their value from the upper left corner of their block."""
    found: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for (top, left), (bottom, right) in blocks:
        if bottom == top and not heads:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1) if heads else (left,):
                found.setdefault(row, []).append((column, (top, left)))
    return found


def _plain(value: Any) -> Any:
    """A cell as JSON; days and moments as a pair that says so."""
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return ["date", value.date().isoformat()] if midnight else ["moment", value.isoformat(timespec="seconds")]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    return str(value) if isinstance(value, time | timedelta) else ""


def _send(rows: Iterator[tuple[int, Cells]]) -> None:
    while batch := list(islice(rows, BATCH)):
        _say({"rows": batch})
    _say({"end": True})


def _table(path: Path, _content: str) -> None:
    with path.open(encoding=_encoding(path), newline="") as file:
        rows = _lines(file)
        heads = list(islice(rows, HEADS))
        _say({"sheets": [{"name": "", "rows": heads}]})
        if sys.stdin.readline().strip():
            _say({"formulas": [], "errors": [], "expected": _count(path)})
            _send(chain(heads, rows))


def _lines(file: TextIO) -> Iterator[tuple[int, Cells]]:
    csv.field_size_limit(1024 * 1024)
    start = file.read(64 * 1024)
    file.seek(0)
    mark = max(",\t;", key=lambda each: (start.count(each), each == ","))
    for number, row in enumerate(csv.reader(file, delimiter=mark, strict=True), start=1):
        if any(each.strip() for each in row):
            yield number, row[:MOST_COLUMNS]


def _count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1024 * 1024), b""))


def _encoding(path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB 18030 (which includes GBK); ValueError for no text."""
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
    for name in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=name) as text:
                while text.read(1024 * 1024):
                    pass
        except UnicodeDecodeError:
            continue
        return name
    raise ValueError("neither UTF-8 nor GB 18030")


if __name__ == "__main__":
    main()
