"""`appointment.make`"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.parties.commands import create_post, make_appointment
from hongxian.modules.base.parties.models import Person
from hongxian.modules.base.parties.queries import posts_held

START, END = date(2024, 1, 1), date(2025, 12, 31)


def appoint(cast: Any, post: Any, person: Any, start: date = START, end: date | None = END) -> Any:
    return make_appointment(actor=cast["张慧"], post=post, person=person, valid_from=start, valid_to=end)


def test_both_days_of_the_term_are_included(cast: Any, post: Any, people: Any) -> None:
    appoint(cast, post, people[0])
    held = [bool(posts_held(people[0], day)) for day in (date(2023, 12, 31), START, END, date(2026, 1, 1))]
    assert held == [False, True, True, False]


def test_may_last_one_day_but_not_end_before_it_begins(cast: Any, post: Any, people: Any) -> None:
    assert appoint(cast, post, people[0], START, START).pk
    with pytest.raises(Problem, match="结束日期 2023-12-31 早于开始日期 2024-01-01") as caught:
        appoint(cast, post, people[1], START, date(2023, 12, 31))
    assert caught.value.field == "valid_to"


def test_terms_may_follow_one_another(cast: Any, post: Any, people: Any) -> None:
    appoint(cast, post, people[0])
    assert appoint(cast, post, people[1], date(2026, 1, 1), None).pk
    assert appoint(cast, post, people[1], date(2023, 1, 1), date(2023, 12, 31)).pk


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (END, None),
        (date(2023, 1, 1), START),
        (date(2024, 6, 1), date(2024, 6, 1)),
        (date(2023, 1, 1), None),
    ],
)
def test_refuses_two_at_once_in_a_post_of_one(cast: Any, post: Any, people: Any, start: date, end: Any) -> None:
    appoint(cast, post, people[0])
    with pytest.raises(Problem, match="最多 1 人任职。钱一 已登记自 2024-01-01 至 2025-12-31") as caught:
        appoint(cast, post, people[1], start, end)
    assert caught.value.field == "valid_from"


def test_open_term_says_until_now(cast: Any, post: Any, people: Any) -> None:
    appoint(cast, post, people[0], START, None)
    with pytest.raises(Problem, match="至 今 任该职"):
        appoint(cast, post, people[1], date(2030, 1, 1), None)


def test_post_of_two_seats_takes_two_but_not_three(cast: Any, world: Any, people: Any) -> None:
    two = create_post(actor=cast["张慧"], party=world.parties["市安委办"], kind="staff", name="督查员", seats=2)
    appoint(cast, two, people[0])
    appoint(cast, two, people[1])
    with pytest.raises(Problem, match="最多 2 人任职"):
        appoint(cast, two, world.people["周建国"])


def test_refuses_other_people_and_posts_outside_the_scope(cast: Any, post: Any, people: Any) -> None:
    zhao = cast["赵磊"]
    with pytest.raises(Denied):
        make_appointment(actor=zhao, post=post, person=people[0], valid_from=START)
    here = (Scope(path="410000/411000/411081/"),)
    county = replace(zhao, grants={"appointment.make": here, "person.view": here})
    with pytest.raises(NotVisible):
        make_appointment(actor=county, post=post, person=people[0], valid_from=START)


def test_registers_somebody_new_in_the_same_act(cast: Any, post: Any) -> None:
    term = make_appointment(actor=cast["张慧"], post=post, new_person=" 孟新 ", valid_from=START)
    assert term.person.name == "孟新"
    assert [each.pk for each in posts_held(term.person, START)] == [post.pk]


def test_nobody_is_registered_when_the_appointment_is_refused(cast: Any, post: Any, people: Any) -> None:
    appoint(cast, post, people[0])
    with pytest.raises(Problem, match="最多 1 人任职"):
        make_appointment(actor=cast["张慧"], post=post, new_person="孟新", valid_from=START)
    assert not Person.objects.filter(name="孟新").exists()


@pytest.mark.parametrize("new_person", ["", " "])
def test_refuses_without_anybody(cast: Any, post: Any, new_person: str) -> None:
    with pytest.raises(Problem, match="请在“人员”中选择") as caught:
        make_appointment(actor=cast["张慧"], post=post, new_person=new_person, valid_from=START)
    assert caught.value.field == "new_person"


def test_refuses_two_people_at_once(cast: Any, post: Any, people: Any) -> None:
    with pytest.raises(Problem, match="两项只填一项"):
        make_appointment(actor=cast["张慧"], post=post, person=people[0], new_person="孟新", valid_from=START)


def test_a_known_name_is_another_person_only_if_said_so(cast: Any, post: Any, people: Any) -> None:
    with pytest.raises(Problem, match="名单中已有“钱一”（无任职）") as caught:
        make_appointment(actor=cast["张慧"], post=post, new_person="钱一", valid_from=START)
    assert caught.value.field == "new_person"
    term = make_appointment(actor=cast["张慧"], post=post, new_person="钱一", is_namesake=True, valid_from=START)
    assert term.person_id != people[0].pk


def test_registering_needs_its_own_permission(cast: Any, post: Any) -> None:
    zhang = cast["张慧"]
    grants = {name: scopes for name, scopes in zhang.grants.items() if name != "person.register"}
    with pytest.raises(Denied):
        make_appointment(actor=replace(zhang, grants=grants), post=post, new_person="孟新", valid_from=START)
    assert not Person.objects.filter(name="孟新").exists()
