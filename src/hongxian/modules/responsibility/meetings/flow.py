"""The life of a meeting's record."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.models import Meeting


def _second_person(meeting: Meeting, actor: Actor) -> str | None:
    if actor.key in {meeting.recorded_by, meeting.evidence_by}:
        return text.SECOND_PERSON.format(name=meeting.recorded_by_name)
    return None


MEETING = Flow(
    noun="meeting",
    states=("recorded", "awaiting_confirmation", "confirmed", "rejected", "withdrawn"),
    steps=(
        Step("confirm", ("awaiting_confirmation",), "confirmed", guards=(_second_person,)),
        Step("reject", ("awaiting_confirmation",), "rejected", needs=("reason",), guards=(_second_person,)),
        Step("withdraw", ("recorded", "awaiting_confirmation", "confirmed"), "withdrawn", needs=("reason",)),
    ),
)
