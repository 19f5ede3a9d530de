"""Two clerks record the same meeting at the same moment: one meeting, one refusal that says so in Chinese."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import system_actor
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.places.commands import load_places
from hongxian.modules.base.places.divisions import Division
from hongxian.modules.responsibility.meetings.commands import Item, record_meeting
from hongxian.modules.responsibility.meetings.models import AgendaItem, Meeting

pytestmark = pytest.mark.concurrent


def test_one_meeting_and_one_clear_refusal(clock: Any) -> None:
    root = system_actor("builder", "place.load", "party.create")
    (place,) = load_places(actor=root, divisions=[Division("411000", "许昌市", "city", "")], source="试验")
    body = create_party(
        actor=root, place=place, kind="party_standing_committee", name="市委常委会", established_on=date(2016, 1, 1)
    )

    def clerk(name: str) -> Any:
        return lambda: record_meeting(
            actor=system_actor(name, "meeting.record"),
            body=body,
            held_on=date(2026, 3, 2),
            title="市委常委会会议",
            items=[Item(agenda_type="hear_report", title="听取汇报")],
        )

    outcomes = together(clerk("甲"), clerk("乙"))
    problems = [each for each in outcomes if isinstance(each, Problem)]
    assert [type(each) for each in outcomes if not isinstance(each, Problem)] == [Meeting]
    assert len(problems) == 1
    assert "没有重复登记" in problems[0].text
    assert (Meeting.objects.count(), AgendaItem.objects.count()) == (1, 1)
    assert Entry.objects.filter(event="meeting.record").count() == 1
