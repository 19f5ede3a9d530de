"""The lives of what people put beside a verdict."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.models import Determination, Objection


def _not_who_raised_it(objection: Objection, actor: Actor) -> str | None:
    return text.ANSWERED_BY_ANOTHER if actor.key == objection.raised_by else None


OBJECTION = Flow(
    noun="objection",
    states=("raised", "upheld", "rejected", "withdrawn"),
    steps=(
        Step("uphold", ("raised",), "upheld", needs=("answer",), guards=(_not_who_raised_it,)),
        Step("reject", ("raised",), "rejected", needs=("answer",), guards=(_not_who_raised_it,)),
        Step("withdraw", ("raised",), "withdrawn", needs=("reason",)),
    ),
)


def _not_who_signed_it(determination: Determination, actor: Actor) -> str | None:
    if actor.key == determination.signed_by:
        return text.CONFIRMED_BY_ANOTHER.format(name=determination.signed_by_name)
    return None


DETERMINATION = Flow(
    noun="determination",
    states=("signed", "confirmed", "refused", "withdrawn"),
    steps=(
        Step("confirm", ("signed",), "confirmed", guards=(_not_who_signed_it,)),
        Step("refuse", ("signed",), "refused", needs=("reason",), guards=(_not_who_signed_it,)),
        Step("withdraw", ("signed", "confirmed"), "withdrawn", needs=("reason",)),
    ),
)
