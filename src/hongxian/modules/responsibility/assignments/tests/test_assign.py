"""Charging a body with a clause: what is refused, who sees it, and the duty that follows."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.duties.queries import desk_of
from hongxian.kernel.duties.tasks import remind_and_escalate
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import AlreadyDone, Denied, NotVisible, Problem
from hongxian.modules.base.places.queries import place
from hongxian.modules.responsibility.assignments.commands import accept_assignment, report_done, withdraw_assignment
from hongxian.modules.responsibility.assignments.desk import duty_of
from hongxian.modules.responsibility.assignments.models import Assignment, Cooperation
from hongxian.modules.responsibility.assignments.queries import overdue, visible_assignments


def test_assignment_comes_onto_the_desk_of_the_lead(assigned: Any, cast: Any) -> None:
    made = assigned()
    duty = duty_of(made)
    assert (duty.state, duty.due_on, duty.organisation_name) == ("open", date(2026, 3, 31), made.lead.name)
    assert "市政府常务会议每季度至少研究部署1次" in duty.clause
    assert duty in desk_of(cast["李强"])
    entry = Entry.objects.get(event="assignment.assign")
    assert {each.kind for each in entry.subjects.all()} == {"assignment", "cooperation"}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"clause_path": "九/（九）"}, "clause_path", "没有“九/（九）”这一条款"),
        ({"clause_path": "一", "obligation": ""}, "clause_path", "是标题"),
        ({"obligation": "XC-40"}, "obligation", "XC-02"),
        ({"due_on": date(2026, 3, 4)}, "due_on", "早于今天"),
        ({"task_text": "  "}, "task_text", "没有填写"),
    ],
)
def test_what_the_text_does_not_have_is_refused(assigned: Any, changes: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Problem, match=words) as refused:
        assigned(**changes)
    assert refused.value.field == field
    assert not Assignment.objects.exists()


def test_due_today_is_allowed_and_not_overdue(assigned: Any, clock: Any) -> None:
    made = assigned(due_on=date(2026, 3, 5))
    assert made not in overdue(Assignment.objects.all())
    clock.at("2026-03-06 09:00")
    assert made in overdue(Assignment.objects.all())


def test_place_where_the_pack_does_not_hold_is_refused(assigned: Any) -> None:
    with pytest.raises(Problem, match="没有在禹州市启用"):
        assigned(place=place("411081"))


def test_lead_cannot_help_itself(assigned: Any, world: Any) -> None:
    with pytest.raises(Problem, match="不能同时作为配合单位"):
        assigned(cooperating=[world.parties["市政府办公室"]])


def test_same_lead_is_charged_once_while_it_lasts(assigned: Any, cast: Any, world: Any) -> None:
    first = assigned()
    with pytest.raises(Problem, match="没有重复登记"):
        assigned(task_text="再来一次")
    assigned(lead=world.parties["市安委办"])
    withdraw_assignment(actor=cast["张慧"], assignment=first, reason="分工调整")
    assert assigned().state == "assigned"
    assert Cooperation.objects.filter(assignment=first).count() == 2


def test_who_may_not_assign_is_denied(assigned: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        assigned(actor=cast["李强"])


def test_office_of_a_county_cannot_assign_in_the_city(assigned: Any, cast: Any) -> None:
    county = replace(cast["张慧"], grants=cast["张慧"].grants | {"assignment.assign": (Scope(path=_yuzhou()),)})
    with pytest.raises(NotVisible):
        assigned(actor=county)


def test_replayed_request_assigns_once(assigned: Any, cast: Any) -> None:
    actor = cast["张慧"].within("one-request")
    assigned(actor=actor)
    with pytest.raises(AlreadyDone):
        assigned(actor=actor)
    assert Assignment.objects.count() == 1


def test_all_who_take_part_see_it_and_nobody_else(assigned: Any, cast: Any, world: Any) -> None:
    made = assigned()
    county_leads = assigned(lead=world.parties["长葛市政府"], cooperating=[])
    seen = {name: set(visible_assignments(cast[name])) for name in ("张慧", "陈刚", "李强", "赵磊", "王静", "刘洋")}
    assert seen["张慧"] == seen["陈刚"] == {made, county_leads}
    assert seen["李强"] == seen["赵磊"] == {made}
    assert seen["王静"] == seen["刘洋"] == set()


def test_helper_cannot_report_for_the_lead_and_the_lead_cannot_accept(assigned: Any, cast: Any) -> None:
    made = assigned()
    with pytest.raises(NotVisible):
        report_done(actor=cast["赵磊"], assignment=made)
    report_done(actor=cast["李强"], assignment=made)
    with pytest.raises(Denied):
        accept_assignment(actor=cast["李强"], assignment=made)


def test_county_that_leads_gets_no_right_of_the_office(assigned: Any, cast: Any, world: Any) -> None:
    made = assigned(lead=world.parties["禹州市政府"], cooperating=[])
    county = replace(cast["张慧"], grants={"assignment.accept": (Scope(path=_yuzhou()),)})
    report_done(actor=cast["赵磊"], assignment=made)
    with pytest.raises(NotVisible):
        accept_assignment(actor=county, assignment=made)


def test_overdue_duty_goes_to_the_office_when_the_lead_has_no_chaser(assigned: Any, cast: Any, clock: Any) -> None:
    made = assigned()
    clock.at("2026-04-01 09:00")
    remind_and_escalate()
    duty = duty_of(made)
    assert duty.escalated_at is not None
    assert duty in desk_of(cast["张慧"])


def _yuzhou() -> str:
    return place("411081").path
