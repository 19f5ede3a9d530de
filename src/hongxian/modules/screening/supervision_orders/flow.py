"""The lives of a supervision order and of a request for more time."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.models import (
    EXTENSION_STATES,
    PLAN,
    STATES,
    OrderExtension,
    SupervisionOrder,
)


def _other_person(order: SupervisionOrder, actor: Actor) -> str | None:
    return text.OTHER_PERSON if order.self_accepted_by and actor.key == order.self_accepted_by else None


def _asks_experts(order: SupervisionOrder, _actor: Actor) -> str | None:
    return None if order.needs_expert else text.NO_EXPERT_STAGE


def _experts_first(order: SupervisionOrder, _actor: Actor) -> str | None:
    return text.EXPERTS_FIRST if order.needs_expert and order.state == "self_accepted" else None


def _not_the_asker(extension: OrderExtension, actor: Actor) -> str | None:
    if actor.key == extension.requested_by:
        return text.NOT_THE_ASKER.format(name=extension.requested_by_name)
    return None


SUPERVISION_ORDER = Flow(
    noun="supervision_order",
    states=STATES,
    steps=(
        Step(
            "issue",
            ("proposed",),
            "issued",
            needs=("due_on", "plan_due_on", "requirements"),
            papers=("supervision_order_notice",),
        ),
        Step("submit_plan", ("issued",), "treating", needs=PLAN),
        Step("self_accept", ("treating",), "self_accepted", needs=("opinion",)),
        Step(
            "expert_accept",
            ("self_accepted",),
            "expert_accepted",
            needs=("opinion", "assessors"),
            guards=(_asks_experts,),
        ),
        Step(
            "accept",
            ("self_accepted", "expert_accepted"),
            "accepted",
            needs=("opinion",),
            guards=(_experts_first, _other_person),
        ),
        Step("return", ("self_accepted", "expert_accepted"), "treating", needs=("reason",), guards=(_other_person,)),
        Step("close", ("accepted",), "closed", needs=("opinion",), papers=("supervision_order_closing",)),
        Step(
            "withdraw",
            ("proposed", "issued", "treating", "self_accepted", "expert_accepted"),
            "withdrawn",
            needs=("reason",),
        ),
    ),
)

ORDER_EXTENSION = Flow(
    noun="order_extension",
    states=EXTENSION_STATES,
    steps=(
        Step("agree", ("requested",), "agreed", needs=("agreed_until",), guards=(_not_the_asker,)),
        Step("refuse", ("requested",), "refused", needs=("reason",), guards=(_not_the_asker,)),
    ),
)
