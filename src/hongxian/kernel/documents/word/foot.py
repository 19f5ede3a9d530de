"""The foot of a paper in Word: who gets copies, who prints, and the code that leads to the check (7.4)."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from hongxian.kernel.documents import qr, text
from hongxian.kernel.documents.content import Content
from hongxian.kernel.documents.word import oxml

_THICK, _THIN = 0.35 * 72 / 25.4, 0.25 * 72 / 25.4


def add_foot(paper: Document, content: Content) -> None:
    """At the bottom of the last page; nothing where the paper has none."""
    lines = [text.COPIES_TO + content.copies_to + text.FULL_STOP] if content.copies_to else []
    if content.printed_by:
        lines.append(f"{content.printed_by}\t{content.printed_on}")
    if content.check or lines:
        table = paper.add_table(rows=0, cols=1)
        oxml.put_at_foot(table)
        if content.check:
            _add_check(table.add_row().cells[0], content.check)
        for number, words in enumerate(lines):
            cell = table.add_row().cells[0]
            cell.width = Mm(156)
            oxml.set_borders(
                cell, top=_THIN if number else _THICK, bottom=_THICK if number == len(lines) - 1 else _THIN
            )
            line = _say(cell.paragraphs[0], words, 14)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(148), WD_TAB_ALIGNMENT.RIGHT)
            oxml.set_indent(line, 14, left=1)
        end = paper.add_paragraph()  # a table that floats needs a paragraph to hold on to
        end.paragraph_format.line_spacing = Pt(1)
    for words in content.proof:
        _say(paper.add_paragraph(), words, 8)


def _add_check(cell: _Cell, address: str) -> None:
    cell.width = Mm(156)
    oxml.set_borders(cell)
    line = cell.paragraphs[0]
    line.paragraph_format.line_spacing_rule = None
    line.paragraph_format.line_spacing = 1.0
    line.add_run().add_picture(BytesIO(qr.png(address)), width=Mm(20))
    oxml.set_run(line.add_run(f"　{text.SCAN} {address}"), text.BODY_FONT, 9)


def _say(line: Paragraph, words: str, size: float) -> Paragraph:
    oxml.set_run(line.add_run(words), text.BODY_FONT, size)
    line.paragraph_format.line_spacing = Pt(size * 1.6)
    return line
