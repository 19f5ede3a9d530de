"""What must hold across the files of a pack: between text, clauses, parameters, obligations and the dictionary."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dictionary import Dictionary
from hongxian.kernel.rules.errors import PackError, error_at
from hongxian.kernel.rules.forms.part import Part, Recurring
from hongxian.kernel.rules.join_checks import check_joins
from hongxian.kernel.rules.part_checks import Known, check_ask, check_choice, check_setting, check_use, hint
from hongxian.kernel.rules.positions import Document, Loc
from hongxian.kernel.rules.printed import BLANK
from hongxian.kernel.rules.scenario_checks import check_scenario
from hongxian.kernel.rules.schema import (
    WITHIN_LINE,
    ClauseEntry,
    GlossaryEntry,
    ObligationEntry,
    PackEntry,
    ParameterEntry,
    ParameterType,
    ScenarioEntry,
)

T = TypeVar("T")
Placed = tuple[T, Document, Loc]


@dataclass(frozen=True)
class Written:
    """The files of a pack in their shapes, each entry with its document and place."""

    entry: Placed[PackEntry] | None
    source: list[str]
    clauses: list[Placed[ClauseEntry]]
    parameters: list[Placed[ParameterEntry]]
    glossary: list[Placed[GlossaryEntry]]
    obligations: list[tuple[Placed[ObligationEntry], list[Placed[Part]]]]
    scenarios: list[Placed[ScenarioEntry]]
    dictionary: Dictionary
    failed: frozenset[tuple[str, str]] = frozenset()
    """Model and name of entries that are there and do not fit their shape: no error to refer to them."""
    orphans: Sequence[Placed[Part]] = ()
    """Parts of obligations that do not fit their shape."""

    def unshaped(self, model: type[BaseModel]) -> set[str]:
        """Names of the entries that do not fit this shape."""
        return {name for kind, name in self.failed if kind == model.__name__}

    def paths(self) -> set[str]:
        """Paths of the clauses."""
        return {clause.path for clause, _, _ in self.clauses} | self.unshaped(ClauseEntry)

    def parameter_keys(self) -> set[str]:
        """Keys of the parameters."""
        return {parameter.key for parameter, _, _ in self.parameters} | self.unshaped(ParameterEntry)

    def definitions(self) -> dict[str, ParameterEntry]:
        """The parameters by key."""
        return {parameter.key: parameter for parameter, _, _ in self.parameters}

    def ids(self) -> set[str]:
        """Ids of the obligations."""
        return {obligation.id for (obligation, _, _), _ in self.obligations} | self.unshaped(ObligationEntry)


def check(written: Written) -> Iterator[PackError]:
    """Everything that does not hold."""
    yield from _twice(written.clauses, "path", lambda clause: clause.path)
    yield from _twice(written.parameters, "key", lambda parameter: parameter.key)
    yield from _twice((each for each, _ in written.obligations), "id", lambda obligation: obligation.id)
    yield from _pack(written)
    yield from _clauses(written)
    for parameter in written.parameters:
        yield from _parameter(written, *parameter)
    for term, document, loc in written.glossary:
        if term.clause and term.clause not in written.paths():
            yield _unknown_clause(document, (*loc, "clause"), term.clause)
    for obligation, parts in written.obligations:
        yield from _obligation(written, *obligation)
        yield from _parts(written, obligation[0], parts)
    for part, document, loc in written.orphans:
        for use in part.uses():
            yield from check_use(Known(written.dictionary, written.definitions(), True), use, document, loc)
    yield from _scenarios(written)


def _twice(entries: Iterable[Placed[T]], name: str, key: Callable[[T], str]) -> Iterator[PackError]:
    seen: set[str] = set()
    for entry, document, loc in entries:
        if key(entry) in seen:
            yield error_at(document, (*loc, name), text.TWICE.format(key(entry)), found=key(entry))
        seen.add(key(entry))


def _unknown_clause(document: Document, loc: Loc, path: str) -> PackError:
    return error_at(document, loc, text.UNKNOWN_CLAUSE.format(path), found=path)


def _pack(written: Written) -> Iterator[PackError]:
    if written.entry is None:
        return
    entry, document, _ = written.entry
    articles = sum(clause.kind == "article" for clause, _, _ in written.clauses)
    if articles != entry.articles and not written.unshaped(ClauseEntry):
        sentence = text.ARTICLE_COUNT.format(declared=entry.articles, found=articles)
        yield error_at(document, ("articles",), sentence, found=articles, expected=str(entry.articles))
    if written.source:
        digest = hashlib.sha256("\n".join(written.source).encode()).hexdigest()
        if digest != entry.source.sha256:
            yield error_at(document, ("source", "sha256"), text.SOURCE_HASH, found=entry.source.sha256, expected=digest)
    for number, damage in enumerate(entry.damage):
        if damage.quote not in _line(written, damage.line):
            loc = ("damage", number, "quote")
            sentence = text.QUOTE_NOT_ON_LINE.format(quote=damage.quote, line=damage.line)
            yield error_at(document, loc, sentence, found=damage.quote)
        if damage.parameter and damage.parameter not in written.parameter_keys():
            place = ("damage", number, "parameter")
            yield error_at(document, place, text.UNKNOWN_PARAMETER.format(damage.parameter), found=damage.parameter)
    yield from _lines(written, entry, document)


def _lines(written: Written, entry: PackEntry, document: Document) -> Iterator[PackError]:
    """Every line of the text that is not blank is a clause, the title or clutter."""
    source = entry.source
    if written.unshaped(ClauseEntry):
        return
    told = {clause.line for clause, _, _ in written.clauses}
    for name, lines in (("title_lines", source.title_lines), ("clutter_lines", source.clutter_lines)):
        for place, number in enumerate(lines):
            if not _line(written, number).strip() or number in told:
                yield error_at(document, ("source", name, place), text.LINE_WRONG.format(number), found=number)
            told.add(number)
    for number, line in enumerate(written.source, 1):
        if line.strip() and number not in told:
            sentence = text.LINE_LOST.format(file=source.file, line=number, text=line.strip()[:40])
            yield error_at(document, ("source", "file", number), sentence, found=line.strip()[:40])


def _line(written: Written, number: int) -> str:
    return written.source[number - 1] if 0 < number <= len(written.source) else ""


def _clauses(written: Written) -> Iterator[PackError]:
    for clause in written.clauses:
        yield from _clause(written, *clause)
    for first, document, loc in written.clauses[:1]:
        if first.continues:
            yield error_at(document, (*loc, "continues"), text.NOTHING_CONTINUED.format(first.path), found=first.path)


def _clause(written: Written, clause: ClauseEntry, document: Document, loc: Loc) -> Iterator[PackError]:
    line = _line(written, clause.line).strip(BLANK)
    partial = clause.kind in WITHIN_LINE
    if not clause.text or (clause.text not in line if partial else clause.text != line):
        sentence = text.CLAUSE_NOT_IN_SOURCE.format(path=clause.path, line=clause.line)
        yield error_at(document, (*loc, "text"), sentence, found=clause.text[:40], expected=line[:40])


def _parameter(written: Written, parameter: ParameterEntry, document: Document, loc: Loc) -> Iterator[PackError]:
    if parameter.clause and parameter.clause not in written.paths():
        yield _unknown_clause(document, (*loc, "clause"), parameter.clause)
    known = {obligation.id: obligation for (obligation, _, _), _ in written.obligations}
    for number, each in enumerate(parameter.obligations):
        if each not in written.ids():
            place = (*loc, "obligations", number)
            yield error_at(document, place, text.UNKNOWN_OBLIGATION.format(each), found=each)
        elif each in known and parameter.key not in known[each].parameters:
            sentence = text.PARAMETER_NOT_NAMED.format(obligation=each, key=parameter.key)
            yield error_at(document, (*loc, "obligations", number), sentence, found=each)
    yield from _settings(parameter, document, loc)


def _settings(parameter: ParameterEntry, document: Document, loc: Loc) -> Iterator[PackError]:
    """What a parameter may be set to, and what is said of its values."""
    choices = (ParameterType.ENUM, ParameterType.LIST)
    if parameter.type not in choices if parameter.values else parameter.type is ParameterType.ENUM:
        yield error_at(document, (*loc, "values"), text.ENUM_NEEDS_VALUES.format(parameter.key))
    if parameter.plain is not None and (parameter.deciding or not parameter.plain_reason):
        yield error_at(document, (*loc, "plain"), text.PLAIN_RULE.format(parameter.key))
    for name in ("plain", "suggestion"):
        if sentence := check_setting(parameter, getattr(parameter, name)):
            yield error_at(document, (*loc, name), sentence, found=getattr(parameter, name))


def _obligation(written: Written, entry: ObligationEntry, document: Document, loc: Loc) -> Iterator[PackError]:
    clauses = {clause.path: clause for clause, _, _ in written.clauses}
    for number, quotation in enumerate(entry.clauses):
        place = (*loc, "clauses", number)
        clause = clauses.get(quotation.path)
        if quotation.path not in written.paths():
            yield _unknown_clause(document, (*place, "path"), quotation.path)
        elif clause and (not quotation.quote or quotation.quote not in clause.text):
            sentence = text.QUOTE_NOT_IN_CLAUSE.format(quotation.path)
            yield error_at(document, (*place, "quote"), sentence, found=quotation.quote)
    yield from _names(written, entry, document, loc)
    yield from _family(written, entry, document, loc)
    if not entry.parts and not (entry.waits and entry.needs):
        yield error_at(document, (*loc, "waits"), text.WAITS_NEEDED.format(entry.id), expected="waits needs")
    if entry.holder.select is not None:
        yield from check_choice(written.dictionary, "party", entry.holder.select, document, (*loc, "holder", "select"))


def _family(written: Written, entry: ObligationEntry, document: Document, loc: Loc) -> Iterator[PackError]:
    families = written.dictionary.families
    if entry.family and entry.family not in families:
        sentence = text.UNKNOWN_FAMILY.format(entry.family) + hint(entry.family, families)
        yield error_at(document, (*loc, "family"), sentence, found=entry.family, expected=" ".join(families))


def _names(written: Written, entry: ObligationEntry, document: Document, loc: Loc) -> Iterator[PackError]:
    """Parameters, facts and obligations that an obligation names."""
    for number, key in enumerate(entry.parameters):
        if key not in written.parameter_keys():
            yield error_at(document, (*loc, "parameters", number), text.UNKNOWN_PARAMETER.format(key), found=key)
    for number, noun in enumerate(entry.needs):
        if noun not in written.dictionary.nouns:
            yield error_at(document, (*loc, "needs", number), text.UNKNOWN_FACT.format(noun), found=noun)
    general = entry.consequence.general
    if general and general not in written.ids():
        place = (*loc, "consequence", "general")
        yield error_at(document, place, text.UNKNOWN_OBLIGATION.format(general), found=general)


def _parts(written: Written, entry: ObligationEntry, parts: list[Placed[Part]]) -> Iterator[PackError]:
    yield from _twice(parts, "id", lambda part: part.id)
    recurring = [part for part, _, _ in parts if isinstance(part, Recurring)]
    known = Known(written.dictionary, written.definitions(), bool(recurring))
    for part, document, loc in parts:
        for use in part.uses():
            yield from check_use(known, use, document, loc)
        yield from check_joins(written.dictionary, part, document, loc)
        for ask in part.asks():
            yield from check_ask(known, ask, document, loc)
        if part.applies is not None:
            yield from check_choice(written.dictionary, "party", part.applies, document, (*loc, "applies"))
        yield from _part_parameters(written, entry, part, document, loc)
        if isinstance(part, Recurring) and (part.period, part.basis) != (recurring[0].period, recurring[0].basis):
            yield error_at(document, (*loc, "period"), text.TWO_PERIODS)


def _part_parameters(
    written: Written, entry: ObligationEntry, part: Part, document: Document, loc: Loc
) -> Iterator[PackError]:
    definitions = written.definitions()
    for key in part.parameter_keys():
        if key not in entry.parameters:
            yield error_at(document, loc, text.PARAMETER_NOT_LISTED.format(key), found=key)
    for key in part.parameter_keys(needed=True):
        definition = definitions.get(key)
        if definition and not definition.deciding and definition.plain is None:
            yield error_at(document, loc, text.NEITHER_DECIDING_NOR_PLAIN.format(key), found=key)


def _scenarios(written: Written) -> Iterator[PackError]:
    obligations = {entry.id: entry for (entry, _, _), _ in written.obligations}
    for scenario, document, _ in written.scenarios:
        entry = obligations.get(scenario.obligation)
        if entry is None and scenario.obligation in written.ids():
            continue
        if entry is None:
            sentence = text.UNKNOWN_OBLIGATION.format(scenario.obligation)
            yield error_at(document, ("obligation",), sentence, found=scenario.obligation)
            continue
        for number, case in enumerate(scenario.cases):
            yield from check_scenario(written.dictionary, entry, case, document, ("cases", number))
