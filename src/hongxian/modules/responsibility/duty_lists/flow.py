"""The life of a duty list's record."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.responsibility.duty_lists import text
from hongxian.modules.responsibility.duty_lists.models import DutyList


def _second_person(duty_list: DutyList, actor: Actor) -> str | None:
    if actor.key == duty_list.recorded_by:
        return text.SECOND_PERSON.format(name=duty_list.recorded_by_name)
    return None


DUTY_LIST = Flow(
    noun="duty_list",
    states=("recorded", "awaiting_confirmation", "confirmed", "rejected"),
    steps=(
        Step("confirm", ("awaiting_confirmation",), "confirmed", guards=(_second_person,)),
        Step("reject", ("awaiting_confirmation",), "rejected", needs=("reason",), guards=(_second_person,)),
    ),
)
