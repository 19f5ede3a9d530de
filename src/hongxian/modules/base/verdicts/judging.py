"""From obligations to verdicts: what is to be judged, and the judgement itself. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.clock import today
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.dates import Period
from hongxian.kernel.rules.explanation import sentence
from hongxian.kernel.rules.judge import holders, judge, periods
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.obligation import Pack as PackContent
from hongxian.kernel.rules.population import AsOf, Row
from hongxian.modules.base.policies.queries import adoptions_on, content_of, stored_value, values_at
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.reach import reach_of

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


@dataclass(frozen=True)
class Case:
    """One thing to be judged: an obligation of an adopted pack, the party that owes it, the period."""

    adoption: Adoption
    content: PackContent
    obligation: Obligation
    holder: Row
    period: Period | None

    @property
    def grain(self) -> tuple[str, str, str]:
        """Obligation, party and period by their keys: one verdict each."""
        return self.obligation.id, self.holder.id, self.period.key if self.period else ""


def cases_of(adoption: Adoption, codes: Iterable[str] | None, as_of: AsOf) -> Iterator[Case]:
    """Everything an adoption has judged as of a day: the obligations named (all, if None), each wherever it binds for
    each party that owes it, each for each period begun since it binds there."""
    content = content_of(adoption.pack)
    facts = RoomFacts(adoption.place.path)
    reach = reach_of(adoption, as_of)
    for code in content.obligations if codes is None else codes:
        obligation = content.obligations[code]
        seen: set[tuple[str, str, str]] = set()
        for ground in reach.grounds(obligation):
            owing = holders(obligation, facts, as_of, ground.path)
            for period in periods_of(obligation, adoption, as_of.valid_on, ground.since):
                for holder in owing:
                    case = Case(adoption, content, obligation, holder, period)
                    if case.grain not in seen and not reach.leaves_out(str(holder.get("place_path") or "")):
                        seen.add(case.grain)
                        yield case


def periods_of(obligation: Obligation, adoption: Adoption, day: date, since: date) -> list[Period | None]:
    """The periods that have begun by that day, from the first that began on or after `since`; [None] for an
    obligation without a period."""
    if obligation.period is None:
        return [None]
    values = values_at(adoption.pack, adoption.place, day)
    begun = periods(obligation, since, day, values)
    return [period for period in begun if period.start >= since]


class Bench:
    """What many cases of one adoption at one time share: the values of the parameters, the facts of each place."""

    def __init__(self, adoption: Adoption, as_of: AsOf) -> None:
        self.as_of = as_of
        self.values = values_at(adoption.pack, adoption.place, as_of.valid_on, as_of.known_at)
        self._facts: dict[str, RoomFacts] = {}

    def facts(self, holder: Row) -> RoomFacts:
        """The facts as whoever answers for that place is judged by."""
        path = str(holder.get("place_path") or "")
        return self._facts.setdefault(path, RoomFacts(path))


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
    )
    return found, used


def stated(found: rules.Verdict, used: dict[str, Any]) -> dict[str, Any]:
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


@dataclass(frozen=True)
class Panel:
    """One verdict as a page shows it: what is stored, what is found live, and the first rows of each listing."""

    verdict: Verdict
    case: Case
    found: rules.Verdict
    parts: tuple[PartRows, ...]

    @property
    def missing(self) -> list[str]:
        """What is missing for a judgement, in sentences."""
        return [sentence(each) for each in self.found.missing]


@dataclass(frozen=True)
class PartRows:
    """The rows of one part: those that count, those that do not and why, members that fail."""

    part: rules.PartResult
    counting: rules.Page
    failing: rules.Page
    exceptions: rules.Page


def panel_of(verdict: Verdict, case: Case, bench: Bench, limit: int = 10) -> Panel:
    """Judge the case live and fetch the first rows behind it."""
    found, _ = judge_case(case, bench=bench)
    parts = tuple(
        PartRows(
            part,
            part.counting.page(limit=limit),
            part.failing.page(limit=limit),
            part.exceptions.page(limit=limit),
        )
        for part in found.parts
    )
    return Panel(verdict, case, found, parts)


def panels_of(verdicts: Iterable[Verdict], adoption: Adoption, as_of: AsOf | None = None) -> list[Panel]:
    """A panel for each stored verdict of an adoption whose grain is judged as of that day."""
    chosen = list(verdicts)
    codes = dict.fromkeys(verdict.obligation for verdict in chosen)
    bench = Bench(adoption, as_of or AsOf(today()))
    cases = {case.grain: case for case in cases_of(adoption, codes, bench.as_of)}
    found = []
    for verdict in chosen:
        case = cases.get(verdict.grain)
        if case is not None:
            found.append(panel_of(verdict, case, bench))
    return found


def live_panels(verdicts: Iterable[Verdict], as_of: AsOf | None = None) -> list[Panel]:
    """The same for stored verdicts of any adoptions, in their order, but for those that nothing judges any more."""
    chosen = list(verdicts)
    adoptions = list(adoptions_on(as_of.valid_on if as_of else None)) or list(adoptions_on())
    groups: dict[Adoption, list[Verdict]] = {}
    for each in chosen:
        if (adoption := adoption_of_verdict(each, adoptions)) is not None:
            groups.setdefault(adoption, []).append(each)
    panels = [panel for adoption, group in groups.items() for panel in panels_of(group, adoption, as_of)]
    return sorted(panels, key=lambda panel: chosen.index(panel.verdict))
