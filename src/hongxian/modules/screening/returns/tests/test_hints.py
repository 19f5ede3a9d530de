"""Hints: given with reasons to named posts, never to the enterprise; put aside with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.problem import Denied, Problem, Stale
from hongxian.kernel.search.likeness import normalised
from hongxian.modules.screening.returns.commands import dismiss_hint, find_hints
from hongxian.modules.screening.returns.models import ReportHint
from hongxian.modules.screening.returns.queries.clues import impossible_pace, nothing_found

WORDS = "三号仓库西侧灭火器压力不足，指针在红区"


def look(actor: Any, place: Any) -> list[Any]:
    return find_hints(actor=actor, place=place("411000"), since=date(2026, 1, 1), until=date(2026, 3, 5))


@pytest.fixture
def alike(found: Any, world: Any) -> None:
    """Two enterprises entered the same words but for marks and digits."""
    own = {"origin": "enterprise_self_check"}
    found(**own, description=WORDS)
    found(**own, description=WORDS.replace("，", " 2；"), enterprise=world.enterprises["禹州演示煤业有限公司"])
    found(**own, description="地面湿滑")


def test_the_same_words_of_two_enterprises_are_a_hint_about_each(alike: Any, base: Any, place: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="没有设定任何一种"):
        look(cast["张慧"], place)
    base(wording_length=8)
    hints = look(cast["张慧"], place)
    assert {(each.kind, each.enterprise.name) for each in hints} == {
        ("same_wording", "许昌演示化工有限公司"),
        ("same_wording", "禹州演示煤业有限公司"),
    }
    assert "另外 1 家企业" in hints[0].clues[0]
    with pytest.raises(Problem, match="没有新的提示"):
        look(cast["张慧"], place)


def test_nearly_the_same_words_are_a_hint_with_what_they_share(
    found: Any, base: Any, place: Any, cast: Any, world: Any
) -> None:
    own, other = {"origin": "enterprise_self_check"}, world.enterprises["禹州演示煤业有限公司"]
    found(**own, description=WORDS)
    found(**own, description=WORDS.replace("西侧", "东侧"), enterprise=other)
    found(**own, description="二号车间配电柜门没有关闭，电缆裸露", enterprise=other)
    with pytest.raises(Problem, match="最少字数一起填写"):
        base(wording_alike=70)
    base(wording_length=8, wording_alike=70)
    hints = look(cast["张慧"], place)
    assert {(each.kind, each.enterprise.name) for each in hints} == {
        ("near_wording", "许昌演示化工有限公司"),
        ("near_wording", "禹州演示煤业有限公司"),
    }
    assert "相近 8" in hints[0].clues[0]
    assert "侧灭火器压力不足指针在红区" in hints[0].clues[0]
    assert len(hints[0].danger_keys) == 2


def test_hints_are_for_named_posts_and_never_for_the_enterprise(
    alike: Any, base: Any, place: Any, cast: Any, browse: Any
) -> None:
    base(wording_length=8)
    hint = look(cast["张慧"], place)[0]
    for username in ("liuyang", "zhaolei", "tianye"):
        client = browse(username)
        assert client.get("/returns/hints/").status_code == 403
        assert client.get(f"/returns/hints/{hint.pk}/").status_code == 404
        assert client.get("/api/v1/registers/report_hint").status_code in (403, 404)
        assert "相同文字" not in client.get("/").content.decode()
    with pytest.raises(Denied):
        dismiss_hint(actor=cast["刘洋"], report_hint=hint, reason="不是")
    from hongxian.kernel.actor import Scope
    from hongxian.modules.screening.returns.queries import visible_hints

    firm = cast["刘洋"].lent("report_hint.view")
    object.__setattr__(firm, "grants", {"report_hint.view": (Scope(enterprise=str(hint.enterprise_id)),)})
    assert not visible_hints(firm).exists()


def test_a_hint_is_put_aside_once_with_a_reason(alike: Any, base: Any, place: Any, cast: Any, browse: Any) -> None:
    base(wording_length=8)
    hint = look(cast["张慧"], place)[0]
    with pytest.raises(Problem, match="理由"):
        dismiss_hint(actor=cast["张慧"], report_hint=hint, reason=" ")
    answer = browse("zhanghui").post(f"/returns/hints/{hint.pk}/", {"reason": "电话核实，同一检查模板"})
    assert answer.status_code == 302
    with pytest.raises(Stale):
        dismiss_hint(actor=cast["张慧"], report_hint=hint, reason="再来")
    assert ReportHint.objects.get(pk=hint.pk).dismissal_reason == "电话核实，同一检查模板"


def test_a_pace_is_impossible_from_the_number_set_within_the_minutes_set() -> None:
    start = now()
    told = [
        {"pk": n, "enterprise_id": 1, "recorded_by": "a", "recorded_at": start + timedelta(seconds=60 * n)}
        for n in range(3)
    ]
    assert len(list(impossible_pace(told, 3, 2))) == 1
    assert not list(impossible_pace(told, 3, 1))
    assert not list(impossible_pace(told, 4, 60))
    assert not list(impossible_pace([each | {"recorded_by": str(each["pk"])} for each in told], 3, 60))


def test_nothing_found_again_and_again_is_a_hint_only_where_others_found_something(
    reported: Any, world: Any, cast: Any
) -> None:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.screening.hidden_dangers.models import HiddenDangerReport

    firm, other = world.enterprises["许昌演示化工有限公司"], world.enterprises["禹州演示煤业有限公司"]
    Enterprise.objects.filter(pk=other.pk).update(sector=firm.sector)
    for month in (1, 2, 3):
        reported(reported_on=date(2026, month, 2))
    rows, since = HiddenDangerReport.objects.all(), date(2026, 1, 1)
    assert not list(nothing_found(rows, since, 3))
    reported(enterprise=other, report_form="counted", counts={"fire": 1}, reported_on=date(2026, 3, 1))
    (clue,) = nothing_found(rows, since, 3)
    assert clue.enterprise == firm.pk
    assert "连续 3 次" in clue.clues[0]
    assert not list(nothing_found(rows, since, 4))


def test_marks_spaces_and_digits_do_not_make_two_texts_differ() -> None:
    assert normalised("１号 仓库，Ａ区。") == normalised("2号仓库a区")
