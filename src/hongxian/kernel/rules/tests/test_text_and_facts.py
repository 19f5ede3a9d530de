"""What a text may look like, and the dictionary of facts, with what a pack adds to it."""

import hashlib

import pytest

from hongxian.kernel.rules.dictionary import read_dictionary
from hongxian.kernel.rules.pack import PackErrors, read_pack


def test_what_a_text_may_look_like(read, files):
    text = files["source.txt"]
    source = text + "附件1：名单一\n（续）名单二，以及\n名单三。\n扫一扫\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    added = """\
- {path: 附件1, kind: attachment, number: 附件1：, heading: 名单, line: 5, text: 附件1：名单一}
- {path: 附件1/1, kind: paragraph, line: 6, text: （续）名单二，以及}
- {path: 附件1/1/a, kind: item, line: 6, text: 名单二}
- {path: 附件1/2, kind: paragraph, line: 7, text: 名单三。, continues: true}
"""
    pack = read(
        ("source.txt", text, source),
        ("pack.yaml", digest, hashlib.sha256(source.encode()).hexdigest()),
        ("pack.yaml", "title_lines: [1]", "title_lines: [1], clutter_lines: [8]"),
        ("clauses.yaml", "- {path: 一,", added + "- {path: 一,"),
    )
    assert pack.clauses["附件1/2"].continues


def test_what_clauses_and_quotations_leave_out_is_taken_from_the_line(read):
    paragraph = "- {path: 一/（一）/1, kind: paragraph, line: 4, text: （一）会议。市政府每季度至少研究1次。}"
    left_out = """\
- {path: 一/（一）/1, kind: paragraph, line: 4}
- {path: 一/（一）/1/2, kind: sentence, line: 4}"""
    pack = read(
        ("clauses.yaml", ", text: 一、责任}", "}"),
        ("clauses.yaml", ", text: （一）会议。}", "}"),
        ("clauses.yaml", paragraph, left_out),
        ("obligations/10.yaml", "{path: 一/（一）/1, quote: 市政府每季度至少研究1次。}", "{path: 一/（一）/1/2}"),
    )
    assert [clause.text for clause in pack.clauses.values()] == [
        "一、责任", "（一）会议", "（一）会议。市政府每季度至少研究1次。", "市政府每季度至少研究1次。"
    ]  # fmt: skip
    assert pack.obligations["S-01"].entry.clauses[0].quote == "市政府每季度至少研究1次。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("line: 4, text: （一）会议。市", "line: 2, text: （一）会议。市"),
        ("line: 3, text: 一、责任}", "line: 2}"),
        ("line: 3, text: 一、责任}", "line: 9}"),
        ("number: （一）, heading: 会议, line: 4, text: （一）会议。}", "number: （二）, line: 4}"),
        ("path: 一/（一）/1, kind: paragraph, line: 4, text: （一）会议。市政府每季度至少研究1次。}",
         "path: 一/（一）/3, kind: sentence, line: 4}"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_hold_what_is_left_out_is_an_error(read, old, new):
    with pytest.raises(PackErrors, match="不一致"):
        read(("clauses.yaml", old, new))


def test_an_entry_of_the_glossary_may_have_other_names(read):
    pack = read(("glossary.yaml", "term: 责任", "term: 责任, aliases: [职责], elsewhere: 别处指责任书"))
    assert pack.glossary[0].aliases == ("职责",)


def test_the_line_that_continues_another_cannot_come_first(read):
    with pytest.raises(PackErrors, match="前面没有条款"):
        read(("clauses.yaml", "text: 一、责任}", "text: 一、责任, continues: true}"))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("dated: held_on", "dated: body", 4, "dated必须是"),
        ("of: party", "of: partie", 6, "没有名词“partie”"),
        ("type: date", "type: day", 7, "“type”的值“day”"),
        ("label: 会议\n", "labl: 会议\n", 2, "不认识的字段“labl”，是否应为“label”"),
    ],
)
def test_the_dictionary_of_facts_is_checked_too(tmp_path, old, new, line, words):
    written = """\
meeting:
  label: 会议
  description: 会议
  dated: held_on
  fields:
    body: {type: key, label: 机构, of: party}
    held_on: {type: date, label: 日期}
party:
  label: 单位
  description: 单位
  fields: {}
"""
    path = tmp_path / "facts.yaml"
    path.write_text(written, encoding="utf-8")
    assert list(read_dictionary(path).nouns) == ["meeting", "party"]
    path.write_text(written.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackErrors) as caught:
        read_dictionary(path)
    told = [(error.line, error.text) for error in caught.value.errors]
    assert any(number == line and words in sentence for number, sentence in told), told


def test_a_pack_may_add_nouns_of_its_own_but_not_change_the_shared_ones(read, tmp_path, dictionary):
    read()
    own = "lake_patrol:\n  label: 湖区巡查\n  description: 一次巡查\n  fields: {}\n"
    (tmp_path / "facts.yaml").write_text(own, encoding="utf-8")
    assert read_pack(tmp_path, dictionary).dictionary.label("lake_patrol") == "湖区巡查"
    assert "lake_patrol" not in dictionary.nouns
    (tmp_path / "facts.yaml").write_text(
        own + "meeting: {label: 别的会议, description: 会, fields: {}}\n", encoding="utf-8"
    )
    with pytest.raises(PackErrors, match="“meeting”重复"):
        read_pack(tmp_path, dictionary)
