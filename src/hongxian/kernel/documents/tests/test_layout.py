"""The layout of GB/T 9704-2012 as it comes out: the grid, the numbers of pages, what stands where in both forms."""

import io
import re
import zipfile

import docx
import pypdf
import pytest
from django.test import override_settings

from hongxian.kernel.documents.content import Attachment, Block, Content, content_from
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.documents.word.paper import word_of
from hongxian.kernel.problem import Problem

PAPER = Content(
    title="关于开展检查的通知",
    masthead="某某市安全生产委员会办公室文件",
    number="某安委办〔2026〕1号",
    addressees="某某县人民政府",
    blocks=(
        Block("heading1", "一、事由"),
        Block("paragraph", "正文。"),
        Block("table", rows=(("序号", "事项"), ("1", "检查"))),
    ),
    attachments=(Attachment("清单", (Block("paragraph", "附件内容。"),)),),
    issuer="某某市安全生产委员会办公室",
    date="2026年3月5日",
    copies_to="某某市人民政府办公室",
    printed_by="某某市安全生产委员会办公室",
    printed_on="2026年3月5日印发",
    check="http://127.0.0.1:8000/check/abc/",
)


def pages(content: Content) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf_of(content))).pages]


def test_a_page_holds_22_lines_of_28_characters() -> None:
    filled = Content(title="题", compact=False, blocks=(Block("flush", "字" * 28 * 60),))
    second = pages(filled)[1].splitlines()
    lines = [line for line in second if set(line) == {"字"}]
    assert [len(line) for line in lines] == [28] * 22


def test_margins_are_those_of_the_standard() -> None:
    found: list[tuple[float, float]] = []

    def visit(words: str, cm: list[float], tm: list[float], *_rest: object) -> None:
        if "字" in words:
            found.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page = pypdf.PdfReader(io.BytesIO(pdf_of(Content(title="题", blocks=(Block("flush", "字" * 28 * 60),))))).pages[1]
    page.extract_text(visitor_text=visit)
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    assert min(x for x, _ in found) * 25.4 / 72 == pytest.approx(28, abs=1)
    assert 37 < 297 - max(y for _, y in found) * 25.4 / 72 < 37 + 225 / 22


@pytest.mark.parametrize("kind", ["small", "paragraph", "flush"])
def test_a_digest_or_an_address_does_not_run_off_the_page(kind: str) -> None:
    """Seen by a reader of the file: the page it prints past its edge is lost on paper."""
    digest = "0123456789abcdef" * 8
    page = pypdf.PdfReader(io.BytesIO(pdf_of(Content(title="题", blocks=(Block(kind, f"根为{digest}。"),))))).pages[0]
    ends: list[float] = []

    def visit(words: str, cm: list[float], tm: list[float], *_rest: object) -> None:
        ends.append(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])

    said = page.extract_text(visitor_text=visit)
    assert digest in "".join(said.split()), "what is copied from the file is the digest"
    assert len(said.splitlines()) > 3
    assert max(ends) < float(page.mediabox.width) - 26 * 72 / 25.4


def test_pages_are_numbered_with_dashes_and_the_attachment_has_its_own() -> None:
    found = pages(PAPER)
    assert [bool(re.search(rf"—\s*{number}\s*—", page)) for number, page in enumerate(found, 1)] == [True] * len(found)
    assert "附件内容" not in found[0]
    assert "抄送：某某市人民政府办公室。" in re.sub(r"\s", "", found[-1])


def test_the_same_content_is_the_same_file_and_another_word_another_digest() -> None:
    assert pdf_of(PAPER) == pdf_of(content_from(PAPER.plain()))
    assert content_from(PAPER.plain()) == PAPER
    assert content_from(PAPER.plain() | {"number": "某安委办〔2026〕2号"}).digest != PAPER.digest


def test_signers_are_printed_on_upward_papers_only() -> None:
    upward = content_from(PAPER.plain() | {"signers": ["王某"]})
    assert "签发人：王某" in re.sub(r"\s", "", pages(upward)[0])
    assert "签发人" not in pages(PAPER)[0]


def test_word_has_the_same_margins_grid_and_words() -> None:
    content = word_of(PAPER)
    paper = docx.Document(io.BytesIO(content))
    section = paper.sections[0]
    assert [round(each.mm) for each in (section.top_margin, section.left_margin, section.right_margin)] == [37, 28, 26]
    said = [paragraph.text for paragraph in paper.paragraphs]
    for wanted in (PAPER.masthead, PAPER.number, PAPER.title, "某某县人民政府：", "一、事由", "附件内容。"):
        assert wanted in said
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        body = file.read("word/document.xml").decode()
    assert 'w:linePitch="580"' in body
    assert "抄送：某某市人民政府办公室。" in body


def test_without_a_chinese_font_it_says_what_to_install(tmp_path) -> None:
    with override_settings(FONT_DIR=tmp_path), pytest.raises(Problem, match="fonts-noto-cjk"):
        pdf_of(PAPER)


def closed(lines: int, *, last: str = "短句。", signed: bool) -> Content:
    """A paper with so many lines before its last sentence, then signatures or issuer and date."""
    blocks = (*(Block("paragraph", f"第{at}行") for at in range(lines)), Block("paragraph", last))
    if signed:
        return Content(title="题", blocks=(*blocks, Block("signatures", rows=(("甲方", "乙方"),))))
    return Content(title="题", blocks=blocks, issuer="某某市安全生产委员会办公室", date="2026年3月5日")


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("last", ["短句。", "长" * 60])
def test_what_closes_a_paper_never_stands_alone_on_a_page(signed: bool, last: str) -> None:
    turned = 0
    for lines in range(11, 22):
        *_, end = pages(closed(lines, last=last, signed=signed))
        closing = "甲方" if signed else "2026年3月5日"
        assert closing in end
        found = [line for line in end.splitlines() if line.startswith(("第", "短", "长"))]
        assert len(found) >= 2, f"{lines}: {end}"
        turned += "第0行" not in end
    assert turned, "some of these papers must be longer than a page"


def test_word_keeps_two_lines_of_text_with_the_signatures() -> None:
    paragraphs = docx.Document(io.BytesIO(word_of(closed(5, signed=True)))).paragraphs
    kept = [each.text for each in paragraphs if each.paragraph_format.keep_with_next]
    assert kept == ["第4行", "短句。", ""]
    written = zipfile.ZipFile(io.BytesIO(word_of(closed(5, signed=True)))).read("word/document.xml").decode()
    assert "w:cantSplit" in written
