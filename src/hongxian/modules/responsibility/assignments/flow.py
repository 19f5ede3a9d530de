"""The life of an assignment."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.models import Assignment


def _other_person(assignment: Assignment, actor: Actor) -> str | None:
    if actor.key == assignment.reported_by:
        return text.OTHER_PERSON.format(name=assignment.reported_by_name)
    return None


ASSIGNMENT = Flow(
    noun="assignment",
    states=("assigned", "reported", "returned", "accepted", "withdrawn"),
    steps=(
        Step("report_done", ("assigned", "returned"), "reported"),
        Step("accept", ("reported",), "accepted", guards=(_other_person,)),
        Step("return", ("reported",), "returned", needs=("reason",), guards=(_other_person,)),
        Step("withdraw", ("assigned", "reported", "returned"), "withdrawn", needs=("reason",)),
    ),
)
