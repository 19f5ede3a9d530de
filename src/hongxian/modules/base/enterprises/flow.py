"""The life of a proposed merge: one person proposes it, another decides."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import EnterpriseMerge


def _not_the_proposer(merge: EnterpriseMerge, actor: Actor) -> str | None:
    return text.SECOND_PERSON if actor.key == merge.proposed_by else None


ENTERPRISE_MERGE = Flow(
    noun="enterprise_merge",
    states=("proposed", "confirmed", "refused"),
    steps=(
        Step("confirm", ("proposed",), "confirmed", guards=(_not_the_proposer,)),
        Step("refuse", ("proposed",), "refused", needs=("reason",)),
    ),
)
