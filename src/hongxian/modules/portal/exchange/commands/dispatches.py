"""Writes of sendings: preparing, releasing, and what the worker notes about its attempts."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max, Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands.partners import check_open
from hongxian.modules.portal.exchange.declaring import Declared
from hongxian.modules.portal.exchange.files import keep, made_for
from hongxian.modules.portal.exchange.flow import DISPATCH
from hongxian.modules.portal.exchange.models import Dispatch, DispatchRecord, ExchangeMapping
from hongxian.modules.portal.exchange.planning import Plan, plan
from hongxian.modules.portal.exchange.queries import latest_for, read, token_of
from hongxian.modules.portal.exchange.taking import make_records
from hongxian.modules.portal.exchange.values import digest_of

PART = 200
"""So many records go in one call."""
SEND = "hongxian.modules.portal.exchange.tasks.send"


@command("dispatch.prepare")
def prepare_dispatch(*, actor: Actor, mapping: ExchangeMapping, period: str, again: bool = False) -> Dispatch:
    """Take from the register what is new, changed or gone since the last sending of the period, and make the file if it
    goes as one. Raises `Problem` when nothing is, or the register cannot be read."""
    check_open(mapping.partner)
    if mapping.direction != "outgoing":
        raise Problem(text.OTHER_DIRECTION)
    if mapping.state != "published":
        raise Problem(text.NOT_PUBLISHED)
    declared = read(mapping)
    found = plan(make_records(actor, declared, period), latest_for(mapping.partner, mapping.code, period), again=again)
    DispatchRecord.objects.filter(pk__in=[each.pk for each in found.gone]).update(state="withdrawn")
    if not found.fresh:
        raise Problem(_nothing(found), field="period")
    same = Dispatch.objects.filter(mapping__partner=mapping.partner, mapping__code=mapping.code, period=period)
    number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    dispatch = Dispatch.objects.create(
        mapping=mapping, period=period, number=number, counts=found.counts(), prepared_by_name=actor.name
    )
    _save(dispatch, found)
    _make_file(dispatch, declared, found)
    record(dispatch, detail={"counts": dispatch.counts, "digest": dispatch.digest})
    return dispatch


def _nothing(found: Plan) -> str:
    sentences = [text.NOTHING_CHANGED]
    if found.waiting:
        sentences.append(text.STILL_WAITING.format(count=found.waiting))
    if found.rejected:
        sentences.append(text.STILL_REJECTED.format(count=found.rejected))
    return "".join(sentences)


def _save(dispatch: Dispatch, found: Plan) -> None:
    mapping = dispatch.mapping
    keys = [each.key for each in found.fresh]
    for start in range(0, len(keys), 500):
        old = DispatchRecord.objects.filter(
            partner=mapping.partner,
            code=mapping.code,
            period=dispatch.period,
            latest=True,
            key__in=keys[start : start + 500],
        )
        old.filter(state__in=("held", "waiting", "sent")).update(state="superseded")
        DispatchRecord.objects.filter(pk__in=list(old.values_list("pk", flat=True))).update(latest=False)
    part = 0
    for each in found.fresh:
        each.dispatch, each.partner, each.code, each.period = dispatch, mapping.partner, mapping.code, dispatch.period
        if each.state == "waiting":
            each.part, part = part // PART, part + 1
    DispatchRecord.objects.bulk_create(found.fresh, batch_size=500)


def _make_file(dispatch: Dispatch, declared: Declared, found: Plan) -> None:
    """What is sent, under its SHA-256: the file for the other side, or the records that will be sent to it."""
    mapping = dispatch.mapping
    going = [each for each in found.fresh if each.state == "waiting"]
    if mapping.partner.channel == "file" and going:
        rows = [each.values for each in going if each.action != "withdraw"]
        gone = [each.key for each in going if each.action == "withdraw"]
        suffix = "xlsx" if mapping.template or declared.target.get("format") == "workbook" else "csv"
        said = {"name": mapping.name, "period": dispatch.period, "number": dispatch.number, "suffix": suffix}
        dispatch.digest = keep("files", made_for(declared, mapping.template, rows, gone))
        dispatch.file_name = text.FILE_NAME.format(**said)
    else:
        dispatch.digest = digest_of({"records": [[each.key, each.version, each.action, each.digest] for each in going]})
    dispatch.save(update_fields=["digest", "file_name"])


@command("dispatch.release")
def release_dispatch(*, actor: Actor, dispatch: Dispatch) -> Dispatch:
    """Send what was prepared: to an instance the worker sends it part by part; of a file it is noted that it was handed
    over. Of two who release at once, one does. Raises `Problem` without a readable token."""
    partner = dispatch.mapping.partner
    check_open(partner)
    if partner.channel == "instance":
        if not partner.url:
            raise Problem(text.URL_NEEDED)
        if not token_of(partner):
            raise Problem(text.TOKEN_UNREADABLE)
    DISPATCH.advance(dispatch, "release", actor, released_at=now())
    waiting = dispatch.records.filter(state="waiting")
    if partner.channel == "file":
        waiting.update(state="sent", sent_at=now())
    else:
        for part in sorted(set(waiting.order_by().values_list("part", flat=True))):
            enqueue(SEND, dispatch=str(dispatch.pk), part=part)
    record(dispatch)
    return dispatch


@command("dispatch.mark_sent")
def mark_sent(*, actor: Actor, dispatch: Dispatch, part: int) -> list[DispatchRecord]:
    """Note that a part is being sent now, before it is: what is cut off after this is sent again with the same keys and
    versions, which the other side takes once. The records that go; none if all were answered."""
    rows = dispatch.records.filter(part=part, latest=True, state__in=("waiting", "sent"))
    found = list(rows.order_by("pk"))
    if found:
        rows.filter(state="sent").update(retries=F("retries") + 1)
        rows.filter(state="waiting").update(state="sent", sent_at=now())
    record(dispatch, detail={"part": part, "count": len(found)})
    return found


@command("dispatch.note_fault")
def note_fault(*, actor: Actor, dispatch: Dispatch, part: int, fault: str) -> Dispatch:
    """Note why a part was not taken, on each of its records."""
    dispatch.fault = fault
    dispatch.save(update_fields=["fault"])
    unanswered: Any = Q(part=part, state="sent", latest=True)
    dispatch.records.filter(unanswered).update(reason=fault[:500])
    record(dispatch, reason=fault, detail={"part": part})
    return dispatch
