"""Cells of an .xlsx that hold a formula or an error: the reader of values does not tell, so they are looked up in the
parts themselves, piece by piece."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

MOST = 1000
"""So many cells are named; more than that, and the rest go unmentioned."""
_PIECE = 1024 * 1024
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>(?:<f[ >/])?')
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def marked_cells(path: Path, sheet: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Row and column (from 0) of the cells of a sheet, by its number in the workbook, that hold a formula and that show
    an error. A workbook built in another way tells of none."""
    formulas: list[tuple[int, int]] = []
    errors: list[tuple[int, int]] = []
    try:
        with zipfile.ZipFile(path) as parts, parts.open(_part_of(parts, sheet)) as file:
            for cell in _cells(iter(lambda: file.read(_PIECE), b"")):
                place = (int(cell[2]) - 1, _number(cell[1]))
                if b't="e"' in cell[3] and len(errors) < MOST:
                    errors.append(place)
                if cell[0].rfind(b"<f") > 0 and len(formulas) < MOST:
                    formulas.append(place)
    except (KeyError, IndexError, OSError, ValueError, zipfile.BadZipFile, ElementTree.ParseError):
        return [], []
    return formulas, errors


def _part_of(parts: zipfile.ZipFile, sheet: int) -> str:
    """The name of the part in which a sheet lies."""
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    sheets = [each for each in book.iter() if each.tag.endswith("}sheet")]
    target = targets[sheets[sheet].get(_OFFICE)]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells(pieces: Iterator[bytes]) -> Iterator[re.Match[bytes]]:
    """Cells in pieces that hold any of interest; a cell cut by the end of a piece is read with the next one."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind(b"<c ")
        text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
        if b"<f" in text or b't="e"' in text:
            yield from _CELL.finditer(text)
    yield from _CELL.finditer(rest)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
