"""Long titles break where meaning allows (GB/T 9704-2012, 7.3.1), the same in both forms of a paper."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest

from hongxian.kernel.documents.content import Attachment, Block, Content
from hongxian.kernel.documents.titles import title_in_lines
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.documents.word.paper import word_of

LONG = "许昌市安全生产委员会办公室关于督促落实市委常委会每季度至少听取一次安全生产工作汇报的督办通知"
IN_LINES = [
    "许昌市安全生产委员会办公室",
    "关于督促落实市委常委会每季度至少",
    "听取一次安全生产工作汇报的督办通知",
]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (LONG, IN_LINES),
        (
            "中共许昌市委办公室关于印发《许昌市党政领导干部安全生产责任制实施细则》的通知",
            ["中共许昌市委办公室关于印发", "《许昌市党政领导干部安全生产", "责任制实施细则》的通知"],
        ),
        ("东钱湖旅游度假区2026年度安全生产目标管理责任书", ["东钱湖旅游度假区2026年度", "安全生产目标管理责任书"]),
        ("重大事故隐患挂牌督办通知书", ["重大事故隐患挂牌督办通知书"]),
        ("字" * 20, ["字" * 20]),
        ("自己分行的\n" + "长" * 30, ["自己分行的", "长" * 30]),
    ],
)
def test_a_title_breaks_between_words(title: str, lines: list[str]) -> None:
    assert title_in_lines(title, 20.1).split("\n") == lines


@pytest.mark.parametrize("length", range(21, 47))
def test_nothing_is_lost_and_no_line_is_too_long(length: int) -> None:
    lines = title_in_lines(LONG[:length], 20.1).split("\n")
    assert "".join(lines) == LONG[:length]
    assert max(map(len, lines)) <= 20
    assert not [line for line in lines if line[0] in "的》" or line.endswith(("《", "关于"))]


def test_no_word_to_break_at_leaves_the_title_as_it_is() -> None:
    assert title_in_lines("A" * 90, 20.1) == "A" * 90
    assert title_in_lines("安全生产" * 60, 20.1) == "安全生产" * 60


def test_both_forms_break_title_and_attachment_alike() -> None:
    body = (Block("paragraph", "正文。"),)
    content = Content(title=LONG, blocks=body, attachments=(Attachment(LONG, body),))
    printed = "".join(page.extract_text() + "\n" for page in pypdf.PdfReader(io.BytesIO(pdf_of(content))).pages)
    written = docx.Document(io.BytesIO(word_of(content)))
    assert printed.count("\n".join(IN_LINES)) == 2
    assert [each.text for each in written.paragraphs].count("\n".join(IN_LINES)) == 2
    assert written.core_properties.title == LONG
