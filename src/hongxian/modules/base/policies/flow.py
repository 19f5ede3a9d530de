"""The life of a pack: two people stand between a draft and what binds."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.models import Pack


def _not_the_loader(pack: Pack, actor: Actor) -> str | None:
    return text.SECOND_PERSON_REVIEWS if actor.key == pack.loaded_by else None


def _not_the_reviewer(pack: Pack, actor: Actor) -> str | None:
    return text.SECOND_PERSON_PUBLISHES if actor.key == pack.reviewed_by else None


PACK = Flow(
    noun="pack",
    states=("draft", "reviewed", "published", "withdrawn"),
    steps=(
        Step("review", ("draft",), "reviewed", guards=(_not_the_loader,)),
        Step("publish", ("reviewed",), "published", guards=(_not_the_reviewer,)),
        Step("withdraw", ("draft", "reviewed", "published"), "withdrawn", needs=("reason",)),
    ),
)
