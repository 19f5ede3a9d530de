"""More time for a treatment: asked for in time, decided by the body that supervises."""

from __future__ import annotations

from datetime import date
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.inputs import said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands.checking import held, in_state
from hongxian.modules.screening.supervision_orders.desk import done, dropped, put_extension, put_treatment, source_of
from hongxian.modules.screening.supervision_orders.flow import ORDER_EXTENSION
from hongxian.modules.screening.supervision_orders.models import OrderExtension, SupervisionOrder
from hongxian.modules.screening.supervision_orders.terms import counted, source_line

_STATES = ("issued", "treating")


@command("order_extension.request")
def request_order_extension(
    *, actor: Actor, supervision_order: SupervisionOrder, asked_until: date, reason: str, measures: str
) -> OrderExtension:
    """Ask for more time, with the reason and what keeps people safe meanwhile. Raises `Problem` once the last day for
    asking is over, which it explains with its source and count; one request is open at a time."""
    in_state(supervision_order, _STATES, text.EXTENSION_STATE)
    held(supervision_order)
    due_on = supervision_order.due_on
    if due_on is None:
        raise Problem(text.NO_DAY)
    lines = _in_time(supervision_order, due_on)
    _later(asked_until, due_on, "asked_until")
    _within_longest(supervision_order, asked_until, "asked_until")
    if pending := supervision_order.extensions.filter(state="requested").first():
        day = pending.requested_at.astimezone(LOCAL).date()
        raise Problem(text.EXTENSION_PENDING.format(name=pending.requested_by_name, day=day))
    extension = OrderExtension.objects.create(
        supervision_order=supervision_order,
        due_before=due_on,
        asked_until=asked_until,
        reason=said("reason", reason),
        measures=said("measures", measures),
        calculation=lines,
        requested_at=now(),
        requested_by=actor.key,
        requested_by_name=actor.name,
    )
    record(extension, reason=extension.reason)
    put_extension(supervision_order, extension)
    return extension


@command("order_extension.agree")
def agree_order_extension(
    *, actor: Actor, order_extension: OrderExtension, agreed_until: date, reason: str = ""
) -> OrderExtension:
    """Give more time, until the day asked for or another one later than now; it becomes the day of the order."""
    order = order_extension.supervision_order
    in_state(order, _STATES, text.EXTENSION_STATE)
    held(order)
    if order.due_on != order_extension.due_before:
        raise Problem(text.EXTENSION_DAY_MOVED.format(before=order_extension.due_before, now=order.due_on))
    _later(agreed_until, order_extension.due_before, "agreed_until")
    _within_longest(order, agreed_until, "agreed_until")
    ORDER_EXTENSION.advance(order_extension, "agree", actor, agreed_until=agreed_until, **_decided(actor, reason))
    SupervisionOrder.objects.filter(pk=order.pk).update(due_on=agreed_until)
    order.refresh_from_db()
    entry = record(order_extension, order, reason=reason.strip())
    done(source_of(order, f"extension:{order_extension.pk}"), entry.pk)
    dropped(source_of(order, "overdue:"), text.EXTENDED_NOT_OVERDUE.format(day=agreed_until))
    put_treatment(order)
    return order_extension


@command("order_extension.refuse")
def refuse_order_extension(*, actor: Actor, order_extension: OrderExtension, reason: str) -> OrderExtension:
    """Give no more time, with the reason; the day stays what it is."""
    ORDER_EXTENSION.advance(order_extension, "refuse", actor, {"reason": reason.strip()}, **_decided(actor, reason))
    entry = record(order_extension, reason=reason.strip())
    done(source_of(order_extension.supervision_order, f"extension:{order_extension.pk}"), entry.pk)
    return order_extension


def last_day_to_ask(order: SupervisionOrder) -> tuple[date | None, list[str]]:
    """Up to which day more time may be asked for, and how that was counted: by the terms of the order, else until its
    day. None where it has no day."""
    if order.due_on is None:
        return None, []
    found = counted(order.terms, "extension_lead", order.due_on, before=True)
    if found is None:
        return order.due_on, [text.NO_LEAD_STEP.format(day=order.due_on)]
    return found.due_on, [source_line(order.terms, "extension_lead"), *found.lines]


def _in_time(order: SupervisionOrder, due_on: date) -> list[str]:
    latest, lines = last_day_to_ask(order)
    if latest is not None and today() > latest:
        words = text.ASKED_TOO_LATE.format(latest=latest, today=today(), due=due_on, lines=text.STEPS.join(lines))
        raise Problem(words)
    return lines


def _later(found: date, due_on: date, field: str) -> None:
    if found <= due_on:
        raise Problem(text.EXTENSION_NOT_LATER.format(found=found, due=due_on), field=field)


def _within_longest(order: SupervisionOrder, found: date, field: str) -> None:
    longest = counted(order.terms, "longest_limit", order.ordered_on) if order.ordered_on else None
    if longest is not None and found > longest.due_on:
        source = source_line(order.terms, "longest_limit")
        raise Problem(text.TOO_LONG.format(found=found, latest=longest.due_on, source=source), field=field)


def _decided(actor: Actor, reason: str) -> dict[str, Any]:
    return {"decided_at": now(), "decided_by_name": actor.name, "decision_reason": reason.strip()}
