"""The body of a paper in Word, piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell

from hongxian.kernel.documents import text
from hongxian.kernel.documents.content import Block, wide
from hongxian.kernel.documents.word import oxml

_HEADINGS = {"heading1": 1, "heading2": 2, "heading3": 3}


@dataclass(frozen=True)
class Measures:
    """Sizes and pitches in points."""

    body: float
    pitch: float
    char: float
    title: float
    small: float
    cell: float

    @property
    def across(self) -> float:
        """How many characters of the title a line holds."""
        return 156 * 72 / 25.4 / self.title


def add_lines(paper: Document, number: int, *, kept: bool = False) -> None:
    """Empty lines; `kept`: on the page of what follows."""
    for _ in range(number):
        paper.add_paragraph().paragraph_format.keep_with_next = kept or None


def add_block(paper: Document, block: Block, measures: Measures, *, kept: bool = False) -> None:
    """One piece of the body; the end of a piece of text that is `kept` stands on the page of what follows."""
    if block.kind in _HEADINGS:
        heading = paper.add_heading(block.text, _HEADINGS[block.kind])
        if measures.body < 16:
            heading.paragraph_format.space_before = Pt(6)
        oxml.set_indent(heading, measures.body, firstLine=2)
        return
    _WRITERS.get(block.kind, _paragraph)(paper, block, measures)
    if kept:
        shape = paper.paragraphs[-1].paragraph_format
        shape.keep_with_next = shape.widow_control = True


def _paragraph(paper: Document, block: Block, measures: Measures) -> None:
    line = paper.add_paragraph()
    if block.lead:
        oxml.set_run(line.add_run(block.lead), text.HEADING_FONT, measures.body)
    line.add_run(block.text)
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if block.kind == "quote":
        oxml.set_indent(line, measures.body, left=2, right=1)
        oxml.set_run(line.runs[-1], text.KAI_FONT, measures.body)
    elif block.kind == "small":
        oxml.set_indent(line, measures.body, left=2)
        oxml.set_run(line.runs[-1], text.BODY_FONT, measures.small)
        line.paragraph_format.line_spacing = Pt(measures.small * 1.65)
    elif block.kind == "paragraph":
        oxml.set_indent(line, measures.body, firstLine=2)


def _table(paper: Document, block: Block, measures: Measures) -> None:
    table = paper.add_table(rows=0, cols=len(block.rows[0]))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    weights = [
        max(wide(head) + 1, min(14.0, max(wide(row[at]) for row in block.rows)))
        for at, head in enumerate(block.rows[0])
    ]
    for number, row in enumerate(block.rows):
        for at, (cell, words) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.width = Mm(156 * weights[at] / sum(weights))
            _say(cell, words, text.HEADING_FONT if number == 0 else text.BODY_FONT, measures.cell, centred=number == 0)
    oxml.repeat_head(table)


def _form(paper: Document, block: Block, measures: Measures) -> None:
    most = max(len(row) for row in block.rows)
    table = paper.add_table(rows=0, cols=most)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for row in block.rows:
        cells = table.add_row().cells
        if len(row) < most:
            cells[len(row) - 1].merge(cells[-1])
        for at, words in enumerate(row):
            if len(row) == most:
                cells[at].width = Mm(30 if at % 2 == 0 else (156 - 30 * ((most + 1) // 2)) / max(1, most // 2))
            _say(cells[at], words, text.BODY_FONT, 14, centred=at % 2 == 0)


def _signatures(paper: Document, block: Block, measures: Measures) -> None:
    add_lines(paper, 1, kept=True)
    table = paper.add_table(rows=1, cols=len(block.rows[0]))
    for cell, party in zip(table.rows[0].cells, block.rows[0], strict=True):
        words = "\n".join((party + text.COLON, "", "", text.SIGN_HERE, text.SIGN_DATE))
        _say(cell, words, text.BODY_FONT, measures.body)
    oxml.keep_rows_whole(table)


def _say(cell: _Cell, words: str, face: str, size: float, *, centred: bool = False) -> None:
    line = cell.paragraphs[0]
    oxml.set_run(line.add_run(words), face, size)
    line.paragraph_format.line_spacing = Pt(size * 1.5)
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


_WRITERS: dict[str, Callable[[Document, Block, Measures], None]] = {
    "table": _table,
    "form": _form,
    "signatures": _signatures,
}
