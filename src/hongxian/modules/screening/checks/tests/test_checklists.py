"""Lists: ready lists, a second person, versions, items of drafts only, who sees which."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.checks import commands as act
from hongxian.modules.screening.checks.facts import checklists
from hongxian.modules.screening.checks.library import ready_lists
from hongxian.modules.screening.checks.queries import items_of, visible_checklists
from hongxian.modules.screening.hidden_dangers.queries import CATEGORIES

KINDS = ("enterprise_hidden_danger_list", "department_inspection_list")


@pytest.mark.parametrize("key", sorted(ready_lists()))
def test_ready_lists_are_sound(key: str) -> None:
    ready = ready_lists()[key]
    assert "参考清单" in ready.source
    for kind in KINDS:
        items = ready.columns_for(kind)
        assert len(items) >= 5
        assert len({each["code"] for each in items}) == len(items)
        assert {each["danger_category"] for each in items} <= set(CATEGORIES)


def test_a_second_person_publishes(world: Any, cast: Any) -> None:
    draft = act.draw_up_checklist(actor=cast["张慧"], kind=KINDS[1], ready="general", place=place("411000"))
    with pytest.raises(Problem, match="没有选择"):
        act.draw_up_checklist(actor=cast["张慧"], kind=KINDS[1], ready="general")
    assert items_of(draft).filter(code="1.6").exists()
    act.submit_checklist(actor=cast["张慧"], checklist=draft)
    with pytest.raises(Problem, match="须由另一人发布"):
        act.publish_checklist(actor=cast["张慧"], checklist=draft)
    act.publish_checklist(actor=cast["陈刚"], checklist=draft)
    with pytest.raises(Problem, match="只有编制中的清单可以改项目"):
        act.remove_item(actor=cast["张慧"], checklist_item=items_of(draft)[0])


def test_an_enterprise_confirms_its_own_list_in_minutes(world: Any, cast: Any, firm: Any) -> None:
    liu = cast["刘洋"]
    draft = act.draw_up_checklist(actor=liu, kind=KINDS[0], ready="hazardous_chemicals", enterprise=firm)
    act.submit_checklist(actor=liu, checklist=draft)
    own = act.publish_checklist(actor=liu, checklist=draft)
    assert visible_checklists(liu).get() == own
    assert not items_of(own).filter(code="1.4").exists()  # for departments only
    with pytest.raises(Problem, match="应为企业隐患排查清单"):
        act.draw_up_checklist(actor=liu, kind=KINDS[1], ready="general", enterprise=firm)


def test_the_next_version_takes_over_from_its_day(listed: Any, cast: Any) -> None:
    first = listed()
    second = act.draw_up_checklist(actor=cast["张慧"], copied_from=first, next_version=True)
    assert (second.revision, second.items.count()) == (2, 3)
    with pytest.raises(Problem, match="编制中"):
        act.draw_up_checklist(actor=cast["张慧"], copied_from=first, next_version=True)
    act.submit_checklist(actor=cast["张慧"], checklist=second)
    with pytest.raises(Problem, match="应晚于上一版"):
        act.publish_checklist(actor=cast["陈刚"], checklist=second, published_on=date(2026, 1, 1))
    act.publish_checklist(actor=cast["陈刚"], checklist=second, published_on=date(2026, 2, 1))
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("superseded", date(2026, 1, 31))
    for day, held in ((date(2026, 1, 31), first), (date(2026, 2, 1), second)):
        assert checklists(AsOf(day)).rows.get() == held


def test_counties_use_lists_of_the_city_but_cannot_change_them(listed: Any, cast: Any) -> None:
    checklist = listed()
    assert visible_checklists(cast["赵磊"]).get() == checklist
    assert not visible_checklists(cast["赵磊"], "checklist.end").exists()
    with pytest.raises(NotVisible):
        act.draw_up_checklist(actor=cast["赵磊"], copied_from=checklist, next_version=True)
    county = place("411081")
    own = act.draw_up_checklist(actor=cast["赵磊"], kind=KINDS[0], copied_from=checklist, place=county)
    assert (own.place_path, own.revision, own.items.count()) == (county.path, 1, 3)
    assert visible_checklists(cast["刘洋"]).get() == checklist
    theirs = listed(KINDS[1], title="检查")
    assert theirs not in visible_checklists(cast["刘洋"])


def test_an_enterprise_ends_only_what_it_set_itself(listed: Any, cast: Any, firm: Any) -> None:
    checklist, begins = listed(), date(2026, 3, 1)
    given = {"checklist": checklist, "enterprise": firm, "cadence": "weekly", "starts_on": begins}
    theirs = act.set_schedule(actor=cast["张慧"], **given)
    own = act.set_schedule(actor=cast["刘洋"], **given)
    with pytest.raises(NotVisible):
        act.end_schedule(actor=cast["刘洋"], check_schedule=theirs, ends_on=date(2026, 3, 31), reason="不想查了")
    assert act.end_schedule(
        actor=cast["刘洋"], check_schedule=own, ends_on=date(2026, 3, 31), reason="改为每月"
    ).ends_on == date(2026, 3, 31)
    with pytest.raises(Problem, match="须写明由哪个单位检查"):
        act.set_schedule(actor=cast["张慧"], **given | {"checklist": listed(KINDS[1], title="检查")})
