"""The lives of a version of a checklist, of a task and of a filled sheet."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.models import CHECK_STATES, CHECKLIST_STATES, TASK_STATES, Checklist


def _another_than_drew_it_up(checklist: Checklist, actor: Actor) -> str | None:
    """A list for others needs a second person; an enterprise answers for its own list itself."""
    if checklist.enterprise_id is None and actor.key == checklist.drafted_by:
        return text.SECOND_PERSON.format(name=checklist.drafted_by_name)
    return None


def _has_items(checklist: Checklist, actor: Actor) -> str | None:
    return None if checklist.items.exists() else text.ITEMS_NEEDED


CHECKLIST = Flow(
    noun="checklist",
    states=CHECKLIST_STATES,
    steps=(
        Step("submit", ("draft",), "submitted", guards=(_has_items,)),
        Step("publish", ("submitted",), "published", guards=(_another_than_drew_it_up,)),
        Step("return", ("submitted",), "draft", needs=("reason",)),
        Step("supersede", ("published",), "superseded"),
        Step("end", ("published",), "ended", needs=("reason",)),
        Step("abandon", ("draft",), "abandoned", needs=("reason",)),
    ),
)

CHECK_TASK = Flow(
    noun="check_task",
    states=TASK_STATES,
    steps=(
        Step("finish", ("open",), "done"),
        Step("reopen", ("done", "cancelled"), "open"),
        Step("cancel", ("open",), "cancelled", needs=("reason",)),
    ),
)

CHECK = Flow(
    noun="check",
    states=CHECK_STATES,
    steps=(
        Step("submit", ("open",), "submitted"),
        Step("withdraw", ("open", "submitted"), "withdrawn", needs=("reason",)),
    ),
)
