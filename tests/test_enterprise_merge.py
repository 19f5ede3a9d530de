"""When two entries turn out to be one enterprise, what the rooms hold of the duplicate is found under the one kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

MARCH_31 = date(2026, 3, 31)


@pytest.fixture
def world(world: Any) -> Any:
    """The world with its enterprises."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world


@pytest.fixture
def kept(world: Any) -> Any:
    return world.enterprises["许昌演示化工有限公司"]


@pytest.fixture
def duplicate(world: Any, cast: Any) -> Any:
    """The works entered a second time, in another place, without a credit code."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    given = {"registration_number": "320506600453178", "ownership": "private", "sector": "hazardous_chemicals"}
    return register_enterprise(
        actor=cast["张慧"],
        name="许昌演示化工厂",
        place=place("411081103"),
        **given,
    )


@pytest.fixture
def merge(duplicate: Any, kept: Any, cast: Any, worker: Callable[[], int]) -> Callable[[], Any]:
    """Merge the two, and let the worker work."""
    from hongxian.modules.base.enterprises.commands import confirm_enterprise_merge, propose_enterprise_merge

    def run() -> Any:
        worker()
        made = propose_enterprise_merge(actor=cast["张慧"], duplicate=duplicate, kept=kept, reason="同一家")
        confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=made)
        worker()
        return made

    return run


def test_dangers_and_reports_follow_with_what_is_owed(duplicate: Any, kept: Any, merge: Any, cast: Any) -> None:
    from hongxian.kernel.duties.standing import standing
    from hongxian.kernel.ledger.queries import timeline
    from hongxian.modules.screening.hidden_dangers import commands as act
    from hongxian.modules.screening.hidden_dangers.queries import body_of_enterprise, visible_hidden_dangers

    given = {"actor": cast["张慧"], "enterprise": duplicate, "grade": "general", "origin": "enforcement_inspection"}
    danger = act.register_hidden_danger(description="防火堤破损", **given)
    act.assign_hidden_danger(actor=cast["张慧"], hidden_danger=danger, rectifier="李厂长", due_on=MARCH_31)
    closed = act.register_hidden_danger(
        description="配电柜没有门", removed_on_the_spot=True, rectification="已装上", **given
    )
    report = act.make_report(
        actor=cast["张慧"],
        enterprise=duplicate,
        kind="self_report",
        report_form="none_found",
        reported_on=date(2026, 3, 2),
    )
    merge()
    for row in (danger, closed, report):
        before = row.place_path
        row.refresh_from_db()
        assert row.enterprise_id == kept.pk
        assert timeline(row)[0].entry.event == "hidden_danger.follow_merge"
        assert [each.field for each in timeline(row)[0].changes if each.field == "enterprise_id"]
        assert row.place_path == (kept.place.path if row is report else before)
    own = body_of_enterprise(kept)
    assert [each.organisation for each in standing(f"hidden_danger:{danger.pk}:rectify:")] == [str(own.pk)]
    assert visible_hidden_dangers(cast["刘洋"]).filter(pk__in=[danger.pk, closed.pk]).count() == 2


def test_risk_points_of_one_name_are_told_apart(duplicate: Any, kept: Any, merge: Any, cast: Any) -> None:
    from hongxian.modules.prevention.risks.commands import register_risk_unit
    from hongxian.modules.prevention.risks.models import RiskUnit

    for enterprise, name in ((kept, "罐区"), (duplicate, "罐区"), (duplicate, "锅炉房")):
        register_risk_unit(
            actor=cast["刘洋"].lent("risk_unit.register"), enterprise=enterprise, name=name, risk_unit_kind="place"
        )
    merge()
    assert not RiskUnit.objects.filter(enterprise=duplicate).exists()
    mine = RiskUnit.objects.filter(enterprise=kept)
    assert sorted(mine.values_list("name", flat=True)) == ["罐区", "罐区（原许昌演示化工厂）", "锅炉房"]
    assert set(mine.values_list("place_path", flat=True)) == {kept.place.path}
    assert mine.get(name__contains="原").versions.filter(recorded_to=None, valid_to=None).get().name != "罐区"


def test_a_task_that_both_have_stays_and_the_others_follow(duplicate: Any, kept: Any, merge: Any, cast: Any) -> None:
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.checks import commands as act
    from hongxian.modules.screening.checks.models import CheckTask

    draft = act.draw_up_checklist(
        actor=cast["张慧"], kind="enterprise_hidden_danger_list", title="清单", place=place("411000")
    )
    act.add_item(actor=cast["张慧"], checklist=draft, code="1", title="项目", danger_category="fire")
    act.submit_checklist(actor=cast["张慧"], checklist=draft)
    listed = act.publish_checklist(actor=cast["陈刚"], checklist=draft, published_on=date(2026, 1, 1))
    given = {"actor": cast["张慧"], "checklist": listed, "cadence": "monthly", "starts_on": date(2026, 1, 1)}
    act.set_schedule(enterprise=duplicate, **given)
    act.set_schedule(place=place("411000"), **given)
    act.make_due_tasks()
    merge()
    left = CheckTask.objects.filter(enterprise=duplicate)
    assert [(each.state, each.schedule.enterprise_id) for each in left] == [("cancelled", None)]
    assert CheckTask.objects.filter(enterprise=kept, state="open").count() == 2
