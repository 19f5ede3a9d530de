"""The map as of a day that has passed."""

from datetime import date
from typing import Any

from hongxian.modules.portal.atlas.tests.test_figures import XUCHANG, sums


def _at(ask: Any, on: str, **said: Any) -> Any:
    figures = ask("zhanghui", "figures", layers="risk,hidden_danger,enterprise", place="411081", on=on, **said)
    return sums(figures["places"])


def test_grades_are_those_of_the_day(risk: Any, world: Any, ask: Any, clock: Any) -> None:
    from hongxian.modules.prevention.risks.commands import assess_risk

    clock.at("2026-01-10 09:00")
    made = risk("窑厂", 3, "火灾")
    clock.at("2026-02-10 09:00")
    said = {"risk_factor": "process", "scoring_method": "direct", "risk_grade": 1, "grade_basis": "扩产"}
    assess_risk(actor=world.root.lent("risk.assess"), risk=made, assessment=said)
    clock.at("2026-03-05 09:00")
    assert _at(ask, "2026-01-09")["risk.grade_3"] == 0
    assert (_at(ask, "2026-02-09")["risk.grade_3"], _at(ask, "2026-02-09")["risk.grade_1"]) == (1, 0)
    assert (_at(ask, "2026-02-10")["risk.grade_3"], _at(ask, "2026-02-10")["risk.grade_1"]) == (0, 1)


def test_open_and_overdue_are_those_of_the_day(danger: Any, cast: Any, ask: Any, clock: Any) -> None:
    from hongxian.modules.screening.hidden_dangers.commands import close_hidden_danger, report_rectified

    clock.at("2026-01-10 09:00")
    made = danger("窑厂", date(2026, 1, 20))
    clock.at("2026-02-01 09:00")
    made = report_rectified(actor=cast["赵磊"], hidden_danger=made, rectification="已清理")
    clock.at("2026-02-05 09:00")
    close_hidden_danger(actor=cast["张慧"], hidden_danger=made, opinion="整改到位")
    clock.at("2026-03-05 09:00")
    expected = {
        "2026-01-09": (0, 0),
        "2026-01-20": (1, 0),
        "2026-01-21": (1, 1),
        "2026-02-01": (1, 0),
        "2026-02-04": (1, 0),
        "2026-02-05": (0, 0),
    }
    for on, (open_then, late) in expected.items():
        found = _at(ask, on)
        assert (found["hidden_danger.open"], found["hidden_danger.overdue"]) == (open_then, late), on


def test_an_extension_granted_later_does_not_heal_the_day_before_it(
    danger: Any, cast: Any, ask: Any, clock: Any
) -> None:
    from hongxian.modules.screening.hidden_dangers.commands import agree_extension, request_extension

    clock.at("2026-01-10 09:00")
    made = danger("窑厂", date(2026, 1, 20))
    clock.at("2026-01-19 09:00")
    asked = request_extension(
        actor=cast["赵磊"], hidden_danger=made, asked_until=date(2026, 3, 31), reason="等配件", measures="专人看守"
    )
    clock.at("2026-01-25 09:00")
    agree_extension(actor=cast["张慧"], extension=asked, agreed_until=date(2026, 3, 31))
    clock.at("2026-03-05 09:00")
    assert _at(ask, "2026-01-22")["hidden_danger.overdue"] == 1
    assert _at(ask, "2026-01-25")["hidden_danger.overdue"] == 0


def test_what_was_entered_later_counts_only_as_known_now(danger: Any, ask: Any, clock: Any) -> None:
    clock.at("2026-02-20 09:00")
    danger("窑厂", found_on=date(2026, 1, 15))
    clock.at("2026-03-05 09:00")
    assert _at(ask, "2026-01-31")["hidden_danger.open"] == 1
    assert _at(ask, "2026-01-31", known="true")["hidden_danger.open"] == 0


def test_stands_where_its_enterprise_stood_that_day(risk: Any, firms: Any, world: Any, ask: Any, clock: Any) -> None:
    from hongxian.modules.base.enterprises.commands import move_enterprise
    from hongxian.modules.base.places.queries import place

    risk("窑厂", 1, "火灾")
    clock.at("2026-02-10 09:00")
    move_enterprise(
        actor=world.root, enterprise=firms["窑厂"], place=place("411002007"), valid_from=date(2026, 2, 10), basis="搬迁"
    )
    clock.at("2026-03-05 09:00")
    assert _at(ask, "2026-02-09")["risk.grade_1"] == 1
    assert _at(ask, "2026-02-10")["risk.grade_1"] == 0


def test_rows_of_a_past_day_are_listed_with_the_way_to_each(danger: Any, ask: Any, browse: Any, clock: Any) -> None:
    clock.at("2026-01-10 09:00")
    made = danger("窑厂")
    clock.at("2026-03-05 09:00")
    drawn = ask("zhanghui", layers="hidden_danger", bbox=XUCHANG, zoom=10, on="2026-01-31")
    (figure,) = drawn["spots"][0]["figures"]
    page = browse("zhanghui").get(figure["href"]).content.decode()
    assert "共 1 条" in page
    assert f"/hidden-dangers/{made.pk}/" in page
    refused = browse("zhanghui").get("/atlas/rows/", {"layers": "hidden_danger", "measure": "dead"})
    assert refused.status_code == 422
    assert "没有“dead”这一项" in refused.content.decode()
