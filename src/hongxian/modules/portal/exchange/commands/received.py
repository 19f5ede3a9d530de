"""Writes of what comes in: taking records, sending them back later, handing them to the import of their register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.imports import files
from hongxian.kernel.imports.commands import receive_batch
from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.workbook import Head, Table, csv_lines
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands.partners import check_open
from hongxian.modules.portal.exchange.commands.receipts import Receipt
from hongxian.modules.portal.exchange.flow import RECEIVED_RECORD
from hongxian.modules.portal.exchange.judging import Verdict, cell_of, judge, mapped
from hongxian.modules.portal.exchange.models import CountCheck, ExchangeMapping, ExchangePartner, ReceivedRecord
from hongxian.modules.portal.exchange.queries import published, read, received_of, visible_received_records
from hongxian.modules.portal.exchange.values import digest_of

MOST = 500
"""So many records in one call."""
ANSWERS = {"refused": "rejected", "withdrawn": "withdrawn"}
"""What a state here is called on the other side; every other one is `accepted` there."""


@dataclass(frozen=True)
class Incoming:
    """One record as it comes in. Without a `version` it is the next one, unless it says the same as the last."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    action: str = "create"


def receipt_of(row: ReceivedRecord) -> Receipt:
    """What the sender is told of a record."""
    state = ANSWERS.get(row.state, "accepted")
    if row.state == "superseded":
        state = "accepted"
    return Receipt(row.key, state, row.receipt_number, row.reason, row.version)


@command("received_record.receive")
def receive_records(
    *,
    actor: Actor,
    partner: ExchangePartner,
    code: str,
    period: str,
    records: Sequence[Incoming],
    announced: Mapping[str, int] | None = None,
) -> list[Receipt]:
    """Take records of a partner: a receipt for each, in their order. Each is judged by itself; the same key and version
    again gets the same receipt. `announced` is how many the sender says it has sent of the period. Raises `Problem`
    without a published mapping of that code, or at a period of another kind."""
    check_open(partner)
    mapping = published(partner, code, "incoming")
    if mapping is None:
        raise NotVisible(text.NO_MAPPING.format(code=code))
    declared = read(mapping)
    declared.check_period(period)
    keys = {each.key for each in records}
    latest = {each.key: each for each in received_of(partner, code, period).filter(key__in=keys).select_for_update()}
    receipts: list[Receipt | None] = []
    fresh: list[tuple[int, Incoming, int]] = []
    seen: set[str] = set()
    for number, each in enumerate(records):
        found = _known(each, latest.get(each.key), twice=each.key in seen)
        seen.add(each.key)
        receipts.append(found)
        if found is None:
            old = latest.get(each.key)
            fresh.append((number, each, each.version or (old.version + 1 if old else 1)))
    judged = [(each.key, each.values) for _, each, _ in fresh if each.action != "withdraw"]
    verdicts = iter(judge(actor, declared, partner.place, judged))
    rows = []
    for number, each, version in fresh:
        verdict = Verdict() if each.action == "withdraw" else next(verdicts)
        rows.append(_taken(mapping, period, each, version, verdict, latest.get(each.key)))
        receipts[number] = receipt_of(rows[-1])
    check = _announced(partner, code, period, announced)
    record(check, *rows, detail={"received": len(records), "new": len(rows)})
    return [each for each in receipts if each is not None]


def _known(each: Incoming, old: ReceivedRecord | None, *, twice: bool) -> Receipt | None:
    """The receipt of a record that need not be judged; None for one that must be."""
    if twice:
        return Receipt(each.key, "rejected", "", text.KEY_TWICE.format(key=each.key), each.version)
    if old is None:
        if each.action == "withdraw":
            return Receipt(each.key, "withdrawn", "", text.NOTHING_TO_WITHDRAW, each.version)
        return None
    same = old.digest == digest_of(each.values) and (old.action == "withdraw") == (each.action == "withdraw")
    if each.version is None:
        return receipt_of(old) if same else None
    if each.version < old.version:
        return Receipt(each.key, "rejected", "", text.OLDER.format(version=old.version), each.version)
    if each.version == old.version:
        return receipt_of(old) if same else Receipt(each.key, "rejected", "", text.OTHER_CONTENT, each.version)
    return None


def _taken(
    mapping: ExchangeMapping, period: str, each: Incoming, version: int, verdict: Verdict, old: ReceivedRecord | None
) -> ReceivedRecord:
    key = new_key()
    state = "withdrawn" if each.action == "withdraw" else "refused" if verdict.faults else "accepted"
    same = ReceivedRecord.objects.filter(partner=mapping.partner, code=mapping.code, period=period, key=each.key)
    if old is not None:
        same.filter(latest=True).update(latest=False)
        if state != "refused":
            same.filter(state="accepted").update(state="withdrawn" if state == "withdrawn" else "superseded")
    return ReceivedRecord.objects.create(
        id=key,
        partner=mapping.partner,
        mapping=mapping,
        code=mapping.code,
        period=period,
        key=each.key,
        version=version,
        action=each.action,
        values=dict(each.values),
        digest=digest_of(each.values),
        state=state,
        reason=text.SEMICOLON.join(verdict.faults)[:500],
        findings=verdict.findings,
        receipt_number=f"{today():%Y%m%d}-{key.hex[-12:]}",
        received_at=now(),
    )


def _announced(partner: ExchangePartner, code: str, period: str, announced: Mapping[str, int] | None) -> CountCheck:
    check, _ = CountCheck.objects.get_or_create(partner=partner, direction="incoming", code=code, period=period)
    if announced is not None:
        check.told, check.answered_at = dict(announced), now()
        check.save(update_fields=["told", "answered_at"])
    return check


@command("received_record.refuse")
def refuse_received(*, actor: Actor, received_record: ReceivedRecord, reason: str) -> ReceivedRecord:
    """Send back a record that was taken at first, and say why; the other side learns it when it asks for receipts."""
    RECEIVED_RECORD.advance(received_record, "refuse", actor, reason=reason.strip())
    record(received_record, reason=reason)
    return received_record


@command("received_record.transfer")
def transfer_received(*, actor: Actor, partner: ExchangePartner, code: str, period: str) -> Any:
    """Bring what was taken and not yet transferred into its register: as an import batch of the actor's, which is
    checked whole, shows what would change, is carried out and can be undone like any other. Raises `Problem` when the
    mapping names no register or nothing waits."""
    mapping = published(partner, code, "incoming")
    register = register_of(read(mapping).register) if mapping else None
    if mapping is None or register is None:
        raise Problem(text.NO_REGISTER)
    pairs = mapped(read(mapping), register)
    waiting = visible_received_records(actor, "received_record.transfer").filter(
        partner=partner, code=code, period=period, state="accepted"
    )
    rows = list(waiting.exclude(action="withdraw").order_by("key", "pk"))
    if not rows:
        raise Problem(text.NOTHING_TO_TRANSFER)
    table = Table(
        register.key,
        [Head(column.words) for _, column in pairs],
        ([cell_of(each, column, row.values.get(each.name)) for each, column in pairs] for row in rows),
    )
    key = new_key()
    digest, size = files.receive(key, [line.encode() for line in csv_lines(table)])
    name = re.sub(r"[/\\]", " ", text.IMPORT_NAME.format(partner=partner.name, name=mapping.name, period=period))
    batch = receive_batch(actor=actor, key=key, register=register.key, file_name=name, digest=digest, size=size)
    for row in rows:
        RECEIVED_RECORD.advance(row, "transfer", actor, batch=str(key))
    record(rows[0], *rows[1:], detail={"batch": str(key)})
    return batch
