"""Whether the rows of a scenario fit the dictionary of facts and its parameters the obligation."""

import re
from collections.abc import Iterator, Mapping

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dictionary import Dictionary, FactNoun
from hongxian.kernel.rules.errors import PackError, error_at
from hongxian.kernel.rules.part_checks import check_value
from hongxian.kernel.rules.positions import Document, Loc
from hongxian.kernel.rules.schema import ObligationEntry, ScenarioCase

_PERIODS = {
    "month": (r"\d{4}-(0[1-9]|1[0-2])", "2026-03"),
    "quarter": (r"\d{4}-Q[1-4]", "2026-Q1"),
    "half_year": (r"\d{4}-H[12]", "2026-H1"),
    "year": (r"\d{4}", "2026"),
}


def check_scenario(
    dictionary: Dictionary, entry: ObligationEntry, case: ScenarioCase, document: Document, loc: Loc
) -> Iterator[PackError]:
    """What is wrong with one case."""
    yield from _row(dictionary.nouns["party"], case.holder, document, (*loc, "holder"))
    yield from _period(entry, case, document, loc)
    for key in case.parameters:
        if key not in entry.parameters:
            place = (*loc, "parameters", key)
            yield error_at(document, place, text.PARAMETER_NOT_LISTED.format(key), found=key)
    for name, rows in case.facts.items():
        noun = dictionary.nouns.get(name)
        if noun is None:
            yield error_at(document, (*loc, "facts", name), text.UNKNOWN_FACT.format(name), found=name)
            continue
        for number, row in enumerate(rows):
            yield from _row(noun, row, document, (*loc, "facts", name, number))


def _period(entry: ObligationEntry, case: ScenarioCase, document: Document, loc: Loc) -> Iterator[PackError]:
    """A case names a period where the obligation has periods, one of their kind, and only there."""
    kind = next((part["period"] for part in entry.parts if part.get("period") in _PERIODS), "")
    shape, example = _PERIODS.get(kind, ("", ""))
    if entry.parts and not re.fullmatch(shape, case.period):
        sentence = text.SCENARIO_PERIOD.format(found=case.period, example=example) if kind else text.NO_PERIOD_HERE
        yield error_at(document, (*loc, "period"), sentence, found=case.period, expected=example)


def _row(noun: FactNoun, row: Mapping[str, object], document: Document, loc: Loc) -> Iterator[PackError]:
    for name, value in row.items():
        field = noun.field(name)
        if field is None:
            sentence = text.UNKNOWN_FACT_FIELD.format(noun.label, name)
            yield error_at(document, (*loc, name), sentence, found=name, expected=" ".join(noun.fields))
        elif sentence := check_value(field, value):
            yield error_at(document, (*loc, name), sentence, found=value, expected=" ".join(field.values))
