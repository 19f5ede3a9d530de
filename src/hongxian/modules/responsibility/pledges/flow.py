"""The life of a round of signing, and of one pledge."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.models import Pledge, PledgeRound


def _another_than_drew_it_up(held: PledgeRound, actor: Actor) -> str | None:
    if actor.key == held.drafted_by:
        return text.ANOTHER_APPROVES.format(name=held.drafted_by_name)
    return None


def _has_links(held: PledgeRound, actor: Actor) -> str | None:
    return None if held.links.exists() else text.LINKS_NEEDED


def _another_than_entered_all(pledge: Pledge, actor: Actor) -> str | None:
    """What only one person has seen must be seen by a second; two who each entered one side have seen it both."""
    entered = {each.recorded_by for each in pledge.signatures.all()}
    if entered == {actor.key}:
        return text.SECOND_PERSON.format(name=actor.name)
    return None


PLEDGE_ROUND = Flow(
    noun="pledge_round",
    states=("draft", "submitted", "open", "closed"),
    steps=(
        Step("submit", ("draft",), "submitted", guards=(_has_links,)),
        Step("approve", ("submitted",), "open", guards=(_another_than_drew_it_up,)),
        Step("return", ("submitted",), "draft", needs=("reason",), guards=(_another_than_drew_it_up,)),
        Step("close", ("open",), "closed"),
    ),
)

PLEDGE = Flow(
    noun="pledge",
    states=(
        "issued",
        "half_signed",
        "awaiting_confirmation",
        "signed",
        "being_replaced",
        "replaced",
        "ended",
        "rejected",
        "withdrawn",
    ),
    steps=(
        Step("sign", ("issued",), "half_signed"),
        Step("countersign", ("half_signed",), "awaiting_confirmation"),
        Step("confirm", ("awaiting_confirmation",), "signed", guards=(_another_than_entered_all,)),
        Step("reject", ("awaiting_confirmation",), "rejected", needs=("reason",), guards=(_another_than_entered_all,)),
        Step("withdraw", ("issued", "half_signed", "awaiting_confirmation"), "withdrawn", needs=("reason",)),
        Step("end", ("signed",), "ended", needs=("reason", "ended_on")),
        Step("replace", ("signed",), "being_replaced", needs=("reason",)),
        Step("retire", ("being_replaced",), "replaced"),
        Step("restore", ("being_replaced",), "signed"),
    ),
)
