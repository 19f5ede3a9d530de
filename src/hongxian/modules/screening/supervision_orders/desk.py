"""The duties of a supervision order, each on the desk of the body whose turn it is. They are acts of the system: they
follow from the order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.duties.commands import Owed
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import duties_from, duty_from
from hongxian.kernel.duties.standing import drop, put, settle, standing
from hongxian.kernel.rules.dates import add, parse_duration
from hongxian.modules.base.calendars.queries import reminder
from hongxian.modules.base.parties.queries import party
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.demands import demands
from hongxian.modules.screening.supervision_orders.intervals import Interval, intervals
from hongxian.modules.screening.supervision_orders.models import OrderExtension, SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import is_overdue, owner_of
from hongxian.modules.screening.supervision_orders.terms import counted, source_line

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_SYSTEM = system_actor(
    "supervision_orders", "duty.open", "duty.discharge", "duty.withdraw", "duty.reschedule", "duty.move"
)


def source_of(order: SupervisionOrder, step: str = "") -> str:
    """The source of a duty of the order; without a step the beginning of all of them."""
    return f"supervision_order:{order.pk}:{step}"


def put_proposal(order: SupervisionOrder) -> None:
    """Put before the body that is to issue it that an order was proposed."""
    _on_issuer(order, "issue", text.DUTY_ISSUE, None, [text.NO_LIMIT_STEP])


def put_plan(order: SupervisionOrder) -> None:
    """Put on the desk of the owner that the plan is to be filed."""
    lines = [text.PLAN_STEP.format(day=order.plan_due_on, number=order.order_number)]
    _on_owner(order, "plan", text.DUTY_PLAN, order.plan_due_on, lines)


def put_treatment(order: SupervisionOrder) -> None:
    """Put on the desk of the owner that the treatment is to be finished and acceptance asked for."""
    lines = [text.FINISH_STEP.format(day=order.due_on, number=order.order_number)]
    if agreed := order.extensions.filter(state="agreed").order_by("-pk").first():
        lines.append(text.EXTENDED_STEP.format(before=agreed.due_before, day=order.due_on))
    _on_owner(order, "treat", text.DUTY_TREAT, order.due_on, lines)


def put_report(order: SupervisionOrder) -> None:
    """Put on the desk of the owner the report of the interval that runs, and those of intervals that are over."""
    for each in intervals(order, order.progress.all()):
        known = duty_from(source_of(order, f"report:{each.number}"))
        if each.report is None and (known is None or _is_of(known, each)):
            _put_interval(order, each)


def put_with_owner(order: SupervisionOrder) -> None:
    """Put what stands with the owner on the desk of who owns it now, as the enterprise is one with another or no
    longer."""
    stands = {each.source for each in standing(source_of(order))}
    for step, put_anew in (("plan", put_plan), ("treat", put_treatment)):
        if source_of(order, step) in stands:
            put_anew(order)
    for each in intervals(order, order.progress.all()):
        if source_of(order, f"report:{each.number}") in stands:
            _put_interval(order, each)


def _put_interval(order: SupervisionOrder, interval: Interval) -> None:
    title = text.DUTY_REPORT.replace("{number}", str(interval.number))
    _on_owner(order, f"report:{interval.number}", title, interval.until, interval.calculation)


def put_extension(order: SupervisionOrder, extension: OrderExtension) -> None:
    """Put before the issuer that a request for more time is to be decided, by the day that the terms say."""
    found = counted(order.terms, "extension_reply", today())
    lines = [source_line(order.terms, "extension_reply"), *found.lines] if found else [text.NO_LIMIT_STEP]
    title = text.DUTY_EXTENSION.replace("{until}", str(extension.asked_until))
    due_on = found.due_on if found else None
    _on_issuer(order, f"extension:{extension.pk}", title, due_on, lines, found.provisional if found else False)


def put_acceptance(order: SupervisionOrder) -> None:
    """Put on the desk of the undertaking department (else of the issuer) that experts are to look, or on that of the
    issuer that the government is to accept."""
    if order.needs_expert and order.state == "self_accepted":
        body = order.undertaker or order.issuer
        _put(order, source_of(order, "expert"), body, text.DUTY_EXPERT, None, [text.NO_LIMIT_STEP])
    else:
        _on_issuer(order, "accept", text.DUTY_ACCEPT, None, [text.NO_LIMIT_STEP])


def put_closing(order: SupervisionOrder) -> None:
    """Put before the issuer that the order is to be closed."""
    _on_issuer(order, "close", text.DUTY_CLOSE, None, [text.NO_LIMIT_STEP])


def put_publication(order: SupervisionOrder, kind: str, start: date) -> None:
    """Put before the issuer that the listing or the completion is to be published, where the terms of the place or a
    policy text ask for it; by when, as these say."""
    key = "listing_publication" if kind == "listing" else "closing_publication"
    title = text.DUTY_PUBLISH_LISTING if kind == "listing" else text.DUTY_PUBLISH_COMPLETION
    if found := counted(order.terms, key, start):
        lines = [source_line(order.terms, key), *found.lines]
        _on_issuer(order, f"publish:{kind}", title, found.due_on, lines, found.provisional)
        return
    asked = demands(order.place_path, "publication") if kind == "completion" and order.hidden_danger_id else ()
    if not asked:
        return
    first = asked[0]
    lines = [text.ASKED_STEP.format(obligation=first.obligation, title=first.title)]
    due_on = add(start, parse_duration(first.within)) if first.within else None
    lines.append(text.WITHIN_STEP.format(start=start, day=due_on) if due_on else text.NO_LIMIT_STEP)
    _on_issuer(order, f"publish:{kind}", title, due_on, lines)


def put_overdue(order: SupervisionOrder) -> bool:
    """Put on the desk of the issuer's head that the order is overdue; once for each day set. Whether it was put."""
    source = source_of(order, f"overdue:{order.due_on}")
    if not is_overdue(order) or duty_from(source) is not None:
        return False
    title = text.DUTY_OVERDUE.replace("{day}", str(order.due_on))
    lines = [text.OVERDUE_STEP.format(day=order.due_on, today=today())]
    _put(order, source, order.issuer, title, None, lines, to_head=True)
    return True


