"""The life of a duty."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.duties import text
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.flow import Flow, Step


def _is_overdue(duty: Duty, _actor: Actor) -> str | None:
    return None if duty.due_on is not None and duty.due_on < today() else text.NOT_OVERDUE


DUTY = Flow(
    noun="duty",
    states=("open", "done", "explained", "withdrawn"),
    steps=(
        Step("discharge", ("open", "explained"), "done"),
        Step("explain", ("open",), "explained", needs=("explanation",), guards=(_is_overdue,)),
        Step("withdraw", ("open", "explained"), "withdrawn", needs=("reason",)),
        Step("reopen", ("done", "withdrawn"), "open"),
    ),
)
