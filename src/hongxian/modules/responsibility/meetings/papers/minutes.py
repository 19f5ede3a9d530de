"""The minutes of a meeting, from its record: items, the extracts of what was said, what was settled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.glossary import term
from hongxian.modules.responsibility.meetings.models import Meeting
from hongxian.modules.responsibility.meetings.papers import text
from hongxian.modules.responsibility.meetings.queries import items_of


def stands(meeting: Meeting) -> bool:
    """Whether the meeting counts as held."""
    return meeting.state in ("recorded", "confirmed")


def red_head(body: str) -> str:
    """What stands before the word for minutes: a body that is a meeting by name is not called one twice."""
    return body if body.endswith(text.MEETING) else f"{body}{text.MEETING}"


def fill_minutes(_actor: Actor, meeting: Meeting, _asked: Mapping[str, Any]) -> Filled:
    """Who met when, about what, and what was settled by whom until when."""
    values = {
        "body": meeting.body.name,
        "red_head": red_head(meeting.body.name),
        "title": meeting.title,
        "held_on": meeting.held_on,
        "session": meeting.session,
        "items": [
            {
                "title": item.title,
                "type": term(f"agenda_type#{item.agenda_type}"),
                "extract": item.extract_text,
                "decisions": [
                    {"content": each.content, "lead": each.lead, "due_on": each.due_on} for each in item.decisions.all()
                ],
            }
            for item in items_of(meeting)
        ],
    }
    return Filled(values)
