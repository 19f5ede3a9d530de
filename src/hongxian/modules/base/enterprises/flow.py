"""The life of a merge: one person proposes it, another decides; so it is with undoing it."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import EnterpriseMerge


def _not_the_proposer(merge: EnterpriseMerge, actor: Actor) -> str | None:
    return text.SECOND_PERSON if actor.key == merge.proposed_by else None


def _not_the_contester(merge: EnterpriseMerge, actor: Actor) -> str | None:
    return text.UNDO_SECOND_PERSON if actor.key == merge.contested_by else None


ENTERPRISE_MERGE = Flow(
    noun="enterprise_merge",
    states=("proposed", "confirmed", "refused", "contested", "undone"),
    steps=(
        Step("confirm", ("proposed",), "confirmed", guards=(_not_the_proposer,)),
        Step("refuse", ("proposed",), "refused", needs=("reason",)),
        Step("contest", ("confirmed",), "contested", needs=("reason",)),
        Step("undo", ("contested",), "undone", guards=(_not_the_contester,)),
        Step("uphold", ("contested",), "confirmed", needs=("reason",)),
    ),
)