def lacking(orders: Iterable[SupervisionOrder]) -> list[SupervisionOrder]:
    """Of the orders, those for which a duty to report or one before the issuer's head is not opened yet."""
    wanted: dict[str, SupervisionOrder] = {}
    for order in orders:
        for each in intervals(order, order.progress.all()):
            if each.report is None:
                wanted[source_of(order, f"report:{each.number}")] = order
        if is_overdue(order):
            wanted[source_of(order, f"overdue:{order.due_on}")] = order
    known = duties_from(wanted)
    return list({order.pk: order for source, order in wanted.items() if source not in known}.values())


def done(source: str, cause: object) -> None:
    """Take what follows from that source off the desk: it was done by that ledger entry."""
    settle(_SYSTEM, source, cause)


def dropped(source: str, reason: str) -> None:
    """Take what follows from that source off the desk: it is no longer owed."""
    drop(_SYSTEM, source, reason)


def _is_of(duty: Duty, interval: Interval) -> bool:
    """Whether a duty stands that must take another day, because the order was received after it was opened."""
    return duty.state == "open" and duty.due_on != interval.until


def _on_owner(order: SupervisionOrder, step: str, shape: str, due_on: date | None, lines: list[str]) -> None:
    """Put it on the enterprise's own desk; where nobody there has an account, the undertaking department (else the
    issuer) is to see to it."""
    body = owner_of(order.enterprise)
    if body is None:
        shape = text.DUTY_SEE_TO.format(what=shape)
        body = order.undertaker or order.issuer
    _put(order, source_of(order, step), body, shape, due_on, lines)


def _on_issuer(
    order: SupervisionOrder,
    step: str,
    shape: str,
    due_on: date | None,
    lines: list[str],
    provisional: bool = False,
) -> None:
    _put(order, source_of(order, step), order.issuer, shape, due_on, lines, provisional)


def _put(
    order: SupervisionOrder,
    source: str,
    body: Party,
    shape: str,
    due_on: date | None,
    lines: list[str],
    provisional: bool = False,
    *,
    to_head: bool = False,
) -> None:
    remind_on, steps = reminder(due_on)
    owed = _owed(order, source, body, shape, to_head)
    day = {"due_on": due_on, "remind_on": remind_on, "calculation": [*lines, *steps], "provisional": provisional}
    put(_SYSTEM, replace(owed, **day))  # type: ignore[arg-type]


def _owed(order: SupervisionOrder, source: str, body: Party, shape: str, to_head: bool) -> Owed:
    held = party(str(body.pk))
    own_office = order.handler_id if held.pk == order.issuer_id and not to_head else None
    chaser = order.issuer if held.pk != order.issuer_id else held.chaser
    return Owed(
        organisation=str(held.pk),
        organisation_name=held.name,
        path=order.place_path,
        title=text.DUTY_TITLE.format(what=shape, where=order.where, subject=order.subject_words),
        clause=order.requirements or order.subject_words,
        clause_source=order.order_number or text.PROPOSED_SOURCE.format(issuer=order.issuer.name),
        source=source,
        subject_kind="supervision_order",
        subject_key=str(order.pk),
        office=str(own_office or held.office_id or ""),
        chaser=str(chaser.pk) if chaser else "",
        chaser_name=chaser.name if chaser else "",
    )
