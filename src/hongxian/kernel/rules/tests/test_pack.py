"""A pack that cannot be read stops at load, with every error, its file and its line."""

import pytest

from hongxian.kernel.rules.pack import PackErrors, read_pack


def errors_of(read, *changes):
    with pytest.raises(PackErrors) as caught:
        read(*changes)
    return caught.value.errors


def test_a_sound_pack_is_read(read):
    pack = read()
    assert (pack.id, pack.version) == ("small", 1)
    assert list(pack.obligations) == ["S-01"]
    assert pack.obligations["S-01"].needs == ("meeting",)
    assert list(pack.obligations["S-01"].clauses) == ["一/（一）/1"]
    assert len(pack.hash) == 64


OBLIGATIONS = "obligations/10.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        (OBLIGATIONS, "strength: A", "strength: Z", 4, "“strength”的值“Z”"),
        (OBLIGATIONS, "  action: 研究\n", "", 1, "缺少字段“action”"),
        (OBLIGATIONS, "  action: 研究", "  acton: 研究", 7, "不认识的字段“acton”，是否应为“action”"),
        (OBLIGATIONS, "  object: 安全生产", "  object: 安全生产\n  object: 又一次", 9, "键“object”重复"),
        (OBLIGATIONS, "  form: PERIODIC", "  form: PERIODICAL", 3, "form"),
        (OBLIGATIONS, "      form: PERIODIC", "      form: PERIODICAL", 16, "不认识的义务形式“PERIODICAL”"),
        (OBLIGATIONS, "period: quarter", "period: week", 18, "“period”的值“week”"),
        (OBLIGATIONS, "fact: meeting", "fact: meetings", 21, "没有名词“meetings”，是否应为“meeting”"),
        (OBLIGATIONS, "fact: meeting", "fact: firm", 21, "没有发生日期"),
        (OBLIGATIONS, "field: agenda", "field: agena", 23, "没有字段“agena”，是否应为“agenda”"),
        (OBLIGATIONS, "is: hear", "is: heard", 23, "没有取值“heard”，是否应为“hear”"),
        (OBLIGATIONS, "is: hear", "at_least: 3", 23, "不能用at_least比较"),
        (OBLIGATIONS, "is: hear", "is: {parameter: other}", 15, "用到参数“other”"),
        (OBLIGATIONS, "holder: key", "holder: colour", 22, "没有字段“colour”"),
        (OBLIGATIONS, "  parameters: [norm]", "  parameters: [norm, none]", 13, "没有参数“none”"),
        (OBLIGATIONS, "path: 一/（一）/1", "path: 一/（二）/1", 5, "条款“一/（二）/1”不存在"),
        (OBLIGATIONS, "quote: 市政府", "quote: 省政府", 5, "引文不在条款"),
        (OBLIGATIONS, "select: {kind: government}", "select: {kind: goverment}", 6, "没有取值“goverment”"),
        (OBLIGATIONS, '{stated: ""}', "{general: S-66}", 12, "义务“S-66”不存在"),
        (OBLIGATIONS, "  evidence:", "  family: vetoes\n  evidence:", 11, "规则族“vetoes”不在"),
        (OBLIGATIONS, "is: hear", "in: {parameter: norm}", 23, "参数“norm”为int型，此处应为list型"),
        (OBLIGATIONS, "is: hear", "is: {parameter: norm}", 23, "参数“norm”为int型，此处应为text enum型"),
        (OBLIGATIONS, "is: hear", "is: {field: held_on}", 23, "不是同类，不能比较"),
        (OBLIGATIONS, "is: hear", "is: {field: other}", 23, "没有字段“other”"),
        (OBLIGATIONS, "is: hear", "in: [{field: agenda}]", 23, "不能用in比较"),
        (OBLIGATIONS, "is: hear", "is: {printed: 2018-12-31}", 23, "类型不对，要求代码"),
        ("clauses.yaml", "line: 3", "line: 4", 1, "与原文第4行不一致"),
        ("pack.yaml", "title_lines: [1]", "title_lines: []", 9, "第1行没有归属"),
        ("pack.yaml", "title_lines: [1]", "title_lines: [1, 2]", 9, "第2行是空行"),
        ("pack.yaml", "title_lines: [1]", "title_lines: [1], clutter_lines: [1]", 9, "第1行是空行、不存在，或已有归属"),
        (
            "pack.yaml",
            "articles: 1",
            "articles: 1\ndamage: [{line: 1, quote: 标, text: 疑, parameter: x}]",
            9,
            "没有参数“x”",
        ),
        ("parameters.yaml", "deciding: true", "deciding: true\n  suggestion: 三", 7, "“标准”的值“三”类型不对"),
        ("parameters.yaml", "type: int", "type: list\n  suggestion: 三", 6, "要求列表"),
        ("clauses.yaml", "text: 一、责任}", "text: 一、职责}", 1, "与原文第3行不一致"),
        ("clauses.yaml", "line: 3", "line: 300", 1, "与原文第300行不一致"),
        ("clauses.yaml", "path: 一/（一）/1", "path: 一/（一）", 3, "“一/（一）”重复"),
        ("pack.yaml", "articles: 1", "articles: 2", 8, "声明有2条，实际找到1条"),
        ("pack.yaml", "2018-11-19", "2018-02-30", 7, "日期“2018-02-30”不存在"),
        ("pack.yaml", "sha256: ", "sha256: 0", 9, "SHA-256"),
        ("pack.yaml", "version: 1", "version: one", 2, "要求整数"),
        ("pack.yaml", "title: 小文件", "title: [小文件", 4, "YAML格式错误"),
        ("parameters.yaml", "deciding: true", "deciding: false", 15, "既不是deciding，也没有plain"),
        ("parameters.yaml", "deciding: true", "deciding: true\n  plain: 3", 7, "plain只能用于"),
        ("parameters.yaml", "obligations: [S-01]", "obligations: [S-09]", 7, "义务“S-09”不存在"),
        ("parameters.yaml", "type: int", "type: enum", 1, "enum类型必须写values"),
        ("glossary.yaml", "clause: 一", "clause: 九", 1, "条款“九”不存在"),
        ("scenarios/S-01.yaml", "obligation: S-01", "obligation: S-02", 1, "义务“S-02”不存在"),
        ("scenarios/S-01.yaml", "agenda: hear", "agenda: listen", 10, "没有取值“listen”"),
        ("scenarios/S-01.yaml", "held_on: 2026-03-31", "held_on: 三月", 10, "要求日期"),
        ("scenarios/S-01.yaml", "held_on: 2026-03-31", "held_on: '2026-03-31'", 10, "要求日期（不加引号）"),
        ("scenarios/S-01.yaml", "held_on: 2026-03-31", "held_on: 2026-02-29", 10, "日期“2026-02-29”不存在"),
        ("scenarios/S-01.yaml", "parameters: {norm: 1}", "parameters: {size: 1}", 7, "用到参数“size”"),
        (OBLIGATIONS, "is: {holder: key}", "is: {as_of: year}", 22, "“机构”的值“整数”类型不对"),
        (OBLIGATIONS, "period: quarter", "period: quarter\n      year: held_on", 15, "year只能用于"),
        ("scenarios/S-01.yaml", "status: met", "status: good", 11, "“status”的值“good”"),
    ],
)
def test_an_error_is_named_with_file_and_line(read, file, old, new, line, words):
    errors = errors_of(read, (file, old, new))
    told = [(error.line, error.text) for error in errors]
    assert any(number == line and words in sentence for number, sentence in told), told


