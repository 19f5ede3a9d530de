"""What is asked for and decided around a hidden danger, and between bodies."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.duties.queries import duties_under
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.screening.hidden_dangers import commands as act
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.papers.notifications import fill_letter
from hongxian.modules.screening.hidden_dangers.queries import figures, removed_counts, visible_hidden_dangers


def on_desks(danger: Any) -> set[tuple[str, Any]]:
    rows = duties_under(f"hidden_danger:{danger.pk}:").filter(state="open")
    return {(each.organisation_name, each.due_on) for each in rows}


def test_agreed_extension_moves_the_day_and_the_duty(assigned: Any, cast: Any) -> None:
    danger = assigned()
    said = {"reason": "供货期长", "measures": "停用该罐"}
    with pytest.raises(Problem, match="应晚于现在的期限"):
        act.request_extension(actor=cast["刘洋"], hidden_danger=danger, asked_until=date(2026, 3, 31), **said)
    extension = act.request_extension(actor=cast["刘洋"], hidden_danger=danger, asked_until=date(2026, 4, 30), **said)
    assert ("许昌市安全生产委员会办公室", date(2026, 3, 10)) in on_desks(danger), "five days, as national law says"
    with pytest.raises(Problem, match="待审批"):
        act.request_extension(actor=cast["刘洋"], hidden_danger=danger, asked_until=date(2026, 5, 30), **said)
    with pytest.raises(Denied):
        act.agree_extension(actor=cast["刘洋"], extension=extension, agreed_until=date(2026, 4, 30))
    act.agree_extension(actor=cast["张慧"], extension=extension, agreed_until=date(2026, 4, 15))
    assert HiddenDanger.objects.get().due_on == date(2026, 4, 15)
    assert on_desks(danger) == {("许昌演示化工有限公司", date(2026, 4, 15))}


def test_nobody_asks_for_more_time_once_the_day_has_passed(assigned: Any, cast: Any, clock: Any) -> None:
    danger = assigned()
    clock.at("2026-04-01 09:00")
    with pytest.raises(Problem, match="已过"):
        act.request_extension(
            actor=cast["刘洋"], hidden_danger=danger, asked_until=date(2026, 5, 1), reason="迟", measures="停用"
        )


@pytest.mark.parametrize("kind", ["downgrade", "withdraw"])
def test_second_person_decides_on_a_major_danger_and_figures_show_it(assigned: Any, cast: Any, kind: str) -> None:
    danger = assigned(grade="major")
    with pytest.raises(Problem, match="另一人复核"):
        act.withdraw_hidden_danger(actor=cast["张慧"], hidden_danger=danger, reason="不属实")
    with pytest.raises(Problem, match="理由"):
        act.propose_change(actor=cast["张慧"], hidden_danger=danger, kind=kind, reason=" ")
    change = act.propose_change(actor=cast["张慧"], hidden_danger=danger, kind=kind, reason="经专家复核")
    with pytest.raises(Problem, match="本人不能复核"):
        act.confirm_change(actor=cast["张慧"], danger_change=change)
    with pytest.raises(Problem, match="已有一项待复核"):
        act.propose_change(actor=cast["张慧"], hidden_danger=danger, kind=kind, reason="再提")
    act.confirm_change(actor=cast["陈刚"], danger_change=change)
    danger.refresh_from_db()
    told = figures(visible_hidden_dangers(cast["张慧"]))
    if kind == "downgrade":
        assert (danger.grade, danger.downgraded, told["downgraded"], told["major"]) == ("general", True, 1, 0)
    else:
        assert (danger.state, told["struck_out"], told["found"], on_desks(danger)) == ("withdrawn", 1, 0, set())
    assert danger.change_reason == "经专家复核"


def test_refused_change_leaves_the_danger_as_it_was(assigned: Any, cast: Any) -> None:
    danger = assigned(grade="major")
    change = act.propose_change(actor=cast["张慧"], hidden_danger=danger, kind="downgrade", reason="经专家复核")
    act.refuse_change(actor=cast["陈刚"], danger_change=change, reason="依据不足")
    assert HiddenDanger.objects.get().grade == "major"


def test_control_that_follows_ends_the_one_before(assigned: Any, cast: Any) -> None:
    danger = assigned()
    said = {"hidden_danger": danger, "rectifier": "李厂长"}
    first = act.set_interim_control(actor=cast["刘洋"], measures="停用", expires_on=date(2026, 3, 10), **said)
    second = act.set_interim_control(actor=cast["刘洋"], measures="降液位", expires_on=date(2026, 3, 20), **said)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert ("许昌演示化工有限公司", date(2026, 3, 20)) in on_desks(danger)
    act.end_interim_control(actor=cast["刘洋"], interim_control=second, reason="已整改")
    with pytest.raises(Problem, match="已于"):
        act.end_interim_control(actor=cast["刘洋"], interim_control=second, reason="再次")


def test_public_is_warned_only_of_what_touches_it(assigned: Any, cast: Any) -> None:
    danger = assigned(grade="major")
    said = {"kind": "notice", "recipients": "周边三个村", "proof": "送达回证"}
    with pytest.raises(Problem, match="没有标明涉及公共安全"):
        act.give_notice(actor=cast["刘洋"], hidden_danger=danger, **said)
    marks = dict.fromkeys(("hard_to_fix", "high_danger", "mass_casualty", "touches_public_safety"), True)
    act.mark_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **marks)
    assert act.give_notice(actor=cast["刘洋"], hidden_danger=danger, **said).recipients == "周边三个村"


def test_a_major_danger_is_on_a_desk_until_it_is_assigned(found: Any, cast: Any) -> None:
    authority = ("许昌市安全生产委员会办公室", None)
    danger = found(grade="major")
    assert on_desks(danger) == {authority}
    five = {"measures": "修复", "funds": 20000, "emergency_plan": "预案"}
    act.assign_hidden_danger(
        actor=cast["张慧"], hidden_danger=danger, rectifier="李厂长", due_on=date(2026, 3, 31), **five
    )
    assert on_desks(danger) == {("许昌演示化工有限公司", date(2026, 3, 31))}
    general = found(description="一般的隐患")
    assert on_desks(general) == set()
    act.upgrade_hidden_danger(actor=cast["张慧"], hidden_danger=general, reason="复核为重大")
    assert on_desks(general) == {authority}
    change = act.propose_change(actor=cast["张慧"], hidden_danger=general, kind="downgrade", reason="经专家复核")
    act.confirm_change(actor=cast["陈刚"], danger_change=change)
    assert on_desks(general) == set()


def test_a_double_report_is_on_the_desk_of_the_regulator_until_it_is_received(
    found: Any, cast: Any, world: Any
) -> None:
    firm = world.enterprises["许昌演示化工有限公司"]
    said = {"actor": cast["刘洋"], "enterprise": firm}
    report = act.make_report(**said, kind="hidden_danger_work", content="本季排查治理情况")

    def owed() -> list[str]:
        rows = duties_under(f"hidden_danger_report:{report.pk}:").filter(state="open")
        return [each.organisation_name for each in rows]

    assert owed() == ["许昌市安全生产委员会办公室"]
    act.present_report(actor=cast["刘洋"], hidden_danger_report=report, workers_congress_received_by="王芳")
    assert owed() == ["许昌市安全生产委员会办公室"], "the other receipt is still owed"
    act.receive_report(actor=cast["张慧"], hidden_danger_report=report)
    assert owed() == []
    own = act.make_report(**said, kind="self_report", report_form="none_found")
    assert not duties_under(f"hidden_danger_report:{own.pk}:").exists()


def test_marks_that_decide_on_listing_are_not_taken_away_by_the_enterprise(found: Any, cast: Any) -> None:
    danger = found(origin="enterprise_self_check", actor=cast["刘洋"], grade="major")
    marks = dict.fromkeys(("hard_to_fix", "high_danger", "mass_casualty", "touches_public_safety"), True)
    danger = act.mark_hidden_danger(actor=cast["刘洋"], hidden_danger=danger, **marks)
    less = marks | {"mass_casualty": False}
    with pytest.raises(Problem, match="不能由企业取消"):
        act.mark_hidden_danger(actor=cast["刘洋"], hidden_danger=danger, **less, reason="不是")
    with pytest.raises(Problem, match="写明理由"):
        act.mark_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **less)
    danger = act.mark_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **less, reason="现场核实无人员聚集")
    assert (danger.mass_casualty, danger.high_danger) == (False, True)


def test_grading_keeps_the_marks_that_stand(found: Any, cast: Any) -> None:
    danger = found(grade="")
    marks = dict.fromkeys(("hard_to_fix", "mass_casualty", "touches_public_safety"), False)
    danger = act.mark_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **marks, high_danger=True)
    danger = act.grade_hidden_danger(actor=cast["张慧"], hidden_danger=danger, grade="general", hard_to_fix=True)
    danger = act.upgrade_hidden_danger(actor=cast["张慧"], hidden_danger=danger, reason="复核", mass_casualty=True)
    assert (danger.hard_to_fix, danger.high_danger, danger.mass_casualty) == (True, True, True)


def test_entrusted_body_sees_it_and_owes_it(assigned: Any, cast: Any, world: Any) -> None:
    danger = assigned()
    other = world.parties["市应急管理局"]
    act.entrust_rectification(actor=cast["张慧"], hidden_danger=danger, entrusted_to=other, reason="企业停业")
    assert on_desks(danger) == {("许昌市应急管理局", date(2026, 3, 31))}


def test_notification_is_numbered_received_and_answered(assigned: Any, cast: Any, world: Any) -> None:
    danger = assigned(enterprise=world.enterprises["禹州演示煤业有限公司"])
    said = {"hidden_danger": danger, "sender": world.parties["市安委办"], "kind": "hand_down", "content": "请督促整改"}
    key = str(world.parties["禹州市应急管理局"].pk)
    sent = [act.send_notification(actor=cast["张慧"], recipient_key=key, **said) for _ in range(2)]
    assert [act.numbered(each) for each in sent] == ["下达〔2026〕1号", "下达〔2026〕2号"]
    assert ("禹州市应急管理局", None) in on_desks(danger)
    with pytest.raises(NotVisible):
        act.withdraw_notification(actor=cast["赵磊"], formal_notification=sent[0], reason="不是我发的")
    with pytest.raises(Problem, match="待签收"):
        act.reply_to_notification(actor=cast["赵磊"], formal_notification=sent[0], content="已督促")
    act.receive_notification(actor=cast["赵磊"], formal_notification=sent[0])
    act.reply_to_notification(actor=cast["赵磊"], formal_notification=sent[0], content="已督促整改")
    assert sent[0].state == "replied"
    act.withdraw_notification(actor=cast["张慧"], formal_notification=sent[1], reason="重复")
    assert on_desks(danger) == {("许昌市安全生产委员会办公室", date(2026, 3, 31))}


def test_a_notification_is_written_as_a_letter(assigned: Any, cast: Any, world: Any) -> None:
    other = world.parties["市应急管理局"]
    said = {"kind": "copy", "content": "该企业由你单位监管，请督促治理。", "reply_due_on": date(2026, 3, 20)}
    sent = act.send_notification(
        actor=cast["张慧"],
        hidden_danger=assigned(),
        sender=world.parties["市安委办"],
        recipient_key=str(other.pk),
        **said,
    )
    filled = fill_letter(cast["张慧"], sent, {})
    assert filled.recipients == ("许昌市应急管理局",)
    assert filled.values["number"] == act.numbered(sent)
    assert (filled.values["kind"], filled.values["content"]) == ("抄告", "该企业由你单位监管，请督促治理")


def test_a_clerk_of_a_county_drafts_the_papers_of_the_dangers_there(assigned: Any, browse: Any, world: Any) -> None:
    danger = assigned(enterprise=world.enterprises["禹州演示煤业有限公司"])
    address = f"/papers/draft/rectification_order/{danger.pk}/"
    assert address in browse("zhaolei").get(f"/hidden-dangers/{danger.pk}/").content.decode()
    page = browse("zhaolei").get(address)
    assert page.status_code == 200
    assert danger.description in page.content.decode()
    assert browse("liuyang").get(address).status_code in (403, 404)


def test_enterprise_reports_by_numbers_and_gets_two_receipts(cast: Any, world: Any) -> None:
    firm = world.enterprises["许昌演示化工有限公司"]
    said = {"enterprise": firm, "kind": "self_report"}
    with pytest.raises(Problem, match="自查自报须选明方式"):
        act.make_report(actor=cast["刘洋"], **said)
    with pytest.raises(Problem, match="至少填写一类"):
        act.make_report(actor=cast["刘洋"], report_form="counted", **said)
    report = act.make_report(actor=cast["刘洋"], report_form="counted", counts={"fire": 3}, **said)
    assert not report.is_on_behalf
    assert removed_counts(cast["张慧"], date(2026, 3, 1), date(2026, 3, 31)) == {"fire": 3}
    assert removed_counts(cast["赵磊"], date(2026, 3, 1), date(2026, 3, 31)) == {}
    assert act.make_report(actor=cast["张慧"], report_form="none_found", **said).is_on_behalf
    act.receive_report(actor=cast["张慧"], hidden_danger_report=report)
    with pytest.raises(Problem, match="已于"):
        act.receive_report(actor=cast["张慧"], hidden_danger_report=report)
    act.present_report(actor=cast["刘洋"], hidden_danger_report=report, workers_congress_received_by="周工")
    assert (report.regulator_received_by, report.workers_congress_received_by) == ("许昌市安全生产委员会办公室", "周工")


def test_major_danger_is_reported_with_its_name(assigned: Any, cast: Any, world: Any) -> None:
    danger, firm = assigned(), world.enterprises["许昌演示化工有限公司"]
    said = {"enterprise": firm, "kind": "major_hidden_danger", "content": "治理情况"}
    with pytest.raises(Problem, match="哪一项"):
        act.make_report(actor=cast["刘洋"], **said)
    with pytest.raises(Problem, match="不是该企业的重大隐患"):
        act.make_report(actor=cast["刘洋"], hidden_danger=danger, **said)


def test_old_register_is_taken_over_as_far_as_its_days_say(cast: Any, world: Any) -> None:
    given = {
        "actor": cast["张慧"],
        "enterprise": world.enterprises["许昌演示化工有限公司"],
        "description": "临边防护缺失",
        "origin": "intermediary_check",
        "grade": "general",
        "found_on": date(2025, 6, 1),
    }
    assert act.take_over_hidden_danger(**given).state == "graded"
    late = act.take_over_hidden_danger(**given, due_on=date(2025, 6, 4))
    assert (late.state, late.is_taken_over) == ("rectifying", True)
    closed = act.take_over_hidden_danger(**given, verified_on=date(2025, 6, 5))
    assert (closed.state, closed.verified_on) == ("closed", date(2025, 6, 5))
    with pytest.raises(Problem, match="先后不合"):
        act.take_over_hidden_danger(**given, verified_on=date(2025, 5, 5))
    act.take_back_hidden_danger(actor=cast["张慧"], hidden_danger=late, reason="导入撤回")
    assert late.state == "withdrawn"
    assert not visible_hidden_dangers(cast["刘洋"], "hidden_danger.take_back").exists()
