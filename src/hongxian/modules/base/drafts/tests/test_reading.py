"""A printed text is laid out by its own numbering; what is damaged is told, what binds is proposed."""

from __future__ import annotations

from datetime import date

from hongxian.modules.base.drafts.reading import damage, outline, proposals, read
from hongxian.modules.base.drafts.reading.words import number_of

OPINION = """\
当前位置：首页 > 政策
某市关于加强安全生产的意见
为防范事故，制定本意见。
一、总体要求
坚持安全第一、预防为主。
二、主要任务
（一）压实责任。市政府常务会议每季度至少研究2次安全生产工作。
市安委办负责日常工作。
（三）严格执法。2026年年底前完成监督检查计划。对发现的重大隐患，应当立即责令排除。
三、工作步骤
分四个阶段进行：
第一阶段：部署（2026年9月）。制定方案。
第二阶段：整治（2026年10月至202611月）。全面排查。
五、工作要求
扫一扫关注微信公众号
"""

STATUTE = """\
某市安全生产条例
目 录
第一章 总则
第二章 职责
第一章 总则
第一条 为了加强安全生产，制定本条例。
第二章 职责
第二条 生产经营单位主要负责人应当履行下列职责：
（一）建立安全生产责任制；
（二）每月至少组织一次安全检查；
（三）法律规定的其他职责。
前款规定的检查应当记录。
第四条 违反本条例的，由应急管理部门责令限期改正，处一万元罚款。
"""


def laid_out(text: str) -> dict[str, str]:
    return {clause.path: clause.kind for clause in outline(text.split("\n")).clauses}


def test_the_title_is_the_line_that_names_a_document_not_who_passed_it_when() -> None:
    lines = [
        "# 某市网格化服务管理条例",
        "2021年7月29日 经某省人民代表大会常务委员会第二十九次会议批准",
        "第一条 应当划分网格。",
    ]
    assert read("条例.md", "\n\n".join(lines).encode()).title == "某市网格化服务管理条例"


def test_chinese_arabic_and_circled_numbers_are_read() -> None:
    assert [number_of(each) for each in ("一", "十", "十二", "二十", "二十五", "一百零三", "两", "33", "⑤")] == [
        1, 10, 12, 20, 25, 103, 2, 33, 5,
    ]  # fmt: skip


def test_an_opinion_is_laid_out_by_its_headings() -> None:
    found = laid_out(OPINION)
    assert found["一"] == "chapter"
    assert found["二/（一）"] == "article"
    assert found["二/（一）/2"] == "paragraph"
    assert found["三/第二阶段"] == "article"
    assert found["五"] == "chapter"
    assert found["序"] == "preamble"


def test_title_and_clutter_are_set_apart_and_every_line_is_accounted_for() -> None:
    lines = OPINION.split("\n")
    found = outline(lines)
    assert found.title_lines == [2]
    assert found.clutter_lines == [1, 15]
    told = {*found.title_lines, *found.clutter_lines, *(clause.line for clause in found.clauses)}
    assert told == {number for number, line in enumerate(lines, 1) if line.strip()}


def test_a_statute_is_laid_out_by_articles_and_its_contents_are_no_text() -> None:
    found = outline(STATUTE.split("\n"))
    kinds = {clause.path: clause.kind for clause in found.clauses}
    assert found.statute
    assert found.contents_lines == [2, 3, 4]
    assert kinds["第二章/第二条"] == "article"
    assert kinds["第二章/第二条/（二）"] == "item"
    assert kinds["第二章/第二条/2"] == "paragraph"


def test_bare_numbers_and_keyword_headings_open_sections() -> None:
    opening = "标题\n为贯彻落实上级部署要求，切实加强安全生产工作，制定本方案，请各地各单位认真贯彻执行。\n"
    wuxi = opening + "1\n总体目标\n通过一年整治，取得成效。\n4\n时序安排\n从现在开始。"
    assert [c.path for c in outline(wuxi.split("\n")).clauses if c.kind == "chapter"] == ["1", "4"]
    zhejiang = opening + "关键词:责任落实\n要落实责任。"
    assert "责任落实" in {clause.path for clause in outline(zhejiang.split("\n")).clauses}


def test_damage_is_told_with_its_line_and_never_mended() -> None:
    lines = OPINION.split("\n")
    told = {(each.kind, each.line): each for each in damage(lines, outline(lines))}
    assert told["number_order", 9].text.startswith("序号“（三）”紧接在“（一）”之后")
    assert told["count", 11].text == "写明“四个阶段”，实际列出2个"
    assert told["misprinted_date", 13].quote == "202611月"
    assert told["empty_heading", 14].quote == "五、工作要求"
    assert told["number_order", 14].quote == "五、"
    assert all(each.quote in lines[each.line - 1] for each in told.values())


def test_a_sound_text_has_no_damage() -> None:
    sound = "一、责任\n（一）领导。党委要加强领导。\n（二）部门。部门要履行职责。\n二、保障\n（一）资金。要保障资金。"
    assert damage(sound.split("\n"), outline(sound.split("\n"))) == []


def test_declared_and_listed_numbers_are_compared() -> None:
    text = "一、领域\n聚焦矿山、化工、交通、消防、建筑、旅游等七个方面，深入整治。"
    assert [each.text for each in damage(text.split("\n"), outline(text.split("\n")))] == [
        "写明“七个方面”，实际列出6个"
    ]


def proposed(text: str) -> dict[str, object]:
    return {each.quote: each for each in proposals(outline(text.split("\n")))}


def test_frequency_deadline_and_trigger_are_read_from_the_wording() -> None:
    found = {each.line: each for each in proposals(outline(OPINION.split("\n")))}
    meeting = found[7]
    assert (meeting.rule_form, meeting.period, meeting.min) == ("PERIODIC", "quarter", 2)
    assert meeting.select == {"kind": "government_executive"}
    by_quote = proposed(OPINION)
    deadline = next(each for quote, each in by_quote.items() if "2026年年底前" in str(quote))
    assert (deadline.rule_form, deadline.due) == ("DEADLINE", date(2026, 12, 31))  # type: ignore[attr-defined]
    trigger = next(each for quote, each in by_quote.items() if "立即" in str(quote))
    assert (trigger.rule_form, trigger.vague, trigger.strength) == ("TRIGGER", ("立即",), "M")  # type: ignore[attr-defined]


def test_items_of_a_list_are_duties_of_whom_the_list_is_about_and_penalties_are_none() -> None:
    found = {each.line: each for each in proposals(outline(STATUTE.split("\n")))}
    assert found[10].period == "month"
    assert found[10].members == "enterprise"
    assert "主要负责人" in found[10].holder
    assert 6 not in found, "why the statute was made binds nobody"
    assert 13 not in found, "a penalty is a consequence"


def test_the_name_of_a_holder_does_not_run_over_the_verb() -> None:
    sentence = "第一条 山林巡护工作应当坚持党委领导、部门协同，建立巡护制度。"
    assert [each.holder for each in proposed(sentence).values()] == ["坚持党委"]  # type: ignore[attr-defined]


def test_a_duty_that_begins_with_its_purpose_is_a_duty() -> None:
    purpose = "第一条 为加强山林巡护，制定本办法。"
    duty = "第二条 为避免重复巡护，有关部门应当共用巡护路线。"
    assert [each.line for each in proposals(outline([purpose, duty]))] == [2]


def test_a_report_of_what_was_done_binds_nobody() -> None:
    assert proposed("一、回顾\n去年全市建立了安全生产责任制，取得明显成效。\n据统计，共排查隐患三千处。") == {}
