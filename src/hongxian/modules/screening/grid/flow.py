"""The life of what a grid tells upwards."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import ESCALATION_STATES, GridEscalation


def _not_the_sender(escalation: GridEscalation, actor: Actor) -> str | None:
    if actor.key == escalation.sent_by:
        return text.NOT_THE_SENDER.format(name=escalation.sent_by_name)
    return None


GRID_ESCALATION = Flow(
    noun="grid_escalation",
    states=ESCALATION_STATES,
    steps=(
        Step("receive", ("sent",), "received", guards=(_not_the_sender,)),
        Step(
            "answer",
            ("received",),
            "answered",
            needs=("answer_kind", "answer", "answered_on"),
            guards=(_not_the_sender,),
        ),
        Step("withdraw", ("sent", "received"), "withdrawn", needs=("reason",)),
    ),
)
