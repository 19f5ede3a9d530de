"""The life of a record."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.records import text
from hongxian.modules.base.records.models import LIVE, STATES, Record


def _second_person(record: Record, actor: Actor) -> str | None:
    return text.SECOND_PERSON.format(name=record.recorded_by_name) if actor.key == record.recorded_by else None


RECORD = Flow(
    noun="record",
    states=STATES,
    steps=(
        Step("confirm", ("awaiting_confirmation",), "confirmed", guards=(_second_person,)),
        Step("reject", ("awaiting_confirmation",), "rejected", needs=("reason",), guards=(_second_person,)),
        Step("withdraw", LIVE, "withdrawn", needs=("reason",)),
    ),
)
