"""The meetings of the demo world, recorded by their clerks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.responsibility.meetings import commands as meetings

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def record_meeting(world: World, told: Mapping[str, Any], words: Mapping[str, Any], held: date) -> Any:
    """Record one meeting of a plan as its clerk would; one that waits for a second person is confirmed where the plan
    names one. `words` are what the extracts of the plan say, and whose they are."""
    extract = meetings.Extract(
        number=told["number"].format(year=held.year),
        office=words["extract_office"][told["body"]],
        text=words["extract_text"],
    )
    item = meetings.Item(agenda_type=told["type"], title=told["item"], extract=extract, decisions=[words["decision"]])
    body = world.parties[told["body"]]
    meeting = meetings.record_meeting(
        actor=Cast()[told["clerk"]], body=body, held_on=held, title=told["title"], items=[item]
    )
    if meeting.state == "awaiting_confirmation" and "confirmer" in told:
        meeting = meetings.confirm_meeting(actor=Cast()[told["confirmer"]], meeting=meeting)
    return meeting
