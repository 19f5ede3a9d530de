"""The life of a hidden danger: every state × every step, and what each step asks for."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.duties.queries import duties_under
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.modules.screening.hidden_dangers import commands as act
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import figures, visible_hidden_dangers

INPUTS: dict[str, Any] = {
    "grade": "general",
    "rectification": "已修复",
    "rectifier": "李厂长",
    "due_on": date(2026, 4, 30),
    "rectified_on": date(2026, 3, 5),
    "opinion": "整改到位",
    "reason": "演示理由",
}


def on_desks(danger: Any) -> dict[str, str]:
    rows = duties_under(f"hidden_danger:{danger.pk}:").filter(state="open")
    return {each.organisation_name: each.title.split("：")[0] for each in rows}


@pytest.mark.parametrize("state", HIDDEN_DANGER.states)
@pytest.mark.parametrize("step", HIDDEN_DANGER.steps, ids=lambda step: step.verb)
def test_every_state_takes_its_steps_and_no_others(found: Any, cast: Any, state: str, step: Any) -> None:
    danger = found()
    grade = {"grade": ""} if state == "reported" else {}
    HiddenDanger.objects.filter(pk=danger.pk).update(state=state, due_on=date(2026, 3, 31), **grade)
    danger.refresh_from_db()
    given = {name: INPUTS[name] for name in step.needs}
    changes = {name: given.pop(name) for name in list(given) if name not in ("reason", "opinion")}
    if state in step.sources:
        assert HIDDEN_DANGER.advance(danger, step.verb, cast["张慧"], given, **changes).state == step.target
    else:
        with pytest.raises(Problem):
            HIDDEN_DANGER.advance(danger, step.verb, cast["张慧"], given, **changes)
        assert HiddenDanger.objects.get(pk=danger.pk).state == state


def test_danger_goes_all_the_way_from_desk_to_desk(assigned: Any, cast: Any) -> None:
    danger = assigned()
    assert on_desks(danger) == {"许昌演示化工有限公司": "整改隐患"}
    act.report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="防火堤已修复", cost=18000)
    assert on_desks(danger) == {"许昌市安全生产委员会办公室": "复查隐患整改"}
    act.return_hidden_danger(actor=cast["张慧"], hidden_danger=danger, reason="仍有裂缝", limit=3)
    assert (danger.state, danger.times_returned) == ("rectifying", 1)
    assert on_desks(danger) == {"许昌演示化工有限公司": "整改隐患"}
    act.report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="已补修")
    act.close_hidden_danger(actor=cast["张慧"], hidden_danger=danger, opinion="整改到位")
    assert (danger.state, danger.verifier, on_desks(danger)) == ("closed", "许昌市安全生产委员会办公室", {})
    act.reopen_hidden_danger(actor=cast["张慧"], hidden_danger=danger, reason="再次破损", due_on=date(2026, 4, 30))
    assert (danger.state, danger.times_reopened, danger.rectification) == ("rectifying", 1, "已补修")
    assert on_desks(danger) == {"许昌演示化工有限公司": "整改隐患"}
    assert len(timeline(danger)) == 7


def test_second_of_two_clerks_is_told(assigned: Any, cast: Any) -> None:
    danger = assigned()
    act.report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="已修复")
    seen_before = HiddenDanger.objects.get(pk=danger.pk)
    act.close_hidden_danger(actor=cast["张慧"], hidden_danger=danger, opinion="整改到位")
    with pytest.raises(Stale):
        act.return_hidden_danger(actor=cast["张慧"], hidden_danger=seen_before, reason="迟了", limit=5)
    assert HiddenDanger.objects.get(pk=danger.pk).state == "closed"


def test_who_reported_it_rectified_does_not_recheck_it(assigned: Any, cast: Any) -> None:
    danger = assigned()
    act.report_rectified(actor=cast["张慧"], hidden_danger=danger, rectification="代报")
    with pytest.raises(Problem, match="另一人复查"):
        act.close_hidden_danger(actor=cast["张慧"], hidden_danger=danger, opinion="整改到位")


def test_enterprise_closes_only_the_general_ones_it_found_itself(found: Any, assigned: Any, cast: Any) -> None:
    danger = assigned()
    act.report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="已修复")
    with pytest.raises(NotVisible):
        act.close_hidden_danger(actor=cast["刘洋"], hidden_danger=danger, opinion="整改到位")
    own = found(actor=cast["刘洋"], origin="enterprise_self_check", grade="major")
    own_permission = "hidden_danger.close"
    assert not visible_hidden_dangers(cast["刘洋"], own_permission).filter(pk=own.pk).exists()
    general = found(actor=cast["刘洋"], origin="enterprise_self_check", description="灭火器过期")
    assert visible_hidden_dangers(cast["刘洋"], own_permission).filter(pk=general.pk).exists()


@pytest.mark.parametrize("missing", act.FIVE)
def test_major_danger_needs_all_five(found: Any, cast: Any, missing: str) -> None:
    danger = found(grade="major")
    five = {"rectifier": "李厂长", "measures": "停用", "funds": 0, "emergency_plan": "预案", "limit": 10}
    five.pop("limit" if missing == "due_on" else missing)
    with pytest.raises(Problem) as refused:
        act.assign_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **{"rectifier": "", **five})
    assert refused.value.field == missing


def test_removed_on_the_spot_is_closed_and_counted_apart(found: Any, cast: Any) -> None:
    found()
    danger = found(removed_on_the_spot=True, rectification="当场更换", grade="")
    assert (danger.state, danger.grade, danger.removed_on_the_spot) == ("closed", "general", True)
    told = figures(visible_hidden_dangers(cast["张慧"]))
    assert (told["found"], told["removed_on_the_spot"], told["closed"]) == (1, 1, 0)
    act.reopen_hidden_danger(actor=cast["张慧"], hidden_danger=danger, reason="并未更换", limit=3)
    told = figures(visible_hidden_dangers(cast["张慧"]))
    assert (told["found"], told["removed_on_the_spot"]) == (2, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"description": " "}, "隐患情况没有填写"),
        ({"premises": "路边摊"}, "只能填写一项"),
        ({"enterprise": None}, "没有填写企业"),
        ({"enterprise": None, "premises": "路边摊"}, "没有选择所在地"),
        ({"origin": "rumour"}, "不是隐患来源"),
        ({"grade": "huge"}, "不是等级"),
        ({"found_on": date(2026, 3, 6)}, "晚于今天"),
        ({"removed_on_the_spot": True, "rectification": "x", "grade": "major"}, "不能按即查即改"),
        ({"removed_on_the_spot": True}, "怎样整改"),
    ],
)
def test_impossible_entry_is_refused(found: Any, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Problem, match=words):
        found(**changes)
    assert not HiddenDanger.objects.exists()


def test_working_days_skip_the_holiday_and_count_the_make_up_day(found: Any, cast: Any, clock: Any) -> None:
    clock.at("2026-02-13 10:00")
    danger = act.assign_hidden_danger(actor=cast["张慧"], hidden_danger=found(), rectifier="李厂长", limit=2)
    assert danger.due_on == date(2026, 2, 24), "14 February is a make-up day, the Spring Festival ends on the 23rd"
    assert any("春节" in line for line in danger.due_calculation)
