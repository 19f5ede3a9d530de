"""Run the scenarios of a pack: facts in memory → the verdict expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from hongxian.kernel.clock.moment import LOCAL
from hongxian.kernel.rules.dates import parse_duration
from hongxian.kernel.rules.dictionary import Dictionary, FactNoun
from hongxian.kernel.rules.judge import judge, periods
from hongxian.kernel.rules.memory import MemoryFacts
from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.population import IMPLICIT, AsOf, Facts, Row, Value, day_start
from hongxian.kernel.rules.schema import Expectation, ScenarioCase
from hongxian.kernel.rules.verdict import Verdict


@dataclass(frozen=True)
class ScenarioResult:
    """One case as it was played. `differences` is empty when all came out as expected."""

    obligation: str
    name: str
    verdict: Verdict
    differences: tuple[str, ...]


def run_scenarios(pack: Pack) -> list[ScenarioResult]:
    """Play every case of the pack."""
    return [
        play(pack, pack.obligations[scenario.obligation], case)
        for scenario in pack.scenarios
        for case in scenario.cases
    ]


def play(pack: Pack, obligation: Obligation, case: ScenarioCase, facts: Facts | None = None) -> ScenarioResult:
    """Play one case; over other facts than those it writes, if any are given."""
    party = pack.dictionary.nouns["party"]
    verdict = judge(
        obligation,
        row_of(party, case.holder, 0),
        _period(obligation, case),
        facts_of(pack.dictionary, case.facts) if facts is None else facts,
        dict(case.parameters),
        AsOf(case.as_of, _aware(case.known_at)),
        pack.entry.effective_from,
        parse_duration(case.shift) if case.shift else None,
    )
    return ScenarioResult(obligation.id, case.name, verdict, tuple(differences(case.expect, verdict)))


def facts_of(dictionary: Dictionary, written: Mapping[str, Any]) -> MemoryFacts:
    """Facts in memory: nouns that are written have a source, others have none."""
    nouns = dictionary.nouns
    return MemoryFacts(
        rows={
            noun: [row_of(nouns[noun], row, number) for number, row in enumerate(rows)]
            for noun, rows in written.items()
        },
        fields={name: noun.fields for name, noun in nouns.items()},
        period_valid=frozenset(name for name, noun in nouns.items() if noun.period_valid),
    )


def row_of(noun: FactNoun, written: Mapping[str, Any], number: int) -> Row:
    """A row as a scenario writes it. Left out, the key is the noun's own or the row's number, and the row was typed
    in at noon of the day the thing happened, or of the day from which it is valid."""
    values: dict[str, Value] = {name: value for name, value in written.items() if name not in IMPLICIT}
    key = written.get("id", written.get(noun.key, f"row-{number + 1}"))
    day = written.get(noun.dated or "valid_from")
    recorded = written.get("recorded_on")
    if recorded is None and isinstance(day, date):
        recorded = datetime.combine(day, time(12), LOCAL)
    if "id" in noun.fields:
        values["id"] = key
    return Row(
        id=str(key),
        label=str(written.get("label", written.get("title", written.get("name", key)))),
        values=values,
        recorded_on=_aware(recorded),
        recorded_by=str(written.get("recorded_by", "")),
        confirmed=bool(written.get("confirmed", True)),
    )


def differences(expected: Expectation, verdict: Verdict) -> Iterator[str]:
    """What came out otherwise than expected."""
    found: dict[str, object] = {
        "status": verdict.status,
        "backfilled": verdict.backfilled,
        "outstanding": verdict.outstanding,
        "next_change": verdict.next_change,
        "missing": {missing.key for missing in verdict.missing},
        "counted": {each.key for part in verdict.parts for each in part.counting.everything()},
        "exceptions": {each.key for part in verdict.parts for each in part.exceptions.everything()},
    }
    for name, actual in found.items():
        wanted = getattr(expected, name)
        if isinstance(wanted, tuple):
            wanted = set(wanted)
        if wanted is not None and wanted != actual:
            yield f"{name}: {actual} instead of {wanted}"
    if expected.remark and not any(expected.remark in remark for remark in verdict.remarks):
        yield f"remarks: {verdict.remarks} without {expected.remark}"


def _period(obligation: Obligation, case: ScenarioCase) -> Any:
    if not case.period:
        return None
    year = int(case.period[:4])
    around = periods(obligation, date(year - 1, 12, 1), date(year, 12, 31), case.parameters)
    return next(period for period in around if period.key == case.period)


def _aware(moment: datetime | date | None) -> datetime | None:
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return day_start(moment)
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
