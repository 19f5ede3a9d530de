"""The lives of mappings, sendings and received records."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.models import DISPATCH_STATES, MAPPING_STATES, RECEIVED_STATES, ExchangeMapping


def _second_person(mapping: ExchangeMapping, actor: Actor) -> str | None:
    return text.SECOND_PERSON.format(name=mapping.drafted_by_name) if actor.key == mapping.drafted_by else None


EXCHANGE_MAPPING = Flow(
    noun="exchange_mapping",
    states=MAPPING_STATES,
    steps=(
        Step("publish", ("draft",), "published", guards=(_second_person,)),
        Step("supersede", ("published",), "superseded"),
        Step("withdraw", ("draft", "published"), "withdrawn", needs=("reason",)),
    ),
)

DISPATCH = Flow(
    noun="dispatch",
    states=DISPATCH_STATES,
    steps=(
        Step("finish", ("preparing",), "prepared"),
        Step("fail", ("preparing",), "failed", needs=("fault",)),
        Step("release", ("prepared",), "released"),
    ),
)

RECEIVED_RECORD = Flow(
    noun="received_record",
    states=RECEIVED_STATES,
    steps=(
        Step("refuse", ("accepted",), "refused", needs=("reason",)),
        Step("transfer", ("accepted",), "transferred"),
    ),
)
