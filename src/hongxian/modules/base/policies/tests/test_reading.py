"""A text is laid out whatever its depth, nothing twice, printed lines of one sentence joined."""

from types import SimpleNamespace
from typing import Any

import pytest

from hongxian.kernel.rules.schema import ClauseEntry
from hongxian.modules.base.policies.content import SHIPPED, read_folder
from hongxian.modules.base.policies.reading import Block, laid_out

CLAUSES = [
    ("序", "preamble", "", "", 1, "为此，制定本办法。"),
    ("一", "chapter", "一、", "责任", 2, "一、责任"),
    ("一/1", "paragraph", "", "", 3, "总的要求。"),
    ("一/（一）", "article", "（一）", "会议", 4, "（一）会议。"),
    ("一/（一）/1", "paragraph", "", "", 4, "（一）会议。每季度开会。会后落实。"),
    ("一/（一）/1/1", "sentence", "", "", 4, "每季度开会。"),
    ("一/（一）/2", "paragraph", "", "", 5, "包括："),
    ("一/（一）/2/1", "item", "1.", "", 6, "1.传达，"),
    ("一/（一）/2/1/（1）", "item", "（1）", "", 7, "（1）学习；"),
    ("一/（一）/3", "paragraph", "", "", 8, "未尽事宜另"),
    ("一/（一）/4", "paragraph", "", "", 9, "行规定。"),
    ("一/（一）/5", "paragraph", "", "", 10, "完。"),
    ("附件", "attachment", "附件", "", 11, "附件"),
    ("附件/1", "paragraph", "", "", 12, "名单"),
]


@pytest.fixture
def blocks() -> list[Block]:
    """The blocks of a small text with one obligation under an item."""
    clauses = {
        path: ClauseEntry(
            path=path,
            kind=kind,  # type: ignore[arg-type]
            number=number,
            heading=heading,
            line=line,
            text=words,
            continues=line == 9,
        )
        for path, kind, number, heading, line, words in CLAUSES
    }
    under: dict[str, Any] = {"X-1": "一/（一）/2/1/（1）", "X-2": "一", "X-3": "一/（一）/4"}
    obligations = {
        key: SimpleNamespace(id=key, entry=SimpleNamespace(clauses=[SimpleNamespace(path=path)]))
        for key, path in under.items()
    }
    return laid_out(SimpleNamespace(clauses=clauses, obligations=obligations))  # type: ignore[arg-type]


def test_headings_articles_and_what_stands_in_their_place(blocks: list[Block]) -> None:
    assert [(block.title, block.is_heading) for block in blocks] == [
        ("", False),
        ("一、责任", True),
        ("", False),
        ("（一）会议", False),
        ("附件", False),
    ]


def test_nothing_stands_twice_and_lines_of_one_sentence_are_joined(blocks: list[Block]) -> None:
    article = blocks[3]
    assert [(line.text, line.depth) for line in article.lines] == [
        ("（一）会议。每季度开会。会后落实。", 0),
        ("包括：", 0),
        ("1.传达，", 1),
        ("（1）学习；", 2),
        ("未尽事宜另行规定。", 0),
        ("完。", 0),
    ]
    assert [line.text for line in blocks[4].lines] == ["名单"]
    assert [line.text for line in blocks[0].lines] == ["为此，制定本办法。"]


def test_obligations_stand_with_their_article_or_heading(blocks: list[Block]) -> None:
    assert [[each.obligation.id for each in block.owing] for block in blocks] == [[], ["X-2"], [], ["X-1", "X-3"], []]


def test_every_word_of_the_pack_that_comes_with_the_system_is_there(packs: Any) -> None:
    for folder in packs:
        content = read_folder(folder)
        found = laid_out(content)
        shown = "".join(block.title + "".join(line.text for line in block.lines) for block in found)
        assert all(clause.text.rstrip("。：: ") in shown for clause in content.clauses.values())
        assert sum(len(block.owing) for block in found) == len(content.obligations)


@pytest.fixture
def packs() -> list[Any]:
    """The folders of the packs that come with the system."""
    return sorted(path.parent for path in SHIPPED.glob("*/*/pack.yaml"))
