"""Writes of what the other side answers: receipts of records, and what it holds of a period as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.modules.portal.exchange import desk, text
from hongxian.modules.portal.exchange.commands.partners import check_open
from hongxian.modules.portal.exchange.models import CountCheck, Dispatch, DispatchRecord, ExchangePartner
from hongxian.modules.portal.exchange.queries import matching, records_of

COMPARE = "hongxian.modules.portal.exchange.tasks.compare"
_AT_ONCE = 400
_KEPT = 500
"""So many missing or extra keys are kept by name; of more, the number."""


@dataclass(frozen=True)
class Receipt:
    """What the other side says of one record: `state` is accepted, rejected or withdrawn, `number` its own number.
    Without a `version` the latest is meant."""

    key: str
    state: str
    number: str = ""
    reason: str = ""
    version: int | None = None


@command("count_check.take_receipts")
def take_receipts(
    *,
    actor: Actor,
    partner: ExchangePartner,
    code: str,
    period: str,
    receipts: Sequence[Receipt],
    told: Mapping[str, int] | None = None,
    whole: bool = False,
) -> CountCheck:
    """Note what the other side answered, by our key or its number. `told` are its counts; with `whole` the receipts are
    all it has of the period, so what is missing there and what we never sent is noted too."""
    check, _ = CountCheck.objects.get_or_create(partner=partner, direction="outgoing", code=code, period=period)
    unknown: list[str] = []
    touched: dict[Any, Dispatch] = {}
    for start in range(0, len(receipts), _AT_ONCE):
        part = receipts[start : start + _AT_ONCE]
        unknown += _apply(partner, code, period, part, touched)
    if whole:
        held = {each.key for each in receipts}
        ours = records_of(partner, code, period).filter(state__in=("sent", "accepted", "rejected"))
        keys = ours.exclude(action="withdraw").values_list("key", flat=True)
        check.missing = sorted(key for key in keys if key not in held)[:_KEPT]
    if whole or unknown:
        check.extra = sorted(set(unknown))[:_KEPT]
    if told is not None:
        check.told = dict(told)
    check.answered_at = now()
    check.save(update_fields=["missing", "extra", "told", "answered_at"])
    for dispatch in touched.values():
        desk.settle(dispatch, dispatch.records.filter(state="rejected", latest=True).count())
    record(check, detail={"count": len(receipts), "unknown": len(unknown)})
    return check


def _apply(
    partner: ExchangePartner, code: str, period: str, receipts: Sequence[Receipt], touched: dict[Any, Dispatch]
) -> list[str]:
    """Note receipts on the records they belong to; the keys (or numbers) of those that belong to none."""
    found = matching(partner, code, period, (r.key for r in receipts if r.key), (r.number for r in receipts))
    by_key = {each.key: each for each in found}
    by_number = {each.receipt_number: each for each in found if each.receipt_number}
    changed, unknown = [], []
    for each in receipts:
        row = by_key.get(each.key) if each.key else by_number.get(each.number)
        if row is None:
            unknown.append(each.key or each.number)
        elif each.version in (None, row.version) and row.state in ("sent", "accepted", "rejected", "withdrawn"):
            _note(row, each)
            changed.append(row)
            touched[row.dispatch_id] = row.dispatch
    names = ["state", "reason", "receipt_number", "answered_at", "stands_there"]
    DispatchRecord.objects.bulk_update(changed, names, batch_size=200)
    return unknown


def _note(row: DispatchRecord, receipt: Receipt) -> None:
    row.state = receipt.state
    row.reason = receipt.reason[:500]
    row.receipt_number = receipt.number[:80] or row.receipt_number
    row.answered_at = now()
    if receipt.state == "accepted":
        row.stands_there = True
    elif receipt.state == "withdrawn":
        row.stands_there = False


@command("count_check.ask")
def ask_counts(*, actor: Actor, partner: ExchangePartner, code: str, period: str) -> CountCheck:
    """Have the worker ask the partner's instance what it holds of a period."""
    check_open(partner)
    if partner.channel != "instance" or not partner.url:
        raise Problem(text.URL_NEEDED)
    check, _ = CountCheck.objects.get_or_create(partner=partner, direction="outgoing", code=code, period=period)
    enqueue(COMPARE, partner=str(partner.pk), code=code, period=period)
    record(check)
    return check
