"""REST of supervision orders: the same queries and commands as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from hongxian.kernel.actor import path_range
from hongxian.kernel.offering import offer_acts
from hongxian.kernel.paging import page
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.supervision_orders import commands
from hongxian.modules.screening.supervision_orders.api.schemas import (
    AgreeIn,
    ExpertIn,
    ExtensionIn,
    ExtensionOut,
    IntervalOut,
    IssueIn,
    LogIn,
    MadeOut,
    OpinionIn,
    OrderOut,
    OrdersOut,
    PageQuery,
    PlanIn,
    ProgressIn,
    ProposeIn,
    PublishIn,
    ReasonIn,
    ReceiveIn,
    SelfIn,
    StepsOut,
)
from hongxian.modules.screening.supervision_orders.flow import SUPERVISION_ORDER
from hongxian.modules.screening.supervision_orders.intervals import intervals
from hongxian.modules.screening.supervision_orders.models import OrderExtension, SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import (
    NEWEST_FIRST,
    overdue,
    visible_order_extensions,
    visible_progress,
    visible_supervision_orders,
)

router = Router()


@router.get("", response=OrdersOut)
def list_supervision_orders(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The orders within one's scope."""
    actor = actor_of(request)
    rows = visible_supervision_orders(actor)
    if query.place:
        place = within(visible_places(actor, "supervision_order.view"), query.place)
        rows = rows.filter(path_range("place_path", place.path))
    conditions = {"state": query.state, "enterprise": query.enterprise, "issuer": query.issuer}
    rows = rows.filter(**{name: value for name, value in conditions.items() if value is not None})
    found = page(overdue(rows) if query.overdue else rows, NEWEST_FIRST, after=query.after, limit=query.limit)
    return {"supervision_orders": found.rows, "next": found.older}


@router.post("", response={201: OrderOut})
def post_supervision_order(request: HttpRequest, said: ProposeIn) -> Status[SupervisionOrder]:
    """Propose an order."""
    actor, permission = actor_of(request), "supervision_order.propose"
    given: dict[str, Any] = {"issuer_key": str(said.issuer), "reason": said.reason}
    given |= {"accident_key": said.accident, "accident_words": said.accident_words}
    if said.hidden_danger is not None:
        given["hidden_danger"] = within(visible_hidden_dangers(actor, permission), said.hidden_danger)
    if said.enterprise is not None:
        given["enterprise"] = within(visible_enterprises(actor, permission), said.enterprise)
    if said.place:
        given["place"] = within(visible_places(actor, permission), said.place)
    return Status(201, commands.propose_supervision_order(actor=actor, **given))


@router.get("/{uuid:key}", response=OrderOut)
def get_supervision_order(request: HttpRequest, key: UUID) -> SupervisionOrder:
    """One order within one's scope."""
    return _order(request, key)


@router.get("/{uuid:key}/steps", response=StepsOut)
def get_order_steps(request: HttpRequest, key: UUID) -> dict[str, object]:
    """What one may do with it now."""
    order = _order(request, key)
    return {"steps": [step.verb for step in SUPERVISION_ORDER.open_to(actor_of(request), order)]}


@router.get("/{uuid:key}/intervals", response=list[IntervalOut])
def get_order_intervals(request: HttpRequest, key: UUID) -> list[dict[str, object]]:
    """For which intervals progress was reported, and which are missing."""
    order = _order(request, key)
    reports = visible_progress(actor_of(request)).filter(supervision_order=order)
    return [
        {
            "number": each.number,
            "since": each.since,
            "until": each.until,
            "reported_on": each.report.reported_on if each.report else None,
            "missing": each.missing,
        }
        for each in intervals(order, reports)
    ]


