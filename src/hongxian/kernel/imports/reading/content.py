"""What a file is, told by its content: a picture renamed to .xlsx is a picture; some .xls are web pages."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from hongxian.kernel.imports import text
from hongxian.kernel.problem import Problem

LARGEST_UNPACKED = 600 * 1024 * 1024
"""A workbook of 200,000 rows and 30 columns unpacks to about 350 MB."""
LARGEST_RATIO = 300
"""Rows that repeat themselves pack to about one hundredth."""
_HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"RIFF", "picture"),
    (b"%PDF", "pdf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "document"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_IN_OLE = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "document"),
    ("PowerPoint Document", "document"),
    ("_VBA_PROJECT_CUR", "macro"),
)


class Content(StrEnum):
    """The kinds of files that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


def content_of(path: Path) -> Content:
    """The kind of file; raises `Problem` with what it is instead, and what to do."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise Problem(text.EMPTY_FILE, field="file")
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(_OLE):
        return _compound(path)
    for mark, kind in _MARKS:
        if head.startswith(mark):
            raise _refused(kind)
    return _written(head)


def _refused(kind: str) -> Problem:
    return Problem(text.NOT_A_TABLE[kind], field="file")


def _packed(path: Path) -> Content:
    """A zip: of the kinds that office programs write, only workbooks without macros."""
    try:
        with zipfile.ZipFile(path) as parts:
            infos = parts.infolist()
            size, packed = sum(each.file_size for each in infos), path.stat().st_size
            if size > LARGEST_UNPACKED or (size > 50 * 1024 * 1024 and size > LARGEST_RATIO * packed):
                raise Problem(text.UNPACKS_TOO_LARGE.format(size=size // 1024 // 1024), field="file")
            names = {each.filename for each in infos}
            if "[Content_Types].xml" not in names:
                raise _refused("opendocument" if "mimetype" in names else "archive")
            kinds = parts.read("[Content_Types].xml")[: 4 * 1024 * 1024]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise Problem(text.BROKEN_FILE, field="file") from error
    if b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in names):
        raise _refused("macro")
    if b"sheet.binary" in kinds:
        raise _refused("binary")
    if b"spreadsheetml.sheet.main" not in kinds:
        raise _refused("document" if b"wordprocessingml" in kinds or b"presentationml" in kinds else "archive")
    return Content.XLSX


def _compound(path: Path) -> Content:
    """The older container of office programs; the names of its streams tell what it holds. WPS writes .et so too."""
    data = path.read_bytes()
    for name, kind in _IN_OLE:
        if name.encode("utf-16-le") in data:
            raise _refused(kind)
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return Content.XLS
    raise Problem(text.BROKEN_FILE, field="file")


def _written(head: bytes) -> Content:
    """Text: a table with separators, or a page that a web system calls .xls."""
    start = head[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise _refused("xml")
    if re.match(rb"<(!doctype|html|head|meta|table|style|div)", start) or b"<html" in start:
        raise _refused("web_page")
    if start.startswith(b"<?xml"):
        raise _refused("xml")
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in head:
        raise _refused("unknown")
    return Content.CSV
