"""Two clerks fill the one seat of a post at the same moment: one holder, one refusal that names him."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import system_actor
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.base.parties.commands import create_party, create_post, make_appointment, register_person
from hongxian.modules.base.parties.models import Appointment
from hongxian.modules.base.places.commands import load_places
from hongxian.modules.base.places.divisions import Division

pytestmark = pytest.mark.concurrent


def test_one_holder_and_one_clear_refusal(clock: Any) -> None:
    root = system_actor(
        "builder", "place.load", "party.create", "post.create", "person.register", "person.view", "appointment.make"
    )
    (place,) = load_places(actor=root, divisions=[Division("411000", "许昌市", "city", "")], source="试验")
    party = create_party(actor=root, place=place, kind="government", name="市政府", established_on=date(2016, 1, 1))
    post = create_post(actor=root, party=party, kind="mayor", name="市长", is_leadership=True)
    people = [register_person(actor=root, name=name) for name in ("甲", "乙")]

    def clerk(person: Any) -> Any:
        return lambda: make_appointment(actor=root, post=post, person=person, valid_from=date(2026, 3, 1))

    outcomes = together(*(clerk(person) for person in people))
    problems = [each for each in outcomes if isinstance(each, Problem)]
    assert len(problems) == 1
    holder = Appointment.objects.get()
    assert f"{holder.person.name} 已登记自 2026-03-01 至 今 任该职" in problems[0].text
