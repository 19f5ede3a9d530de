"""What people write becomes a paper; what rows say is never taken for markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.documents.markup import escape, parse, unescape
from hongxian.kernel.documents.templates import fill
from hongxian.kernel.problem import Problem


def test_every_sign_has_its_block() -> None:
    paper = parse(
        "标题：通知\n上行文：是\n主送：无\n份数：2\n---\n# 一\n## 二\n> 引\n: 顶格\n~ 小\n**甲** 乙\n"
        "| 序号 | 事项 |\n| 1 | 查 |\n|| 甲 | ||\n签字：甲方|乙方\n附件：清单\n附文\n"
    )
    assert (paper.upward, paper.addressed, paper.copies) == (True, False, 2)
    kinds = [each.kind for each in paper.content.blocks]
    assert kinds == ["heading1", "heading2", "quote", "flush", "small", "paragraph", "table", "form", "signatures"]
    assert paper.content.blocks[5].lead == "甲"
    assert paper.content.blocks[7].rows == (("甲", ""),)
    assert paper.content.attachments[0].title == "清单"


@given(st.text(max_size=40))
def test_what_a_row_says_comes_out_as_it_went_in(value: str) -> None:
    clean = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert unescape(escape(value)) == clean or "\ue000" in value


@given(st.text(alphabet="甲#>|~*:-\\附件：签字n ", min_size=1, max_size=12).filter(str.strip))
def test_nothing_in_a_row_becomes_markup(value: str) -> None:
    paper = parse(fill("标题：题\n---\n{{ value }}\n| 项 | {{ value }} |\n", {"value": value}))
    assert [each.kind for each in paper.content.blocks] == ["paragraph", "table"]
    assert paper.content.blocks[0].text == value.strip()
    assert paper.content.blocks[1].rows[0][1] == value.strip()


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("标题：题\n标题：题\n---\n文\n", "第 2 行：首部的“标题”写了两次"),
        ("标题：题\n上行文：也许\n---\n文\n", "第 2 行：“上行文”应为是、否之一"),
        ("标题：题\n份数：零\n---\n文\n", "第 2 行：“份数”应为 1 至 99"),
        ("---\n文\n", "缺少“标题：”"),
        ("标题：题\n---\n| 一 | 二 |\n| 一 | 二 | 三 |\n", "第 4 行：表格这一行有 3 格，上面各行有 2 格"),
        ("标题：题\n---\n文\n附件：\n", "第 4 行：“附件：”之后须写明附件名称"),
    ],
)
def test_a_fault_is_named_with_its_line(wording: str, sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        parse(wording)
    assert sentence in refused.value.text


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("你单位“{{ found }}”一项", "你单位“落实‘三管三必须’要求”一项"),
        ("《{{ pack }}》规定：", "《关于印发〈责任制〉的通知》规定："),
        ("> “{{ found }}”", "> “落实“三管三必须”要求”"),
        ("“{{ found }}", "“落实“三管三必须”要求"),
        ("甲“一”、乙“二”", "甲“一”、乙“二”"),
        ("”先闭后开“", "”先闭后开“"),
    ],
)
def test_marks_within_marks_are_the_inner_ones(line: str, mended: str) -> None:
    values = {"found": "落实“三管三必须”要求", "pack": "关于印发《责任制》的通知"}
    assert fill(line, values).strip() == mended
