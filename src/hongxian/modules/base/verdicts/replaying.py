"""Replay: judge a stored verdict again from its own pack, parameters and times, and say whether it comes out alike.

Facts typed in after the verdict turned are seen through: only what was known at that moment is asked. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.glossary import term
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.dates import Period
from hongxian.kernel.rules.judge import judge
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf, Leaf, Op, Row, Setting
from hongxian.modules.base.policies.queries import content_of, shown_value, typed_value
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.judging import Case, case_of, judge_case, shift_by
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.seen import as_seen

_ROWS = 10


@dataclass(frozen=True)
class Difference:
    """One thing that came out otherwise, in words: what is stored, what was found."""

    label: str
    stored: str
    found: str


@dataclass(frozen=True)
class Replay:
    """What a replay gave. `problem` says why there could be none; `differences` is empty when all agrees.

    `now` is the verdict as it would be found today, and `changes` say, in sentences, what changed since.
    """

    verdict: Verdict
    as_of: AsOf
    found: rules.Verdict | None = None
    problem: str = ""
    differences: tuple[Difference, ...] = ()
    now: rules.Verdict | None = None
    changes: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether status, counts and digest came out as they are stored."""
        return self.found is not None and not self.differences


def replay(actor: Actor, verdict: Verdict) -> Replay:
    """Judge again with the stored pack, parameters and moment; compare; say what changed since that moment, as far as
    the actor may see the rows."""
    as_of = moment_of(verdict)
    try:
        content = content_of(verdict.pack)
    except Problem as problem:
        return Replay(verdict, as_of, problem=problem.text)
    obligation = content.obligations[verdict.obligation]
    holder = _holder(verdict, as_of)
    found = None if holder is None else _judged(verdict, obligation, holder, as_of)
    case = case_of(verdict)
    now, used = judge_case(case) if case else (None, {})
    return Replay(
        verdict,
        as_of,
        found=found,
        problem="" if found else text.HOLDER_GONE.format(name=verdict.party.name, day=as_of.valid_on),
        differences=tuple(_differences(verdict, found)) if found else (),
        now=now,
        changes=tuple(_changes(actor, verdict, case, now, used)),
    )


def moment_of(verdict: Verdict) -> AsOf:
    """The two times at which the verdict was judged: its day, and what was known at its moment."""
    return AsOf(verdict.turned_at.astimezone(LOCAL).date(), verdict.turned_at)


def _holder(verdict: Verdict, as_of: AsOf) -> Row | None:
    rows = (
        RoomFacts(verdict.path)
        .population("party", as_of)
        .filter(Leaf("id", Op.IS, str(verdict.party_id)))
        .page(None, 1)
    )
    return rows[0] if rows else None


def _judged(verdict: Verdict, obligation: Obligation, holder: Row, as_of: AsOf) -> rules.Verdict:
    values: dict[str, Setting] = {
        key: typed_value(obligation.parameters[key], value) for key, value in verdict.parameters.items()
    }
    return judge(
        obligation,
        holder=holder,
        period=_period(verdict),
        facts=RoomFacts(verdict.path),
        parameters=values,
        as_of=as_of,
        pack_effective=verdict.pack.effective_from,
        shift=shift_by(verdict.years_moved),
    )


def _period(verdict: Verdict) -> Period | None:
    if verdict.period_start is None or verdict.period_end is None:
        return None
    return Period(verdict.period, verdict.period_start, verdict.period_end, verdict.period_label)


def _differences(verdict: Verdict, found: rules.Verdict) -> Iterator[Difference]:
    again = {
        "status": str(found.status),
        "backfilled": found.backfilled,
        "counts": found.counts,
        "digest": found.digest,
    }
    for name in again:
        stored = getattr(verdict, name)
        if stored != again[name]:
            yield Difference(term(name), _in_words(name, stored), _in_words(name, again[name]))
    lacked = {each["label"] for each in verdict.missing}
    lacks = {each.label for each in found.missing}
    if lacked != lacks:
        yield Difference(term("missing"), text.LISTED.join(sorted(lacked)), text.LISTED.join(sorted(lacks)))


def _in_words(name: str, value: Any) -> str:
    if name == "status":
        return term(f"status#{value}")
    if isinstance(value, bool):
        return term("yes") if value else term("no")
    if isinstance(value, Mapping):
        counted = (f"{key} {number}" for part in value.values() for key, number in part.items())
        return text.LISTED.join(counted)
    return str(value)


def _changes(
    actor: Actor, verdict: Verdict, case: Case | None, now: rules.Verdict | None, used: Mapping[str, Any]
) -> Iterator[str]:
    if case is None or now is None:
        yield text.JUDGED_NO_MORE
        return
    yield from _parameters_changed(verdict, case, used)
    yield from _typed_in_later(verdict.turned_at, as_seen(actor, case, now))
    if str(now.status) != verdict.status:
        sentence = text.NOW_OTHERWISE.format(
            then=moment_of(verdict).valid_on, before=term(f"status#{verdict.status}"), day=today(), now=now.status.label
        )
        yield sentence


def _parameters_changed(verdict: Verdict, case: Case, used: Mapping[str, Any]) -> Iterator[str]:
    for key, entry in case.obligation.parameters.items():
        before, after = verdict.parameters.get(key), used.get(key)
        if before != after:
            words = [text.UNSET if value is None else shown_value(entry, value) for value in (before, after)]
            yield text.PARAMETER_CHANGED.format(label=entry.label, before=words[0], after=words[1])


def _typed_in_later(moment: datetime, found: rules.Verdict) -> Iterator[str]:
    """The first rows that the verdict of today rests on and that of then could not know."""
    for part in found.parts:
        for rows in (part.counting, part.failing):
            for each in rows.page(limit=_ROWS).found:
                if each.row is not None and each.row.recorded_on is not None and each.row.recorded_on > moment:
                    recorded = each.row.recorded_on.astimezone(LOCAL)
                    yield text.TYPED_IN_LATER.format(
                        label=each.label, at=f"{recorded:%Y-%m-%d %H:%M}", name=each.row.recorded_by
                    )
