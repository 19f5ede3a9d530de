"""What the worker does for the exchange: sending a part of a sending, asking what the other side holds. Broken off at
any moment, each may be begun anew: the other side takes the same key and version once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from hongxian.kernel import calling
from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.calling import NotTaken
from hongxian.kernel.module import resolve
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.problem import AlreadyDone, Problem
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands import (
    Receipt,
    fail_dispatch,
    finish_dispatch,
    mark_sent,
    note_fault,
    note_progress,
    take_receipts,
)
from hongxian.modules.portal.exchange.models import Dispatch, DispatchRecord, ExchangePartner
from hongxian.modules.portal.exchange.queries import dispatch_with, partner_with, read, sent_figures, token_of
from hongxian.modules.portal.exchange.taking import make_records

WORKER = system_actor(
    "exchange", "dispatch.mark_sent", "dispatch.note_fault", "dispatch.fail", "count_check.take_receipts"
)
_MOST_PAGES = 1000
_STATES = ("accepted", "rejected", "withdrawn")


def prepare(delivery: Delivery) -> None:
    """Take the rows of a sending as the one who asked for it, with what that person may see now; say how far it is."""
    dispatch = dispatch_with(str(delivery.args["dispatch"]))
    if dispatch.state != "preparing":
        return
    actor: Actor = resolve(settings.ACTOR_FINDER)(dispatch.prepared_by, dispatch.capacity)
    try:
        if not actor.may("dispatch.prepare"):
            raise Problem(text.MAY_NO_MORE)
        records = make_records(
            actor, read(dispatch.mapping), dispatch.period, progress=lambda taken: note_progress(dispatch, taken)
        )
        lent = actor.lent("dispatch.finish").within(f"message:{delivery.key}")
        finish_dispatch(actor=lent, dispatch=dispatch, records=records)
    except AlreadyDone:
        return
    except Problem as problem:
        fail_dispatch(actor=WORKER, dispatch=dispatch, fault=problem.text)


def send(delivery: Delivery) -> None:
    """Send one part. Raises `NotTaken` when the other side does not take it: the outbox comes back later, and the
    reason stands on the records meanwhile."""
    dispatch = dispatch_with(str(delivery.args["dispatch"]))
    part, partner = int(str(delivery.args["part"])), dispatch.mapping.partner
    if partner.ended_at:
        return
    records = mark_sent(actor=WORKER, dispatch=dispatch, part=part)
    if not records:
        return
    try:
        receipts = _receipts(_post(partner, dispatch, records))
    except NotTaken as error:
        note_fault(actor=WORKER, dispatch=dispatch, part=part, fault=str(error))
        raise
    take_receipts(actor=WORKER, partner=partner, code=dispatch.mapping.code, period=dispatch.period, receipts=receipts)


def _post(partner: ExchangePartner, dispatch: Dispatch, records: list[DispatchRecord]) -> Mapping[str, Any]:
    code, period = dispatch.mapping.code, dispatch.period
    said = {
        "code": code,
        "period": period,
        "sent": sent_figures(partner, code, period)["sent"] + _still_waiting(dispatch),
        "records": [
            {"key": each.key, "version": each.version, "action": each.action, "values": each.values} for each in records
        ],
    }
    return _call(partner, "records", json.dumps(said, ensure_ascii=False).encode())


def _still_waiting(dispatch: Dispatch) -> int:
    """What goes in later parts: the announced number is that of the whole sending."""
    return dispatch.records.filter(state="waiting", latest=True).exclude(action="withdraw").count()


def compare(delivery: Delivery) -> None:
    """Ask what the other side holds of a period, all of it, and note it beside our own counts."""
    args = {name: str(delivery.args[name]) for name in ("partner", "code", "period")}
    partner = partner_with(args["partner"])
    receipts: list[Receipt] = []
    told: dict[str, int] = {}
    after = ""
    for _ in range(_MOST_PAGES):
        asked = {"code": args["code"], "period": args["period"], "after": after, "limit": 500}
        answer = _call(partner, f"receipts?{urlencode(asked)}")
        receipts += _receipts(answer)
        told = {str(name): int(number) for name, number in answer.get("counts", {}).items()}
        after = str(answer.get("next", ""))
        if not after:
            break
    take_receipts(
        actor=WORKER,
        partner=partner,
        code=args["code"],
        period=args["period"],
        receipts=receipts,
        told=told,
        whole=True,
    )


def _call(partner: ExchangePartner, path: str, body: bytes | None = None) -> Mapping[str, Any]:
    token = token_of(partner)
    if not token:
        raise NotTaken(text.TOKEN_UNREADABLE)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
    answer = calling.call(f"{partner.url}/api/v1/exchange/{path}", headers, body)
    try:
        said = json.loads(answer)
    except ValueError as error:
        raise NotTaken(text.NOT_READABLE) from error
    if not isinstance(said, dict):
        raise NotTaken(text.NOT_READABLE)
    return said


def _receipts(answer: Mapping[str, Any]) -> list[Receipt]:
    """The receipts of an answer. Raises `NotTaken` where they are not what was agreed."""
    found = []
    try:
        for each in answer["receipts"]:
            if each["state"] not in _STATES:
                raise NotTaken(text.NOT_READABLE)
            found.append(
                Receipt(str(each["key"]), each["state"], str(each["number"]), str(each["reason"]), int(each["version"]))
            )
    except (KeyError, TypeError, ValueError) as error:
        raise NotTaken(text.NOT_READABLE) from error
    return found
