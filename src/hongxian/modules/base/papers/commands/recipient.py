"""Writes of recipients: served, received with a receipt, refused before a witness."""

from __future__ import annotations

from datetime import date

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.flow import RECIPIENT
from hongxian.modules.base.papers.models import WAYS, Recipient


@command("recipient.serve")
def serve_paper(
    *, actor: Actor, recipient: Recipient, way: str, served_on: date, receipt_due_on: date | None = None
) -> Recipient:
    """Enter how and when the paper was served. `receipt_due_on`, if given, is by when the receipt must be back: it is
    the office's own choice, and somebody will be reminded."""
    if way not in WAYS:
        raise Problem(text.UNKNOWN_WAY, field="way")
    _check_day(served_on, "served_on")
    issued = recipient.paper.issued_on
    if issued and served_on < issued:
        raise Problem(text.SERVED_EARLY.format(day=served_on, issued=issued), field="served_on")
    if receipt_due_on and receipt_due_on < served_on:
        raise Problem(text.RECEIPT_EARLY.format(day=receipt_due_on, served=served_on), field="receipt_due_on")
    RECIPIENT.advance(
        recipient,
        "serve",
        actor,
        way=way,
        served_on=served_on,
        receipt_due_on=receipt_due_on,
        served_by_name=actor.name,
    )
    record(recipient, recipient.paper)
    return recipient


@command("recipient.receive")
def receive_paper(*, actor: Actor, recipient: Recipient, received_on: date, receiver: str) -> Recipient:
    """Enter the receipt: by the office when the slip is back, or by the recipient itself."""
    _check_day(received_on, "received_on")
    since = recipient.served_on or recipient.paper.issued_on
    if since and received_on < since:
        raise Problem(text.RECEIVED_EARLY.format(day=received_on, served=since), field="received_on")
    RECIPIENT.advance(recipient, "receive", actor, received_on=received_on, receiver=receiver.strip())
    record(recipient, recipient.paper)
    return recipient


@command("recipient.refuse")
def refuse_paper(*, actor: Actor, recipient: Recipient, refusal: str, witness: str) -> Recipient:
    """Enter that the recipient refused the paper: why, and before whom."""
    RECIPIENT.advance(recipient, "refuse", actor, refusal=refusal.strip(), witness=witness.strip())
    record(recipient, recipient.paper)
    return recipient


def _check_day(day: date, field: str) -> None:
    if day > today():
        raise Problem(text.SERVED_LATER.format(day=day), field=field)
