"""The life of one version of a power list or responsibility list."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.responsibility.power_lists import text
from hongxian.modules.responsibility.power_lists.models import PowerListVersion


def _another_than_drew_it_up(version: PowerListVersion, actor: Actor) -> str | None:
    if actor.key == version.drafted_by:
        return text.SECOND_PERSON.format(name=version.drafted_by_name)
    return None


def _has_items(version: PowerListVersion, actor: Actor) -> str | None:
    return None if version.items.exists() else text.ITEMS_NEEDED


POWER_LIST_VERSION = Flow(
    noun="power_list_version",
    states=("draft", "submitted", "confirmed", "published", "superseded", "ended", "abandoned"),
    steps=(
        Step("submit", ("draft",), "submitted", guards=(_has_items,)),
        Step("confirm", ("submitted",), "confirmed", guards=(_another_than_drew_it_up,)),
        Step("return", ("submitted",), "draft", needs=("reason",), guards=(_another_than_drew_it_up,)),
        Step("publish", ("confirmed",), "published", needs=("published_on", "published_where")),
        Step("supersede", ("published",), "superseded"),
        Step("end", ("published",), "ended", needs=("reason", "ended_on")),
        Step("abandon", ("draft",), "abandoned", needs=("reason",)),
    ),
)
