"""Whether the rows of a scenario fit the dictionary of facts and its parameters the obligation."""

from collections.abc import Iterator, Mapping

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dictionary import Dictionary, FactNoun
from hongxian.kernel.rules.errors import PackError, error_at
from hongxian.kernel.rules.part_checks import check_value
from hongxian.kernel.rules.positions import Document, Loc
from hongxian.kernel.rules.schema import ObligationEntry, ScenarioCase


def check_scenario(
    dictionary: Dictionary, entry: ObligationEntry, case: ScenarioCase, document: Document, loc: Loc
) -> Iterator[PackError]:
    """What is wrong with one case."""
    yield from _row(dictionary.nouns["party"], case.holder, document, (*loc, "holder"))
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


def _row(noun: FactNoun, row: Mapping[str, object], document: Document, loc: Loc) -> Iterator[PackError]:
    for name, value in row.items():
        field = noun.field(name)
        if field is None:
            sentence = text.UNKNOWN_FACT_FIELD.format(noun.label, name)
            yield error_at(document, (*loc, name), sentence, found=name, expected=" ".join(noun.fields))
        elif sentence := check_value(field, value):
            yield error_at(document, (*loc, name), sentence, found=value, expected=" ".join(field.values))
