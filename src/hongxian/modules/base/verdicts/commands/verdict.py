"""Writes of verdicts: each as it turns, with the duty that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, withdraw_duty
from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.parties.queries import paths_of_parties
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.models import Turn, Verdict


@dataclass(frozen=True)
class Grain:
    """Which verdict: pack, obligation, party, period, by their keys, and the place path of the party."""

    pack: str
    obligation: str
    party: str
    path: str
    period: str = ""
    period_label: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True)
class Cause:
    """What made the judge look again: an act, by its event and its ledger entry; if both are empty, only time."""

    event: str = ""
    entry: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found, field by field as `Verdict.STATED` lists them, and the moment at which it was."""

    stated: dict[str, Any]
    at: datetime
    pack_label: str = ""
    cause: Cause = Cause()
    owed: Owed | None = None
    """What stands on the desk; None when nothing is owed. Its subject is filled in with the verdict."""
    excuse: str = ""
    """Why nothing is owed although the verdict would have it, in a sentence; empty where that is not so."""


@command("verdict.turn")
def turn_verdict(*, actor: Actor, grain: Grain, finding: Finding) -> Verdict:
    """Store what was found about one grain, and open, discharge or withdraw its duty accordingly."""
    keys = {
        "pack_id": grain.pack,
        "obligation": grain.obligation,
        "party_id": grain.party,
        "period": grain.period,
    }
    shown = {
        "path": grain.path,
        "period_label": grain.period_label,
        "period_start": grain.period_start,
        "period_end": grain.period_end,
    }
    verdict = Verdict.objects.select_for_update().filter(**keys).first()
    before, because = (verdict.status, verdict.next_change_reason) if verdict else ("", "")
    if verdict is None:
        verdict = Verdict(**keys, **shown)
    for name, value in finding.stated.items():
        setattr(verdict, name, value)
    verdict.turned_at, verdict.lapsed_at = finding.at, None
    if verdict._state.adding:
        verdict.save(force_insert=True)
    else:
        verdict.save(update_fields=[*Verdict.STATED, "turned_at", "lapsed_at"])
    turn = Turn.objects.create(
        verdict=verdict,
        at=finding.at,
        before=before,
        after=verdict.status,
        backfilled=verdict.backfilled,
        event=finding.cause.event,
        entry=finding.cause.entry,
        because="" if finding.cause.event else because,
        next_change_on=verdict.next_change_on,
        next_change_reason=verdict.next_change_reason,
    )
    entry = record(verdict, turn, pack=finding.pack_label, detail={"cause": finding.cause.entry})
    _settle_duty(actor, verdict, finding, finding.cause.entry or str(entry.pk))
    return verdict


@command("verdict.lapse")
def lapse_verdict(*, actor: Actor, verdict: Verdict, cause: Cause) -> Verdict:
    """Judge it no more: nothing binds its party to it now. What it said last stays; its duty is taken off the desk."""
    verdict.lapsed_at, verdict.outstanding = now(), False
    verdict.next_change_on, verdict.next_change_reason = None, ""
    verdict.save(update_fields=["lapsed_at", "outstanding", "next_change_on", "next_change_reason"])
    turn = Turn.objects.create(
        verdict=verdict, at=verdict.lapsed_at, before=verdict.status, event=cause.event, entry=cause.entry
    )
    record(verdict, turn, detail={"cause": cause.entry})
    duty = duty_from(f"verdict:{verdict.pk}")
    if duty is not None and duty.state in ("open", "explained"):
        withdraw_duty(actor=actor, duty=duty, reason=text.BINDS_NO_MORE)
    return verdict


def _settle_duty(actor: Actor, verdict: Verdict, finding: Finding, cause: str) -> None:
    """Put the duty on the desk or take it off. One that was explained stays so until the verdict is cured."""
    source = f"verdict:{verdict.pk}"
    duty = duty_from(source)
    if finding.owed is not None:
        if duty is None or duty.state in ("done", "withdrawn"):
            open_duty(actor=actor, owed=finding.owed.about(source, "verdict", str(verdict.pk)))
    elif duty is not None and duty.state in ("open", "explained"):
        if finding.excuse:
            withdraw_duty(actor=actor, duty=duty, reason=finding.excuse)
        elif verdict.status in ("met", "not_met"):
            discharge_duty(actor=actor, duty=duty, cause=cause)
        else:
            withdraw_duty(
                actor=actor, duty=duty, reason=text.NO_LONGER_OWED.format(status=term(f"status#{verdict.status}"))
            )


@command("verdict.follow_places")
def follow_places(*, actor: Actor) -> int:
    """Give up to 500 verdicts the path that the place of their party has now; return how many. There must be some."""
    lagging = Verdict.objects.exclude(path=F("party__place__path")).order_by("pk")
    keys = list(lagging.values_list("pk", flat=True)[:500])
    path = Subquery(paths_of_parties(OuterRef("party_id")))
    moved = Verdict.objects.filter(pk__in=keys).update(path=path)
    record(*Verdict.objects.filter(pk__in=keys).order_by("pk"))
    return moved
