"""Keeping verdicts fresh: recompute what a change may have turned, store what did turn, and only that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.clock.calendar import Calendar
from hongxian.kernel.duties.commands import Owed, reschedule_duty
from hongxian.kernel.duties.queries import duties_from
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.dates import Duration
from hongxian.kernel.rules.population import AsOf, Setting
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.base.parties.queries import party
from hongxian.modules.base.policies.queries import adoptions_on, content_of, values_at
from hongxian.modules.base.policies.queries.choices import pack_titles, precedences_on, years_moved
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.commands import Cause, Finding, Grain, lapse_verdict, turn_verdict
from hongxian.modules.base.verdicts.due_dates import due_date
from hongxian.modules.base.verdicts.judging import (
    Bench,
    Case,
    adoption_of_verdict,
    cases_of,
    judge_case,
    periods_of,
    shift_by,
    stated,
)
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.reach import reach_of

if TYPE_CHECKING:
    from hongxian.kernel.duties.models import Duty
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.policies.models import Adoption

NOTHING_BUT_TIME = Cause()
HOLDERS = ("party",)
"""The fact from which every obligation takes those who owe it."""
JUDGE = system_actor(
    "judge", "verdict.turn", "verdict.lapse", "duty.open", "duty.discharge", "duty.withdraw", "duty.reschedule"
)


def refresh_facts(facts: frozenset[str], cause: Cause, later: frozenset[str] = frozenset()) -> int:
    """Judge again what rests on these facts, wherever a pack binds, but for what rests on the later ones too, of which
    the judge is yet to be told; return how many verdicts turned."""
    turned = 0
    if facts <= later:
        return turned
    for adoption in adoptions_on():
        codes = [code for code, needs in _rests_on(adoption).items() if needs & facts]
        turned += refresh(adoption, codes_left(adoption, codes, later), cause)
    return turned


def codes_left(adoption: Adoption, codes: Iterable[str], later: frozenset[str]) -> list[str]:
    """Those of the obligations that rest on none of the later facts, of which the judge is yet to be told."""
    rests = _rests_on(adoption)
    return [code for code in codes if not rests[code] & later]


def _rests_on(adoption: Adoption) -> dict[str, frozenset[str]]:
    obligations = content_of(adoption.pack).obligations
    return {code: frozenset({*each.needs, *HOLDERS}) for code, each in obligations.items()}


def refresh(adoption: Adoption, codes: Iterable[str] | None = None, cause: Cause = NOTHING_BUT_TIME) -> int:
    """Judge the obligations named (all, if None) again; store those verdicts that turned, let those lapse that bind
    nobody any more; return how many did."""
    named = list(content_of(adoption.pack).obligations if codes is None else codes)
    if not named:
        return 0
    stored = _standing(adoption, named)
    bench = Bench(adoption, AsOf(today()))
    left = {grain: each for grain, each in stored.items() if each.lapsed_at is None}
    turned = 0
    for case in cases_of(adoption, named, bench.as_of):
        left.pop(case.grain, None)
        at = now()
        found, used = judge_case(case, bench=bench)
        outcome = stated(case, found, used, bench.years_moved)
        before = stored.get(case.grain)
        if before is None or before.lapsed_at or any(getattr(before, key) != value for key, value in outcome.items()):
            _turn(case, found, outcome, cause, at)
            turned += 1
    for verdict in left.values():
        lapse_verdict(actor=JUDGE, verdict=verdict, cause=cause)
    return turned + len(left)


def refresh_beside(pack_code: str, cause: Cause) -> int:
    """Judge again what the pack was chosen to prevail over: it began or ceased to bind. Return how many turned."""
    chosen = {each.family for each in precedences_on(today()) if each.pack_code == pack_code}
    turned = 0
    for adoption in adoptions_on() if chosen else ():
        obligations = content_of(adoption.pack).obligations
        turned += refresh(adoption, [code for code, each in obligations.items() if each.entry.family in chosen], cause)
    return turned


def lapse_unbound(cause: Cause = NOTHING_BUT_TIME) -> int:
    """Let the verdicts lapse of packs that bind nowhere any more; return how many did."""
    bound = {adoption.pack_id for adoption in adoptions_on()}
    unbound = list(Verdict.objects.filter(lapsed_at__isnull=True).exclude(pack__in=bound))
    for verdict in unbound:
        lapse_verdict(actor=JUDGE, verdict=verdict, cause=cause)
    return len(unbound)


def refresh_due() -> int:
    """Judge again what time alone may have turned: verdicts whose day has come, and periods that have begun."""
    turned = 0
    day = today()
    for adoption in adoptions_on(day):
        rows = Verdict.objects.filter(pack=adoption.pack, lapsed_at__isnull=True)
        codes = set(rows.filter(next_change_on__lte=day).values_list("obligation", flat=True))
        codes |= _begun(adoption, day, set(rows.values_list("obligation", "period").distinct()))
        if codes:
            turned += refresh(adoption, sorted(codes))
    return turned + lapse_unbound()


def reschedule_duties() -> int:
    """Compute the due dates of open duties again, after the calendar was corrected; return how many moved."""
    return sum(reschedule(adoption) for adoption in adoptions_on())


def reschedule(adoption: Adoption, codes: Iterable[str] | None = None) -> int:
    """Compute the due dates of the open duties again that follow from the obligations named (all, if None)."""
    stored = _standing(adoption, codes)
    duties = duties_from(f"verdict:{each.pk}" for each in stored.values())
    found = {grain: duties.get(f"verdict:{each.pk}") for grain, each in stored.items()}
    owed = {grain: duty for grain, duty in found.items() if duty is not None and duty.state == "open"}
    days, moved = calendar(), 0
    for case in cases_of(adoption, sorted({code for code, _, _ in owed}), AsOf(today())):
        if (duty := owed.get(case.grain)) is not None:
            moved += _reschedule(case, duty, days)
    return moved


def _standing(adoption: Adoption, codes: Iterable[str] | None = None) -> dict[tuple[str, str, str], Verdict]:
    """The verdicts of an adoption on the obligations named (all, if None), by grain; those below a nearer adoption of
    the same pack are not its own."""
    adoptions = list(adoptions_on())
    rows = Verdict.objects.filter(pack=adoption.pack)
    rows = rows if codes is None else rows.filter(obligation__in=codes)
    return {each.grain: each for each in rows if adoption_of_verdict(each, adoptions) == adoption}


def _reschedule(case: Case, duty: Duty, days: Calendar) -> int:
    due = due_date(case.obligation, case.period, days, _values(case), _shift(case))
    new: dict[str, Any] = {
        "due_on": due.on,
        "remind_on": due.remind_on,
        "calculation": due.calculation,
    }
    if all(getattr(duty, name) == value for name, value in new.items()):
        return 0
    reschedule_duty(actor=JUDGE, duty=duty, **new, provisional=False)
    return 1


def _begun(adoption: Adoption, day: date, judged: set[tuple[str, str]]) -> set[str]:
    """Obligations with a period that has begun and was never judged. Those that wait for a register never are."""
    reach = reach_of(adoption, AsOf(day))
    return {
        code
        for code, obligation in content_of(adoption.pack).obligations.items()
        if not obligation.waits
        for ground in reach.grounds(obligation)
        for period in periods_of(obligation, adoption, day, ground.since)
        if (code, period.key if period else "") not in judged
    }


def _turn(case: Case, found: rules.Verdict, outcome: dict[str, Any], cause: Cause, at: datetime) -> None:
    holder = party(case.holder.id)
    period = case.period
    grain = Grain(
        pack=str(case.adoption.pack_id),
        obligation=case.obligation.id,
        party=case.holder.id,
        path=holder.place.path,
        period=period.key if period else "",
        period_label=period.label if period else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
    )
    pack = case.adoption.pack
    label = f"{pack.code}/{pack.version}"
    owed = _owed(case, holder) if _is_owed(case, found) else None
    excuse = text.YIELDS.format(title=pack_titles()[case.yields_to]) if case.yields_to else ""
    finding = Finding(stated=outcome, at=at, pack_label=label, cause=cause, owed=owed, excuse=excuse)
    turn_verdict(actor=JUDGE, grain=grain, finding=finding)


def _is_owed(case: Case, found: rules.Verdict) -> bool:
    """Whether something stands on a desk: an act still owed, or a period that ended unmet, until it is explained.
    What a text merely encourages, and what yields to another pack, is judged and shown, and owed by nobody."""
    if case.obligation.entry.advisory or case.yields_to:
        return False
    return found.outstanding or (case.period is not None and found.status is rules.Status.NOT_MET)


def _owed(case: Case, holder: Party) -> Owed:
    due = due_date(case.obligation, case.period, calendar(), _values(case), _shift(case))
    obligation, pack = case.obligation, case.adoption.pack
    return Owed(
        organisation=str(holder.pk),
        organisation_name=holder.name,
        path=holder.place.path,
        office=str(holder.office_id or ""),
        chaser=str(holder.chaser_id or ""),
        chaser_name=holder.chaser.name if holder.chaser else "",
        title=_title(case),
        clause=obligation.entry.clauses[0].quote,
        clause_source=text.CLAUSE_SOURCE.format(title=pack.title, path=obligation.entry.clauses[0].path),
        due_on=due.on,
        remind_on=due.remind_on,
        calculation=due.calculation,
    )


def _values(case: Case) -> dict[str, Setting]:
    """What the parameters mean there today: they may say by when something is due."""
    return values_at(case.adoption.pack, case.adoption.place, today())


def _shift(case: Case) -> Duration | None:
    return shift_by(years_moved(case.adoption.pack, case.adoption.place, today()))


def _title(case: Case) -> str:
    if case.period is None:
        return case.obligation.title
    return text.PERIOD_IN_TITLE.format(title=case.obligation.title, period=case.period.label)
