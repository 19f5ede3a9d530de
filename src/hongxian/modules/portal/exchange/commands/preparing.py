"""Writes of preparing a sending: at once where it takes few rows, else by the worker, as whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Max

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
from hongxian.modules.portal.exchange.queries import latest_for, read
from hongxian.modules.portal.exchange.taking import Made, make_records, rows_meant
from hongxian.modules.portal.exchange.values import digest_of

PART = 200
"""So many records go in one call."""
PREPARE = "hongxian.modules.portal.exchange.tasks.prepare"


@command("dispatch.prepare")
def prepare_dispatch(*, actor: Actor, mapping: ExchangeMapping, period: str, again: bool = False) -> Dispatch:
    """Take from the register what is new, changed or gone since the last sending of the period, and make the file if it
    goes as one. More rows than the instance takes at once are taken by the worker, as the actor who asked: then the
    sending is `preparing`. Raises `Problem` when nothing is new, the register cannot be read, or one of the period is
    being prepared."""
    check_open(mapping.partner)
    if mapping.direction != "outgoing":
        raise Problem(text.OTHER_DIRECTION)
    if mapping.state != "published":
        raise Problem(text.NOT_PUBLISHED)
    same = Dispatch.objects.filter(mapping__partner=mapping.partner, mapping__code=mapping.code, period=period)
    if same.filter(state="preparing").exists():
        raise Problem(text.BEING_PREPARED, field="period")
    declared = read(mapping)
    meant = rows_meant(actor, declared, period)
    number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    dispatch = Dispatch(mapping=mapping, period=period, number=number, prepared_by_name=actor.name)
    if meant > settings.EXCHANGE_DIRECT_ROWS:
        dispatch.state, dispatch.rows_meant, dispatch.repeats_rejected = "preparing", meant, again
        dispatch.prepared_by, dispatch.capacity = actor.key, actor.capacity
        dispatch.save(force_insert=True)
        enqueue(PREPARE, dispatch=str(dispatch.pk))
        record(dispatch, detail={"rows": meant})
        return dispatch
    return _fill(dispatch, declared, make_records(actor, declared, period), again=again)


@command("dispatch.finish")
def finish_dispatch(*, actor: Actor, dispatch: Dispatch, records: Iterable[Made]) -> Dispatch:
    """What the worker has taken becomes the content of the sending. Raises `Problem` when nothing is new, or when the
    mapping or the exchange ended meanwhile."""
    mapping = dispatch.mapping
    check_open(mapping.partner)
    if mapping.state != "published":
        raise Problem(text.NOT_PUBLISHED)
    DISPATCH.advance(dispatch, "finish", actor, prepared_at=now())
    return _fill(dispatch, read(mapping), records, again=dispatch.repeats_rejected)


@command("dispatch.fail")
def fail_dispatch(*, actor: Actor, dispatch: Dispatch, fault: str) -> Dispatch:
    """Say why a sending cannot be prepared; another may be asked for."""
    DISPATCH.advance(dispatch, "fail", actor, fault=fault)
    record(dispatch, reason=fault)
    return dispatch


def note_progress(dispatch: Dispatch, taken: int) -> None:
    """Note how many rows the worker has taken. No act: it changes nothing."""
    Dispatch.objects.filter(pk=dispatch.pk).update(rows_taken=taken)


def _fill(dispatch: Dispatch, declared: Declared, records: Iterable[Made], *, again: bool) -> Dispatch:
    mapping = dispatch.mapping
    found = plan(records, latest_for(mapping.partner, mapping.code, dispatch.period), again=again)
    DispatchRecord.objects.filter(pk__in=[each.pk for each in found.gone]).update(state="withdrawn")
    if not found.fresh:
        raise Problem(_nothing(found), field="period")
    dispatch.counts = found.counts()
    if dispatch._state.adding:
        dispatch.save(force_insert=True)
    else:
        dispatch.save(update_fields=["counts"])
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