def test_all_errors_come_at_once(read):
    errors = errors_of(
        read,
        ("pack.yaml", "articles: 1", "articles: 25"),
        ("clauses.yaml", "text: 一、责任}", "text: 一、职责}"),
        (OBLIGATIONS, "is: hear", "is: heard"),
        (OBLIGATIONS, "strength: A", "strength: Z"),
        ("scenarios/S-01.yaml", "obligation: S-01", "obligation: S-02"),
    )
    assert [(error.file, error.line) for error in errors] == [
        ("clauses.yaml", 1),
        (OBLIGATIONS, 4),
        (OBLIGATIONS, 23),
        ("pack.yaml", 8),
        ("scenarios/S-01.yaml", 1),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OBLIGATIONS, "strength: A", "strength: Z"),
        ("parameters.yaml", "type: int", "type: integer"),
        ("clauses.yaml", "kind: paragraph", "kind: paragraf"),
        ("pack.yaml", "title: 小文件", "title: [小文件"),
        ("pack.yaml", "2018-11-19", "2018-02-30"),
        ("clauses.yaml", "text: 一、责任}", "text: 一、责任"),
    ],
)
def test_what_follows_from_an_error_is_not_told_as_another(read, file, old, new):
    assert len(errors_of(read, (file, old, new))) == 1


def test_one_wrong_thing_is_one_error(read):
    (error,) = errors_of(read, (OBLIGATIONS, "is: hear", "is: heard"))
    assert (error.file, error.line, error.found) == (OBLIGATIONS, 23, "heard")
    assert error.path == "0.parts.0.events.where.is"
    assert error.expected == "hear convey"
    assert str(error).startswith(f"{OBLIGATIONS}:23: ")


def test_an_obligation_standing_twice_is_an_error(read, files):
    double = files[OBLIGATIONS] + files[OBLIGATIONS]
    errors = errors_of(read, (OBLIGATIONS, files[OBLIGATIONS], double))
    assert [(error.line, error.text) for error in errors] == [(24, "“S-01”重复")]


def test_an_obligation_without_parts_must_say_what_it_waits_for(read, files):
    start = files[OBLIGATIONS].index("  parts:")
    parts = files[OBLIGATIONS][start:]
    errors = errors_of(read, (OBLIGATIONS, parts, ""))
    assert "必须写明waits和needs" in errors[0].text


def test_a_waiting_obligation_is_read(read, files):
    start = files[OBLIGATIONS].index("  parts:")
    parts = files[OBLIGATIONS][start:]
    pack = read((OBLIGATIONS, parts, "  needs: [meeting]\n  waits: 等待会议台账\n"))
    assert pack.obligations["S-01"].waits


@pytest.mark.parametrize("name", ["source.txt", "pack.yaml", "clauses.yaml", "parameters.yaml", OBLIGATIONS])
def test_a_missing_file_is_named(read, tmp_path, dictionary, name):
    read()
    (tmp_path / name).unlink()
    with pytest.raises(PackErrors) as caught:
        read_pack(tmp_path, dictionary)
    expected = "obligations.yaml" if name == OBLIGATIONS else name
    assert any(error.text == f"缺少文件“{expected}”" for error in caught.value.errors)


@pytest.mark.parametrize("period", ["2026Q1", "'2026'", "2026-Q5", "''"])
def test_a_case_names_a_period_of_the_obligations_kind(read, period):
    with pytest.raises(PackErrors, match="应形如2026-Q1"):
        read(("scenarios/S-01.yaml", "period: 2026-Q1", f"period: {period}"))
