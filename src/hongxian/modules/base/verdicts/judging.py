"""From obligations to verdicts: what is to be judged, and the judgement itself. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.clock import today
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.dates import Duration, Period
from hongxian.kernel.rules.judge import holders, judge, periods
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.obligation import Pack as PackContent
from hongxian.kernel.rules.population import AsOf, Row
from hongxian.modules.base.policies.queries import adoptions_on, content_of, stored_value, values_at
from hongxian.modules.base.policies.queries.choices import years_moved
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.reach import reach_of

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


@dataclass(frozen=True)
class Case:
    """One thing to be judged: an obligation of an adopted pack, the party that owes it, the period.

    `rivals` are the codes of the other packs that bind the party in the same family of rules, `prevails` that of the
    pack chosen to prevail among them, if one was.
    """

    adoption: Adoption
    content: PackContent
    obligation: Obligation
    holder: Row
    period: Period | None
    rivals: tuple[str, ...] = ()
    prevails: str = ""

    @property
    def yields_to(self) -> str:
        """The code of the pack that prevails over this one here; empty if none does."""
        return self.prevails if self.prevails != self.adoption.pack.code else ""

    @property
    def grain(self) -> tuple[str, str, str]:
        """Obligation, party and period by their keys: one verdict each."""
        return self.obligation.id, self.holder.id, self.period.key if self.period else ""


def cases_of(adoption: Adoption, codes: Iterable[str] | None, as_of: AsOf) -> Iterator[Case]:
    """Everything an adoption has judged as of a day: the obligations named (all, if None), each wherever it binds for
    each party that owes it, each for each period begun since it binds there."""
    content = content_of(adoption.pack)
    owed = Owing(as_of)
    reach = reach_of(adoption, as_of)
    for code in content.obligations if codes is None else codes:
        obligation = content.obligations[code]
        seen: set[tuple[str, str, str]] = set()
        for ground in reach.grounds(obligation):
            owing = owed.by(obligation, ground.path)
            for period in periods_of(obligation, adoption, as_of.valid_on, ground.since):
                for holder in owing:
                    path = str(holder.get("place_path") or "")
                    among = reach.rivals(obligation, path), reach.prevails(obligation, path)
                    case = Case(adoption, content, obligation, holder, period, *among)
                    if case.grain not in seen and not reach.leaves_out(path):
                        seen.add(case.grain)
                        yield case


class Owing:
    """Who owes what at one time: asked once for each kind of party and place, since many obligations fall on one."""

    def __init__(self, as_of: AsOf) -> None:
        self.as_of = as_of
        self.facts = RoomFacts()
        self._found: dict[str, list[Row]] = {}

    def by(self, obligation: Obligation, path: str) -> list[Row]:
        """Who is accountable for an obligation below a place."""
        key = f"{path} {obligation.entry.holder.select}"
        if key not in self._found:
            self._found[key] = holders(obligation, self.facts, self.as_of, path)
        return self._found[key]


def periods_of(obligation: Obligation, adoption: Adoption, day: date, since: date) -> list[Period | None]:
    """The periods that have begun by that day, from the first that began on or after `since`; [None] for an
    obligation without a period."""
    if obligation.period is None:
        return [None]
    values = values_at(adoption.pack, adoption.place, day)
    begun = periods(obligation, since, day, values)
    return [period for period in begun if period.start >= since]


class Bench:
    """What many cases of one adoption at one time share: the values of the parameters, by how many years the dates of
    the text are moved, the facts of each place."""

    def __init__(self, adoption: Adoption, as_of: AsOf) -> None:
        self.as_of = as_of
        self.values = values_at(adoption.pack, adoption.place, as_of.valid_on, as_of.known_at)
        self.years_moved = years_moved(adoption.pack, adoption.place, as_of.valid_on, as_of.known_at)
        self._facts = RoomFacts()

    def facts(self, holder: Row) -> RoomFacts:
        """The facts as whoever answers for that place is judged by."""
        return self.facts_at(str(holder.get("place_path") or ""))

    def facts_at(self, path: str) -> RoomFacts:
        """The facts as known at a place: those of all places are made once."""
        return replace(self._facts, place_path=path)


def judge_case(
    case: Case, as_of: AsOf | None = None, bench: Bench | None = None
) -> tuple[rules.Verdict, dict[str, Any]]:
    """The verdict at the two times (now, if not given) and the parameter values it used (as stored). Where many cases
    are judged at one time, they may share a bench."""
    adoption = case.adoption
    shared = bench or Bench(adoption, as_of or AsOf(today()))
    at, values = shared.as_of, shared.values
    used = {key: stored_value(values[key]) for key in case.obligation.parameters if key in values}
    found = judge(
        case.obligation,
        holder=case.holder,
        period=case.period,
        facts=shared.facts(case.holder),
        parameters=values,
        as_of=at,
        pack_effective=adoption.pack.effective_from,
        shift=shift_by(shared.years_moved),
    )
    return found, used


def shift_by(years: int) -> Duration | None:
    """By how much the dates of the text are moved, as the engine takes it."""
    return Duration(years=years) if years else None


def stated(case: Case, found: rules.Verdict, used: dict[str, Any], years_moved: int) -> dict[str, Any]:
    """What was found, field by field as a stored verdict has it."""
    return {
        "status": str(found.status),
        "backfilled": found.backfilled,
        "outstanding": found.outstanding,
        "next_change_on": found.next_change,
        "next_change_reason": found.next_change_reason,
        "counts": found.counts,
        "missing": [{"kind": str(each.kind), "key": each.key, "label": each.label} for each in found.missing],
        "remarks": list(found.remarks),
        "parameters": used,
        "years_moved": years_moved,
        "yields_to": case.yields_to,
        "digest": found.digest,
    }


def adoption_of_verdict(verdict: Verdict, adoptions: Iterable[Adoption] | None = None) -> Adoption | None:
    """The adoption under which a stored verdict is judged today: of its pack, nearest above its party's place."""
    among = adoptions_on() if adoptions is None else adoptions
    over = [each for each in among if each.pack_id == verdict.pack_id and verdict.path.startswith(each.place.path)]
    return max(over, key=lambda each: len(each.place.path), default=None)


def case_of(verdict: Verdict, as_of: AsOf | None = None) -> Case | None:
    """What a stored verdict is about, if it is (still) judged as of that day."""
    adoption = adoption_of_verdict(verdict)
    if adoption is None:
        return None
    cases = cases_of(adoption, [verdict.obligation], as_of or AsOf(today()))
    return next((case for case in cases if case.grain == verdict.grain), None)