@router.post("/{uuid:key}/issue", response=OrderOut)
def issue_order(request: HttpRequest, key: UUID, said: IssueIn) -> SupervisionOrder:
    """Issue it under a number."""
    return commands.issue_supervision_order(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/receive", response=OrderOut)
def receive_order(request: HttpRequest, key: UUID, said: ReceiveIn) -> SupervisionOrder:
    """Put down the receipt."""
    return commands.receive_supervision_order(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/submit-plan", response=OrderOut)
def submit_order_plan(request: HttpRequest, key: UUID, said: PlanIn) -> SupervisionOrder:
    """File the plan."""
    return commands.submit_plan(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/progress", response={201: MadeOut})
def post_order_progress(request: HttpRequest, key: UUID, said: ProgressIn) -> Status[Any]:
    """Report progress."""
    return Status(201, commands.report_progress(**_upon(request, key), **said.dict()))


@router.post("/{uuid:key}/self-accept", response=OrderOut)
def self_accept_order(request: HttpRequest, key: UUID, said: SelfIn) -> SupervisionOrder:
    """Assess one's own treatment and ask for acceptance."""
    return commands.accept_by_self(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/expert-accept", response=OrderOut)
def expert_accept_order(request: HttpRequest, key: UUID, said: ExpertIn) -> SupervisionOrder:
    """Put down what experts found."""
    return commands.accept_by_experts(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/accept", response=OrderOut)
def accept_order(request: HttpRequest, key: UUID, said: OpinionIn) -> SupervisionOrder:
    """Accept for the government."""
    return commands.accept_by_government(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/return", response=OrderOut)
def return_order(request: HttpRequest, key: UUID, said: ReasonIn) -> SupervisionOrder:
    """Send it back to be treated further."""
    return commands.return_supervision_order(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/close", response=OrderOut)
def close_order(request: HttpRequest, key: UUID, said: OpinionIn) -> SupervisionOrder:
    """Close it."""
    return commands.close_supervision_order(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/withdraw", response=OrderOut)
def withdraw_order(request: HttpRequest, key: UUID, said: ReasonIn) -> SupervisionOrder:
    """Take it back."""
    return commands.withdraw_supervision_order(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/logs", response={201: MadeOut})
def post_order_log(request: HttpRequest, key: UUID, said: LogIn) -> Status[Any]:
    """Put down something done to supervise."""
    return Status(201, commands.add_log(**_upon(request, key), **said.dict()))


@router.post("/{uuid:key}/publications", response={201: MadeOut})
def post_order_publication(request: HttpRequest, key: UUID, said: PublishIn) -> Status[Any]:
    """Publish it."""
    return Status(201, commands.publish_order(**_upon(request, key), **said.dict()))


@router.post("/{uuid:key}/extensions", response={201: ExtensionOut})
def post_order_extension(request: HttpRequest, key: UUID, said: ExtensionIn) -> Status[OrderExtension]:
    """Ask for more time."""
    return Status(201, commands.request_order_extension(**_upon(request, key), **said.dict()))


@router.post("/extensions/{uuid:key}/agree", response=ExtensionOut)
def agree_to_order_extension(request: HttpRequest, key: UUID, said: AgreeIn) -> OrderExtension:
    """Give more time."""
    actor = actor_of(request)
    extension = within(visible_order_extensions(actor), key)
    return commands.agree_order_extension(actor=actor, order_extension=extension, **said.dict())


@router.post("/extensions/{uuid:key}/refuse", response=ExtensionOut)
def refuse_an_order_extension(request: HttpRequest, key: UUID, said: ReasonIn) -> OrderExtension:
    """Give no more time."""
    actor = actor_of(request)
    extension = within(visible_order_extensions(actor), key)
    return commands.refuse_order_extension(actor=actor, order_extension=extension, **said.dict())


offer_acts(
    router,
    "supervision_order.take_over",
    "supervision_order.decide_unit",
    "supervision_term.choose",
    "supervision_term.set",
    "supervision_term.confirm",
    "supervision_term.end",
)


def _order(request: HttpRequest, key: UUID) -> SupervisionOrder:
    order: SupervisionOrder = within(visible_supervision_orders(actor_of(request)), key)
    return order


def _upon(request: HttpRequest, key: UUID) -> dict[str, Any]:
    return {"actor": actor_of(request), "supervision_order": _order(request, key)}
