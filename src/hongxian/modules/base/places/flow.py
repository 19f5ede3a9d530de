"""The life of an adjustment of divisions: one person proposes it, another decides."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.places import text
from hongxian.modules.base.places.models import PlaceAdjustment


def _not_the_proposer(adjustment: PlaceAdjustment, actor: Actor) -> str | None:
    return text.SECOND_PERSON if actor.key == adjustment.proposed_by else None


PLACE_ADJUSTMENT = Flow(
    noun="place_adjustment",
    states=("proposed", "confirmed", "refused"),
    steps=(
        Step("confirm", ("proposed",), "confirmed", guards=(_not_the_proposer,)),
        Step("refuse", ("proposed",), "refused", needs=("reason",)),
    ),
)
