"""From a file as it was sent to lines of text: .txt, .md, .docx, PDF with a text layer. Every change is reported."""

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from hongxian.kernel.problem import Problem
from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.reading.words import numberings, pattern, words

LARGEST = 20_000_000
UNPACKED = 100_000_000
_MARKDOWN = re.compile(r"^\s*(?:#{1,6}\s+|>\s?)|\*{2,4}|(?<!\w)__|__(?!\w)")
_BINARY = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\xd0\xcf\x11\xe0": ".doc/.wps/.xls",
    b"Rar!": "RAR",
}


@dataclass(frozen=True)
class Received:
    """The lines of a text, and in Chinese how it came and what was done to it."""

    lines: tuple[str, ...]
    how: str
    notes: tuple[str, ...] = ()


def extract(name: str, content: bytes) -> Received:
    """The text of a file. Raises `Problem` for what is empty, too large, no text, protected, or of another kind."""
    if len(content) > LARGEST:
        raise Problem(text.TOO_LARGE.format(found=len(content) // 1_000_000, most=LARGEST // 1_000_000), field="file")
    for magic, kind in _BINARY.items():
        if content.startswith(magic):
            raise Problem(text.OTHER_KIND.format(name=name, kind=kind), field="file")
    if content.startswith(b"PK\x03\x04"):
        received = _docx(name, content)
    elif content.startswith(b"%PDF"):
        received = _pdf(content)
    else:
        received = _plain(name, content)
    if not any(line.strip() for line in received.lines):
        raise Problem(text.NO_TEXT.format(name=name), field="file")
    return received


def _plain(name: str, content: bytes) -> Received:
    if b"\x00" in content[:4096]:
        raise Problem(text.OTHER_KIND.format(name=name, kind=text.BINARY), field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            decoded = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Problem(text.ENCODING.format(name=name), field="file")
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    label = encoding.removesuffix("-sig").upper()
    if PurePath(name).suffix.lower() not in (".md", ".markdown"):
        return Received(tuple(lines), text.HOW_TEXT.format(encoding=label))
    marked = sum(1 for line in lines if _MARKDOWN.search(line))
    notes = (text.MARKDOWN_REMOVED.format(count=marked),) if marked else ()
    return Received(tuple(_MARKDOWN.sub("", line) for line in lines), text.HOW_MARKDOWN.format(encoding=label), notes)


def _docx(name: str, content: bytes) -> Received:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                raise Problem(text.TOO_LARGE_UNPACKED.format(name=name), field="file")
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Problem(text.NOT_DOCX.format(name=name), field="file") from error
    counter = _Counter(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows]
        else:
            lines += (counter.printed(block) + block.text).split("\n")
    notes = (text.NUMBERS_COUNTED.format(count=counter.counted),) if counter.counted else ()
    return Received(tuple(lines), text.HOW_DOCX, notes)


class _Counter:
    """Automatic numbers of a .docx, which are no part of the paragraphs' text."""

    def __init__(self, document: Any) -> None:
        self.counted = 0
        self._at: dict[tuple[str, int], int] = defaultdict(int)
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        root = part.element
        abstract = {each.get(qn("w:abstractNumId")): each for each in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            kind = abstract.get(number.find(qn("w:abstractNumId")).get(qn("w:val")))
            for level in kind.findall(qn("w:lvl")) if kind is not None else ():
                values = {
                    tag: level.find(qn(f"w:{tag}")).get(qn("w:val"))
                    for tag in ("numFmt", "lvlText", "start")
                    if level.find(qn(f"w:{tag}")) is not None
                }
                key = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"))))
                self._levels[key] = (
                    values.get("numFmt", "decimal"), values.get("lvlText", ""), int(values.get("start", 1))
                )  # fmt: skip

    def printed(self, paragraph: Paragraph) -> str:
        """The number Word would print before the paragraph; empty if it has none."""
        properties = paragraph._p.pPr
        numbered: Any = properties.numPr if properties is not None else None
        if numbered is None or numbered.numId is None:
            return ""
        listed, level = str(numbered.numId.val), numbered.ilvl.val if numbered.ilvl is not None else 0
        if (listed, level) not in self._levels:
            return ""
        self._at[listed, level] += 1
        for deeper in range(level + 1, 9):
            self._at.pop((listed, deeper), None)
        shape = self._levels[listed, level][1]
        for each in range(level + 1):
            style, _, start = self._levels.get((listed, each), ("decimal", "", 1))
            value = start + max(self._at[listed, each], 1) - 1
            shape = shape.replace(
                f"%{each + 1}", _in_words(value) if "hinese" in style or "deograph" in style else str(value)
            )
        self.counted += 1
        return shape


def _in_words(value: int) -> str:
    """1 to 99 in Chinese."""
    digits = words()["digits"]
    ten = next(iter(words()["tens"]))
    tens, ones = divmod(value, 10)
    return (digits[tens] if tens > 1 else "") + (ten if tens else "") + (digits[ones] if ones or not tens else "")


def _pdf(content: bytes) -> Received:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Problem(text.PROTECTED, field="file")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError) as error:
        raise Problem(text.NOT_PDF, field="file") from error
    if not any(page.strip() for page in pages):
        raise Problem(text.SCANNED.format(pages=len(pages)), field="file")
    lines, joined = _unwrapped([line for page in pages for line in page.split("\n")])
    notes = (text.LINES_JOINED.format(count=joined),) if joined else ()
    return Received(tuple(lines), text.HOW_PDF.format(pages=len(pages)), notes)


def _unwrapped(lines: list[str]) -> tuple[list[str], int]:
    """Lines broken by the width of a page put together again: a full line without an end, and no number after it."""
    widest = max((len(line.strip()) for line in lines), default=0)
    found: list[str] = []
    joined = 0
    for raw in lines:
        line = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", raw.strip())
        if pattern("bare_page_number").fullmatch(line):
            continue
        full = bool(found) and len(found[-1].strip()) >= widest * 0.8 and found[-1][-1:] not in words()["line_end"]
        if full and line and not any(each.pattern.match(line) for each in numberings()):
            found[-1] += line
            joined += 1
        else:
            found.append(line)
    return found, joined
