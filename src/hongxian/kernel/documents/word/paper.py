"""A paper as .docx, in the same layout as the PDF; the faces are named and Word brings them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from hongxian.kernel.documents import text
from hongxian.kernel.documents.content import Block, Content, kept_with_close, wide
from hongxian.kernel.documents.titles import title_in_lines
from hongxian.kernel.documents.word import oxml
from hongxian.kernel.documents.word.blocks import Measures, add_block, add_lines
from hongxian.kernel.documents.word.foot import add_foot

_MEASURES = {
    False: Measures(body=16, pitch=225 / 22 * 72 / 25.4, char=156 / 28 * 72 / 25.4, title=22, small=12, cell=12),
    True: Measures(body=10.5, pitch=17, char=10.5, title=20, small=9, cell=9.5),
}
_WIDTH = 156 * 72 / 25.4


def word_of(content: Content) -> bytes:
    """The .docx. Whoever has the faces of GB/T 9704 sees it as the PDF; others see what Word puts in their place."""
    paper, measures = docx.Document(), _MEASURES[content.compact]
    _set_up(paper, content, measures)
    _head(paper, content, measures)
    _title(paper, content, measures)
    if content.addressees:
        add_block(paper, Block("flush", content.addressees + text.COLON), measures)
    _blocks(paper, content.blocks, measures, kept_with_close(content))
    _list_attachments(paper, content, measures)
    _signature(paper, content, measures)
    if content.note:
        add_block(paper, Block("paragraph", f"（{content.note}）"), measures)
    for number, each in enumerate(content.attachments, start=1):
        label = text.ATTACHED_NUMBER.format(number=number) if len(content.attachments) > 1 else text.ATTACHED
        start = _plain(paper, label, text.HEADING_FONT, measures.body)
        start.paragraph_format.page_break_before = True
        add_lines(paper, 1)
        _centred(paper, title_in_lines(each.title, measures.across), text.TITLE_FONT, measures.title)
        add_lines(paper, 1)
        _blocks(paper, each.blocks, measures)
    add_foot(paper, content)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Document, content: Content, measures: Measures) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    oxml.set_grid(section, measures.pitch, measures.char, measures.body)
    style = paper.styles["Normal"]
    style.font.size = Pt(measures.body)
    oxml.set_faces(style.element.get_or_add_rPr(), text.BODY_FONT)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(measures.pitch)
    for level, face in ((1, text.HEADING_FONT), (2, text.KAI_FONT), (3, text.BODY_FONT)):
        heading = paper.styles[f"Heading {level}"]
        heading.font.size, heading.font.color.rgb, heading.font.bold = Pt(measures.body), oxml.BLACK, level == 3
        oxml.set_faces(heading.element.get_or_add_rPr(), face)
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
    paper.core_properties.title, paper.core_properties.author = content.title[:255], content.issuer[:255]
    paper.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _page_number(footer.paragraphs[0], side)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """Such as — 1 —, size 4, one character in from the edge (7.5)."""
    paragraph.alignment = side
    oxml.set_run(paragraph.add_run("— "), text.PAGE_FONT, 14)
    oxml.add_field(paragraph, "PAGE")
    oxml.set_run(paragraph.add_run(" —"), text.PAGE_FONT, 14)
    oxml.set_indent(paragraph, 14, left=1, right=1)


def _head(paper: Document, content: Content, measures: Measures) -> None:
    if content.urgency:
        _plain(paper, content.urgency, text.HEADING_FONT, measures.body)
    if content.masthead:
        size = min(42.0, (_WIDTH - 2) / len(content.masthead))
        red = _centred(paper, content.masthead, text.TITLE_FONT, size, colour=oxml.RED)
        above = 35 * 72 / 25.4 - (measures.pitch if content.urgency else 0)
        red.paragraph_format.space_before = Pt(above)
        add_lines(paper, 2)
    if content.signers:
        _upward(paper, content, measures)
    elif content.number:
        _centred(paper, content.number, text.BODY_FONT, measures.body, height=measures.pitch)
    if content.masthead:
        rule = paper.add_paragraph()
        rule.paragraph_format.line_spacing = Pt(4 * 72 / 25.4)
        oxml.add_rule(rule, "bottom", 1.25, str(oxml.RED))
    if content.masthead or content.number:
        add_lines(paper, 2)


def _upward(paper: Document, content: Content, measures: Measures) -> None:
    """Number at the left, signers at the right, each one character in (7.2.6)."""
    line = paper.add_paragraph()
    oxml.set_indent(line, measures.body, left=1, right=1)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(_WIDTH - measures.body), WD_TAB_ALIGNMENT.RIGHT)
    oxml.set_run(line.add_run(f"{content.number}\t{text.SIGNED_BY}"), text.BODY_FONT, measures.body)
    oxml.set_run(line.add_run("　".join(content.signers)), text.KAI_FONT, measures.body)


def _title(paper: Document, content: Content, measures: Measures) -> None:
    _centred(paper, title_in_lines(content.title, measures.across), text.TITLE_FONT, measures.title)
    for words in content.about:
        _centred(paper, words, text.BODY_FONT, measures.small, height=measures.small * 1.7)
    add_lines(paper, 1)


def _blocks(paper: Document, blocks: Iterable[Block], measures: Measures, kept: frozenset[int] = frozenset()) -> None:
    for at, each in enumerate(blocks):
        add_block(paper, each, measures, kept=at in kept)


def _list_attachments(paper: Document, content: Content, measures: Measures) -> None:
    if content.attachments:
        add_lines(paper, 1, kept=True)
    for number, each in enumerate(content.attachments, start=1):
        label = text.ATTACHED + text.COLON if number == 1 else "　" * 3
        many = f"{number}." if len(content.attachments) > 1 else ""
        add_block(paper, Block("paragraph", f"{label}{many}{each.title}"), measures, kept=True)


def _signature(paper: Document, content: Content, measures: Measures) -> None:
    """The issuer centred over the date, the date four characters in from the right (7.3.5.1)."""
    if not content.issuer and not content.date:
        return
    add_lines(paper, 1 if content.compact else 2, kept=True)
    name, day = wide(content.issuer), wide(content.date)
    room = max(0.0, 4 - (name - day) / 2) if name > day else 4.0
    for words, width in ((content.issuer, name), (content.date, day)):
        if words:
            line = _plain(paper, words, text.BODY_FONT, measures.body)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.keep_with_next = words is content.issuer
            oxml.set_indent(line, measures.body, right=room + (max(name, day) - width) / 2)


def _plain(paper: Document, words: str, face: str, size: float) -> Paragraph:
    line = paper.add_paragraph()
    oxml.set_run(line.add_run(words), face, size)
    return line


def _centred(
    paper: Document, words: str, face: str, size: float, *, height: float = 0, colour: object = oxml.BLACK
) -> Paragraph:
    line = paper.add_paragraph()
    oxml.set_run(line.add_run(words), face, size, colour=colour)  # type: ignore[arg-type]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = Pt(height or max(36.0, size * 1.2))
    return line
