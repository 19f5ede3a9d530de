"""Who owes a report, who has not reported, who is reminded."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.screening.returns.commands import send_reminder, set_returns
from hongxian.modules.screening.returns.models import ReportingReminder
from hongxian.modules.screening.returns.periods import read_period
from hongxian.modules.screening.returns.queries import computed, reporting_units
from hongxian.modules.screening.returns.registers import only_due, only_unreported

Q1 = read_period("2026-Q1")


def unreported(actor: Any) -> set[str]:
    rows = only_unreported(only_due(reporting_units(actor), "2026-Q1"), (Q1.start, Q1.end))
    return set(rows.values_list("name", flat=True))


def test_what_a_place_sets_prevails_over_what_is_set_above(base: Any, cast: Any, world: Any) -> None:
    assert unreported(cast["张慧"]) == set()
    base()
    everywhere = unreported(cast["张慧"])
    assert {"许昌演示化工有限公司", "禹州演示煤业有限公司"} <= everywhere
    base("411081", high_risk_due="never", above_scale_due="never", other_due="never")
    left = unreported(cast["张慧"])
    assert "禹州演示煤业有限公司" not in left
    assert "许昌演示化工有限公司" in left
    assert unreported(cast["赵磊"]) == set()


def test_a_report_counts_on_the_first_and_last_day_only_for_its_period(
    base: Any, reported: Any, cast: Any, world: Any
) -> None:
    base()
    reported(reported_on=date(2025, 12, 31))
    assert "许昌演示化工有限公司" in unreported(cast["张慧"])
    reported(reported_on=date(2026, 1, 1))
    assert "许昌演示化工有限公司" not in unreported(cast["张慧"])


def test_reports_of_the_first_days_count_for_the_period_before(base: Any, reported: Any, cast: Any, place: Any) -> None:
    base(carried_days=15)
    reported(reported_on=date(2026, 1, 15))
    last, this = (computed(cast["张慧"], place("411000"), read_period(each)) for each in ("2025-Q4", "2026-Q1"))
    assert (last.total.numbers["reported_of_due"], this.total.numbers["reported_of_due"]) == (1, 0)


def test_monthly_reporters_owe_the_quarter_too_but_not_the_other_way(base: Any, cast: Any, place: Any) -> None:
    base(high_risk_due="month", above_scale_due="", other_due="")
    month, quarter = (computed(cast["张慧"], place("411000"), read_period(each)) for each in ("2026-03", "2026-Q1"))
    assert month.total.numbers["due_units"] == quarter.total.numbers["due_units"]
    set_returns(actor=cast["张慧"], place=place("411000"), told={"high_risk_due": "year"}, version=1)
    assert computed(cast["张慧"], place("411000"), Q1).total.numbers["due_units"] == 0


def test_a_reminder_goes_out_once_a_day_to_who_owes(
    base: Any, reported: Any, cast: Any, world: Any, browse: Any
) -> None:
    firm, coal = world.enterprises["许昌演示化工有限公司"], world.enterprises["禹州演示煤业有限公司"]
    with pytest.raises(Problem, match="没有设定"):
        send_reminder(actor=cast["张慧"], enterprise=firm)
    base()
    send_reminder(actor=cast["张慧"], enterprise=firm)
    with pytest.raises(Problem, match="一天只催一次"):
        send_reminder(actor=cast["张慧"], enterprise=firm)
    reported(enterprise=coal)
    with pytest.raises(Problem, match="已经上报"):
        send_reminder(actor=cast["张慧"], enterprise=coal)
    with pytest.raises(NotVisible):
        send_reminder(actor=cast["赵磊"], enterprise=firm)
    with pytest.raises(Denied):
        send_reminder(actor=cast["刘洋"], enterprise=firm)
    assert ReportingReminder.objects.count() == 1
    from hongxian.modules.screening.returns.told import reminded

    told = reminded(str(ReportingReminder.objects.get().pk))
    assert told is not None
    assert "2026 年第 1 季度" in told.title
    assert len(told.organisations) == 1


def test_who_was_reminded_is_no_mistake_of_the_register(base: Any, cast: Any, world: Any, place: Any) -> None:
    from hongxian.modules.base.enterprises.commands import register_enterprise, withdraw_enterprise

    base()
    told = {"ownership": "private", "sector": "manufacturing", "credit_code": "91350100M000100Y43"}
    firm = register_enterprise(actor=cast["张慧"], place=place("411002"), name="许昌试验机械有限公司", **told)
    send_reminder(actor=cast["张慧"], enterprise=firm)
    with pytest.raises(Problem, match="不能按登记有误撤回"):
        withdraw_enterprise(actor=cast["张慧"], enterprise=firm, reason="误")


def test_many_are_reminded_at_once_and_those_who_reported_are_told_apart(
    base: Any, reported: Any, browse: Any, world: Any
) -> None:
    base()
    firm, coal = world.enterprises["许昌演示化工有限公司"], world.enterprises["禹州演示煤业有限公司"]
    reported(enterprise=coal)
    answer = browse("zhanghui").post(
        "/registers/reporting_unit/act/",
        {"command": "reporting_reminder.send", "rows": [str(firm.pk), str(coal.pk)], "back": "/returns/units/"},
    )
    assert "已经上报" in answer.content.decode()
    assert ReportingReminder.objects.filter(enterprise=firm).exists()


def test_settings_are_kept_within_bounds_and_by_compare_and_set(base: Any, cast: Any, place: Any) -> None:
    with pytest.raises(Problem, match="27"):
        base(carried_days=28)
    with pytest.raises(Problem, match="一起填写"):
        base(pace_count=5)
    with pytest.raises(Problem, match="不在可选范围"):
        base(repeat_days=31)
    base()
    with pytest.raises(Stale):
        base()
    with pytest.raises(NotVisible):
        set_returns(actor=cast["赵磊"], place=place("411000"), told={})


def test_an_enterprise_is_told_who_sees_what_it_reports(base: Any, browse: Any, cast: Any, world: Any) -> None:
    base(self_check_treatment="自查发现并按期整改的，不予处罚")
    page = browse("liuyang").get("/returns/seen-by/").content.decode()
    assert "自查发现并按期整改的，不予处罚" in page
    assert "许昌市安全生产委员会办公室" in page
    assert browse("liuyang").get("/returns/units/").status_code == 403
