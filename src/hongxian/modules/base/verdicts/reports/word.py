"""The report as a Word document."""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from hongxian.modules.base.verdicts.reports import text
from hongxian.modules.base.verdicts.reports.content import Item, Line, Report


def word_of(report: Report) -> bytes:
    """A .docx: title, what it is about, the counts, then chapter by chapter; page numbers below."""
    paper = docx.Document()
    _set_up(paper)
    title = paper.add_paragraph(report.title, style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subject = paper.add_paragraph(text.SUBJECT.format(title=report.pack))
    subject.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in report.about:
        _small(paper.add_paragraph(words))
    _counts(paper, report)
    for chapter in report.chapters:
        paper.add_heading(chapter.title, 1)
        for item in chapter.items:
            _item(paper, item)
    for words in report.proof:
        _small(paper.add_paragraph(words))
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Document) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.8)
    for name, font, size in (
        ("Normal", text.BODY_FONT, 12),
        ("Title", text.HEADING_FONT, 22),
        ("Heading 1", text.HEADING_FONT, 16),
        ("Heading 2", text.HEADING_FONT, 13),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), font)
    paper.styles["Normal"].paragraph_format.space_after = Pt(4)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, after = text.PAGE.split("{}")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        footer.add_run(words)
        if field:
            _field(footer, field)


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _small(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(10)


def _counts(paper: Document, report: Report) -> None:
    words = text.COUNTS.format(total=report.total)
    paper.add_paragraph(words).runs[0].bold = True
    table = paper.add_table(rows=2, cols=len(report.counts))
    table.style = "Table Grid"
    for column, (word, number) in enumerate(report.counts_in_words):
        for row, said in enumerate((word, str(number))):
            cell = table.cell(row, column).paragraphs[0]
            cell.add_run(said)
            cell.alignment = WD_ALIGN_PARAGRAPH.CENTER
    beside = [text.DETERMINED_COUNT.format(number=report.determined)] if report.determined else []
    _small(paper.add_paragraph(text.JOIN.join([*beside, text.NO_RANKING])))


def _item(paper: Document, item: Item) -> None:
    paper.add_heading(f"{item.id}　{item.title}", 2)
    for path, quote in item.clauses:
        clause = paper.add_paragraph(text.CLAUSE_QUOTED.format(path=path, quote=quote))
        clause.paragraph_format.left_indent = Cm(0.8)
        _small(clause)
    if item.waits or not item.lines:
        paper.add_paragraph(item.waits or text.NOBODY)
    for line in item.lines:
        _line(paper, line)


def _line(paper: Document, line: Line) -> None:
    head = paper.add_paragraph()
    head.paragraph_format.keep_with_next = True
    head.add_run("　".join(each for each in (line.party, line.period) if each) + "　")
    head.add_run(line.status_word).bold = True
    if line.backfilled:
        head.add_run(f"（{text.BACKFILLED}）")
    for label, sentences in told(line):
        said = paper.add_paragraph(f"{label}：" + text.JOIN.join(sentences))
        said.paragraph_format.left_indent = Cm(0.8)
        _small(said)


def told(line: Line) -> list[tuple[str, list[str]]]:
    """What a paper says below a verdict: each matter with its sentences, those that have any."""
    matters = [
        (text.ARITHMETIC, [*line.arithmetic, *line.remarks]),
        (text.MISSING, list(line.missing)),
        (line.exceptions.heading, list(line.exceptions.rows)),
        (line.failing.heading, list(line.failing.rows)),
        (text.DETERMINATION, [line.determination] if line.determination else []),
        (text.OBJECTIONS, list(line.objections)),
    ]
    return [(label, sentences) for label, sentences in matters if sentences]
