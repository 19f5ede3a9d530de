"""Files as people send them: text in two encodings, Word with automatic numbers, PDF; and what is no text at all."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hongxian.kernel.problem import Problem
from hongxian.modules.base.drafts.reading.extract import extract

TEXT = "一、总体要求\n坚持安全第一。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_in_any_usual_encoding(encoding: str) -> None:
    assert extract("意见.txt", TEXT.encode(encoding)).lines == ("一、总体要求", "坚持安全第一。")


def test_windows_line_ends_are_line_ends() -> None:
    assert len(extract("意见.txt", TEXT.replace("\n", "\r\n").encode()).lines) == 2


def test_markdown_marks_are_taken_off_and_told() -> None:
    found = extract("条例.md", "# 某条例\n\n**第一章 总则**\n正文".encode())
    assert found.lines[0] == "某条例"
    assert found.lines[2] == "第一章 总则"
    assert found.notes == ("去掉了2行中的 Markdown 标记",)


def test_word_numbers_its_paragraphs_by_itself_and_they_are_counted() -> None:
    document = docx.Document()
    document.add_paragraph("某市实施意见")
    for words in ("总体要求", "主要任务"):
        _number(document, document.add_paragraph(words))
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "牵头单位"
    held = io.BytesIO()
    document.save(held)
    found = extract("意见.docx", held.getvalue())
    assert found.lines[:3] == ("某市实施意见", "一、总体要求", "二、主要任务")
    assert found.lines[3].startswith("牵头单位\t")
    assert found.notes == ("Word 的自动编号不在文字里，已按编号定义补出2处",)


def _number(document: docx.document.Document, paragraph: docx.text.paragraph.Paragraph) -> None:
    root = document.part.numbering_part.element
    if not any(each.get(qn("w:abstractNumId")) == "77" for each in root.findall(qn("w:abstractNum"))):
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "77")
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("start", "1"), ("numFmt", "chineseCounting"), ("lvlText", "%1、")):
            child = OxmlElement(f"w:{tag}")
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
        root.insert(0, abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), "77")
        link = OxmlElement("w:abstractNumId")
        link.set(qn("w:val"), "77")
        number.append(link)
        root.append(number)
    properties = paragraph._p.get_or_add_pPr()
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = 77


def test_lines_that_the_width_of_a_pdf_page_broke_are_joined(tmp_path: Path) -> None:
    written = tmp_path / "a.typ"
    written.write_text(
        "#set page(width: 12cm)\n#set text(size: 12pt)\n= 一、责任\n" + "各级政府应当履行职责，" * 12 + "保障安全。\n",
        encoding="utf-8",
    )
    found = extract("意见.pdf", typst.compile(written))
    text = "".join(found.lines).replace(" ", "")
    assert "保障安全。" in text
    assert any(line.count("各级政府应当履行职责") > 3 for line in found.lines)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("照片.txt", b"\x89PNG\r\n\x1a\n", "PNG文件"),
        ("意见.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("意见.txt", b"\x00\x01\x02\x03", "二进制文件"),
        ("意见.docx", b"PK\x03\x04broken", "不是完好的 .docx"),
        ("意见.pdf", b"%PDF-1.7\nbroken", "PDF"),
        ("意见.txt", b"  \n \n", "没有文字"),
        ("意见.txt", b"\xff\xfe\x80\x81\xff", "编码"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words):
        extract(name, content)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(Problem, match="最多20MB"):
        extract("意见.txt", b"a" * 20_000_001)
