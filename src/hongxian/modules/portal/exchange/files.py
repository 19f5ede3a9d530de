"""What lies beside the exchange in the data directory: templates of other sides, files that were made for them."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from django.conf import settings
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hongxian.kernel.imports.reading.content import Content, content_of
from hongxian.kernel.imports.reading.stream import open_file
from hongxian.kernel.problem import Problem
from hongxian.kernel.workbook import Head, Table, csv_lines, workbook
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.declaring import Declared

_SEARCHED = 30
"""The heads of a template stand in one of its first rows."""


def _folder(kind: str) -> Path:
    found = Path(settings.DATA_DIR) / "exchange" / kind
    found.mkdir(parents=True, exist_ok=True)
    return found


def keep(kind: str, content: bytes) -> str:
    """Keep a file under its SHA-256, which is given back."""
    digest = hashlib.sha256(content).hexdigest()
    target = _folder(kind) / digest
    if not target.exists():
        part = target.with_suffix(".part")
        part.write_bytes(content)
        part.replace(target)
    return digest


def path_of(kind: str, digest: str) -> Path:
    """Where a file lies that was kept."""
    return _folder(kind) / digest


def keep_template(content: bytes, declared: Declared) -> str:
    """Keep the other side's workbook after it was looked at; its digest. Raises `Problem` when it is no .xlsx, is
    protected or too large unpacked, or when a field of the mapping has no column in it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        if content_of(Path(file.name)) != Content.XLSX:
            raise Problem(text.NOT_OUR_TEMPLATE, field="template")
        with open_file(Path(file.name)):
            pass  # what is broken, protected or a bomb is refused by a process of its own
        _columns(*_sheet(Path(file.name), declared)[1:], declared)
    return keep("templates", content)


def made_for(declared: Declared, template: str, records: Sequence[Mapping[str, Any]], gone: Sequence[str]) -> bytes:
    """The file for the other side: its own workbook filled in, else a table of the fields. Keys that are withdrawn
    stand on a sheet of their own."""
    names = [each.name for each in declared.fields]
    if template:
        return _filled(path_of("templates", template), declared, records, gone)
    table = Table(str(declared.target.get("sheet") or "Sheet1"), [Head(name) for name in names], _lines(names, records))
    if declared.target.get("format", "csv") == "csv":
        return "".join(csv_lines(table)).encode()
    return workbook(table, *_withdrawn(gone))


def _lines(names: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Iterable[list[Any]]:
    return ([each.get(name) for name in names] for each in records)


def _withdrawn(gone: Sequence[str]) -> list[Table]:
    return (
        [Table(text.WITHDRAWN_SHEET, [Head(text.RESULT_HEADS["key"][0], 40)], [[key] for key in gone])] if gone else []
    )


def _sheet(path: Path, declared: Declared) -> tuple[Any, Worksheet, int]:
    """The workbook, the sheet to fill, the row of its heads."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    wanted = str(declared.target.get("sheet") or book.sheetnames[0])
    if wanted not in book.sheetnames:
        expected = text.LISTED.join(book.sheetnames)
        raise Problem(text.NO_SUCH_SHEET.format(sheet=wanted, expected=expected), field="template")
    sheet = book[wanted]
    names = {_bare(each.name) for each in declared.fields}
    given = declared.target.get("head_row")
    rows = range(1, min(sheet.max_row, _SEARCHED) + 1)
    head = int(given) if given else max(rows, key=lambda row: len(names & _heads(sheet, row).keys()), default=1)
    return book, sheet, head


def _heads(sheet: Worksheet, row: int) -> dict[str, int]:
    cells = (sheet.cell(row, column) for column in range(1, sheet.max_column + 1))
    return {_bare(cell.value): cell.column for cell in cells if cell.value is not None}


def _bare(value: object) -> str:
    return "".join(str(value).split())


def _columns(sheet: Worksheet, head: int, declared: Declared) -> dict[str, int]:
    """The column of each field. Raises `Problem` naming those that have none."""
    heads = _heads(sheet, head)
    if missing := [each.name for each in declared.fields if _bare(each.name) not in heads]:
        raise Problem(text.NO_HEADS.format(row=head, names=text.LISTED.join(missing)), field="template")
    return {each.name: heads[_bare(each.name)] for each in declared.fields}


def _filled(path: Path, declared: Declared, records: Sequence[Mapping[str, Any]], gone: Sequence[str]) -> bytes:
    """Their heads stay as they are; rows are filled in below, in the manner of the first row there."""
    sheet: Any
    book, sheet, head = _sheet(path, declared)
    columns = _columns(sheet, head, declared)
    styles = {name: copy(sheet.cell(head + 1, column)._style) for name, column in columns.items()}
    for number, record in enumerate(records, start=head + 1):
        for name, column in columns.items():
            cell = sheet.cell(number, column)
            cell._style = copy(styles[name])
            cell.value = record.get(name)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # words stay words, also those that begin like a formula
    if gone:
        aside = book.create_sheet(text.WITHDRAWN_SHEET)
        for row in ([text.RESULT_HEADS["key"][0]], *([key] for key in gone)):
            aside.append(row)
            aside.cell(aside.max_row, 1).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
