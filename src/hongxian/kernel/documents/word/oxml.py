"""What python-docx leaves to XML: faces by script, fields, rules, grids, tables that stand at the foot of a page."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BLACK, RED = RGBColor(0, 0, 0), RGBColor(0xD7, 0x00, 0x0F)


def element(tag: str, **attributes: object) -> Any:
    """An element of WordprocessingML with its attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_faces(properties: Any, face: str) -> None:
    """One face for Latin and Chinese, on the run properties of a run or a style."""
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)


def set_run(run: Run, face: str, size: float, *, bold: bool = False, colour: RGBColor = BLACK) -> Run:
    """Face, size in points, weight and colour of a run."""
    set_faces(run._r.get_or_add_rPr(), face)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
    return run


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE."""
    field = element("fldSimple", instr=code)
    field.append(element("r"))
    paragraph._p.append(field)


def add_rule(paragraph: Paragraph, side: str, points: float, colour: str) -> None:
    """A rule above or below the paragraph."""
    borders = element("pBdr")
    borders.append(element(side, val="single", sz=round(points * 8), space=1, color=colour))
    after = ("shd", "tabs", "spacing", "ind", "jc", "rPr", "sectPr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *(f"w:{each}" for each in after))


def set_indent(paragraph: Paragraph, size: float, **chars: float) -> None:
    """Indents in characters of that size: `firstLine`, `left`, `right`, `hanging`."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, number in chars.items():
        indent.set(qn(f"w:{name}Chars"), str(round(number * 100)))
        indent.set(qn(f"w:{name}"), str(round(number * size * 20)))


def set_grid(section: Any, line_pitch: float, size_of_char: float, size: float) -> None:
    """So many lines a page and characters a line: pitch of lines, width of a character, size of the body, in points."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    space = round((size_of_char - size) * 4096)
    grid = element("docGrid", type="linesAndChars", linePitch=round(line_pitch * 20), charSpace=space)
    section._sectPr.append(grid)


def put_at_foot(table: Table) -> None:
    """Let the table stand at the bottom of the text area of its page."""
    place = element("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom")
    properties = table._tbl.tblPr
    properties.insert(1 if properties.find(qn("w:tblStyle")) is not None else 0, place)


def set_borders(cell: _Cell, **sides: float) -> None:
    """The rules of a cell by side, in points; sides not named have none."""
    borders = element("tcBorders")
    for side in ("top", "left", "bottom", "right"):
        points = sides.get(side, 0)
        kind = {"val": "single", "sz": round(points * 8)} if points else {"val": "nil"}
        borders.append(element(side, **kind))
    cell._tc.get_or_add_tcPr().append(borders)


def repeat_head(table: Table) -> None:
    """Repeat the first row on every page that the table runs over."""
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_rows_whole(table: Table) -> None:
    """No row of the table is parted between two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
