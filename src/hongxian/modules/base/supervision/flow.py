"""The life of a rule, and of a decision instead of the rules: one proposes, another confirms."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.models import Deciding


def _second_person(row: Deciding, actor: Actor) -> str | None:
    if actor.key == row.proposed_by:
        return text.SECOND_PERSON.format(name=row.proposed_by_name)
    return None


_STATES = ("proposed", "confirmed", "refused", "ended")
_STEPS = (
    Step("confirm", ("proposed",), "confirmed", guards=(_second_person,)),
    Step("refuse", ("proposed",), "refused", needs=("reason",), guards=(_second_person,)),
    Step("end", ("confirmed",), "ended", needs=("reason", "valid_to")),
)

SUPERVISION_RULE = Flow(noun="supervision_rule", states=_STATES, steps=_STEPS)
SUPERVISION_OVERRIDE = Flow(noun="supervision_override", states=_STATES, steps=_STEPS)
