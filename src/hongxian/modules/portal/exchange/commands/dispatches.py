"""Writes of sendings: releasing, sending again, and what the worker notes about its attempts."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands.partners import check_open
from hongxian.modules.portal.exchange.flow import DISPATCH
from hongxian.modules.portal.exchange.models import Dispatch, DispatchRecord, ExchangePartner
from hongxian.modules.portal.exchange.queries import token_of, unanswered

SEND = "hongxian.modules.portal.exchange.tasks.send"


@command("dispatch.release")
def release_dispatch(*, actor: Actor, dispatch: Dispatch) -> Dispatch:
    """Send what was prepared: to an instance the worker sends it part by part; of a file it is noted that it was handed
    over. Of two who release at once, one does. Raises `Problem` without a readable token."""
    partner = dispatch.mapping.partner
    check_open(partner)
    if partner.channel == "instance":
        _check_reachable(partner)
    DISPATCH.advance(dispatch, "release", actor, released_at=now())
    waiting = dispatch.records.filter(state="waiting")
    if partner.channel == "file":
        waiting.update(state="sent", sent_at=now())
    else:
        for part in sorted(set(waiting.order_by().values_list("part", flat=True))):
            enqueue(SEND, dispatch=str(dispatch.pk), part=part)
    record(dispatch)
    return dispatch


@command("dispatch.resend")
def resend_dispatch(*, actor: Actor, dispatch: Dispatch) -> Dispatch:
    """Send what has no answer yet once more, now: after the other side has mended what kept it from taking them. It
    takes the same key and version once. Raises `Problem` where nothing waits for an answer, or by file."""
    partner = dispatch.mapping.partner
    check_open(partner)
    if partner.channel != "instance" or dispatch.state != "released":
        raise Problem(text.RESENT_BY_CALL)
    _check_reachable(partner)
    parts = sorted(set(unanswered(dispatch).order_by().values_list("part", flat=True)))
    if not parts:
        raise Problem(text.ALL_ANSWERED)
    for part in parts:
        enqueue(SEND, dispatch=str(dispatch.pk), part=part)
    record(dispatch, detail={"parts": parts})
    return dispatch


def _check_reachable(partner: ExchangePartner) -> None:
    if not partner.url:
        raise Problem(text.URL_NEEDED)
    if not token_of(partner):
        raise Problem(text.TOKEN_UNREADABLE)


@command("dispatch.mark_sent")
def mark_sent(*, actor: Actor, dispatch: Dispatch, part: int) -> list[DispatchRecord]:
    """Note that a part is being sent now, before it is: what is cut off after this is sent again with the same keys and
    versions, which the other side takes once. The records that go; none if all were answered."""
    rows = unanswered(dispatch).filter(part=part)
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
