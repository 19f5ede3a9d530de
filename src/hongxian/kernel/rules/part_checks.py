"""Whether what a part asks is in the dictionary of facts: nouns, fields, comparisons that fit, values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, ParameterReference, Reference
from hongxian.kernel.rules.dates import is_duration
from hongxian.kernel.rules.dictionary import Dictionary, FactField, FactNoun, FieldType
from hongxian.kernel.rules.errors import PackError, error_at
from hongxian.kernel.rules.forms.selection import Ask, Use
from hongxian.kernel.rules.population import Op
from hongxian.kernel.rules.positions import Document, Loc
from hongxian.kernel.rules.schema import ParameterEntry, ParameterType

_WORDS = {FieldType.KEY, FieldType.TEXT}
_DAYS = {FieldType.DATE, FieldType.DATETIME}
_SET_BY = {
    FieldType.KEY: (ParameterType.TEXT, ParameterType.ENUM),
    FieldType.TEXT: (ParameterType.TEXT, ParameterType.ENUM),
    FieldType.INT: (ParameterType.INT,),
    FieldType.BOOL: (ParameterType.BOOL,),
    FieldType.DATE: (ParameterType.DATE,),
    FieldType.DATETIME: (ParameterType.DATE,),
}
FITS = {
    Op.IS: {*_WORDS, FieldType.INT, FieldType.BOOL, FieldType.DATE},
    Op.IN: {*_WORDS, FieldType.INT, FieldType.DATE},
    Op.AT_LEAST: {FieldType.INT},
    Op.AT_MOST: {FieldType.INT},
    Op.BEFORE: _DAYS,
    Op.ON_OR_BEFORE: _DAYS,
    Op.AFTER: _DAYS,
    Op.ON_OR_AFTER: _DAYS,
    Op.PRESENT: set(FieldType),
    Op.UNDER: _WORDS,
}


@dataclass(frozen=True)
class Known:
    """What a part may refer to: the dictionary, the parameters, and a period if there is one."""

    dictionary: Dictionary
    parameters: Mapping[str, ParameterEntry]
    periodic: bool


def check_use(known: Known, use: Use, document: Document, base: Loc) -> Iterator[PackError]:
    """What is wrong with one use; `base` is the place of the part."""
    loc, dictionary = (*base, *use.loc), known.dictionary
    noun = dictionary.nouns.get(use.noun)
    if noun is None:
        if use.loc and use.loc[-1] == "fact":
            yield error_at(
                document,
                loc,
                text.UNKNOWN_FACT.format(use.noun) + hint(use.noun, dictionary.nouns),
                found=use.noun,
                expected=" ".join(get_close_matches(use.noun, list(dictionary.nouns), 1)),
            )
        return
    if (use.dated and not noun.dated) or (use.begins and not noun.begins):
        sentence = text.NOT_DATED if use.dated else text.NOT_BEGUN
        yield error_at(document, loc, sentence.format(noun.label), found=use.noun)
    if use.field:
        yield from _field(noun, use.field, use.values, document, loc)
        yield from _field_type(noun, use, document, loc)
    if use.condition is not None:
        for leaf, place in use.condition.leaves():
            yield from _leaf(known, noun, leaf, document, (*loc, *place))


def _field_type(noun: FactNoun, use: Use, document: Document, loc: Loc) -> Iterator[PackError]:
    found = noun.field(use.field)
    if found and use.types and found.type not in use.types:
        expected = text.JOIN.join(text.FIELD_TYPES[each.value] for each in use.types)
        sentence = text.WRONG_TYPE.format(name=found.label, found=use.field, expected=expected)
        yield error_at(document, loc, sentence, found=use.field)


def check_choice(
    dictionary: Dictionary,
    noun: str,
    choice: Mapping[str, str | tuple[str, ...]],
    document: Document,
    loc: Loc,
) -> Iterator[PackError]:
    """What is wrong with a choice: field → value or values."""
    for name, value in choice.items():
        values = value if isinstance(value, tuple) else (value,)
        yield from _field(dictionary.nouns[noun], name, values, document, (*loc, name))


def check_value(field: FactField, value: object) -> str:
    """A Chinese sentence when the value does not fit the field; empty when it does."""
    if isinstance(value, Reference | ParameterReference) or value is None:
        return ""
    kinds: dict[FieldType, type | tuple[type, ...]] = {
        FieldType.KEY: (str, int),
        FieldType.TEXT: str,
        FieldType.INT: int,
        FieldType.BOOL: bool,
        FieldType.DATE: date,
        FieldType.DATETIME: (date, datetime),
    }
    fits = isinstance(value, kinds[field.type]) and isinstance(value, bool) == (field.type is FieldType.BOOL)
    if field.type is FieldType.DATE and isinstance(value, datetime):
        fits = False
    if not fits:
        quoted = isinstance(value, str) and field.type in (FieldType.INT, FieldType.BOOL, FieldType.DATE)
        expected = text.FIELD_TYPES[field.type.value] + (text.UNQUOTED if quoted else "")
        return text.WRONG_TYPE.format(name=field.label, found=value, expected=expected)
    if field.values and str(value) not in field.values:
        return text.UNKNOWN_VALUE.format(field.label, value) + hint(str(value), field.values)
    return ""


def check_setting(definition: ParameterEntry, value: object) -> str:
    """A Chinese sentence when a value is none that the parameter can be set to; empty when it is, or is None."""
    kinds: dict[ParameterType, type] = {
        ParameterType.INT: int,
        ParameterType.BOOL: bool,
        ParameterType.DATE: date,
        ParameterType.LIST: tuple,
    }
    kind = kinds.get(definition.type, str)
    if value is None:
        return ""
    if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool) or value == ():
        return text.WRONG_TYPE.format(
            name=definition.label, found=value, expected=text.PARAMETER_TYPES[definition.type.value]
        )
    if definition.type is ParameterType.DURATION:
        return "" if is_duration(str(value)) else text.NOT_A_DURATION.format(value)
    for each in value if isinstance(value, tuple) else (value,):
        if definition.values and each not in definition.values:
            return text.UNKNOWN_VALUE.format(definition.label, each) + hint(str(each), definition.values)
    return ""


def hint(written: str, known: Mapping[str, object]) -> str:
    """A guess at what was meant, as the end of a sentence; empty without one."""
    close = get_close_matches(written, list(known), 1)
    return text.DID_YOU_MEAN.format(close[0]) if close else ""


def _field(noun: FactNoun, name: str, values: tuple[object, ...], document: Document, loc: Loc) -> Iterator[PackError]:
    field = noun.field(name)
    if field is None:
        sentence = text.UNKNOWN_FACT_FIELD.format(noun.label, name) + hint(name, noun.fields)
        yield error_at(document, loc, sentence, found=name, expected=" ".join(noun.fields))
        return
    for value in values:
        if sentence := check_value(field, value):
            yield error_at(document, loc, sentence, found=value, expected=" ".join(field.values))


def _leaf(known: Known, noun: FactNoun, leaf: Condition, document: Document, loc: Loc) -> Iterator[PackError]:
    name = leaf.field or ""
    op, operand = leaf.comparisons[0]
    field = noun.field(name)
    if field is None:
        yield from _field(noun, name, (), document, (*loc, "field"))
        return
    place = (*loc, op.value)
    if field.type not in FITS[op]:
        sentence = text.COMPARISON_DOES_NOT_FIT.format(op=op.value, label=field.label)
        yield error_at(document, place, sentence, found=op.value)
        return
    for value in operand if isinstance(operand, tuple) else (operand,):
        if op is not Op.PRESENT and op is not Op.UNDER and (sentence := check_value(field, value)):
            yield error_at(document, place, sentence, found=value, expected=" ".join(field.values))
        if isinstance(value, ParameterReference):
            yield from _type(known, value.parameter, (ParameterType.LIST,), document, place)
        if isinstance(value, Reference):
            yield from _reference(known, noun, field, value, document, place)
            if value.field is not None and op in (Op.IN, Op.UNDER):
                sentence = text.COMPARISON_DOES_NOT_FIT.format(op=op.value, label=text.FIELD_REFERENCE)
                yield error_at(document, place, sentence, found=op.value)


def _reference(
    known: Known, noun: FactNoun, field: FactField, reference: Reference, document: Document, loc: Loc
) -> Iterator[PackError]:
    if reference.holder not in (None, "key"):
        yield from _field(known.dictionary.nouns["party"], str(reference.holder), (), document, loc)
    if reference.period is not None and not known.periodic:
        yield error_at(document, loc, text.NO_PERIOD, found="period")
    if reference.parameter is not None:
        yield from _type(known, reference.parameter, _SET_BY[field.type], document, loc)
    if isinstance(reference.minus, ParameterReference):
        yield from _type(known, reference.minus.parameter, (ParameterType.DURATION,), document, loc)
    if reference.field is not None:
        yield from _same_kind(noun, field, reference.field, document, loc)
    is_time = reference.field is None and reference.holder is None and reference.parameter is None
    if is_time and field.type not in ({FieldType.INT} if reference.is_year else _DAYS):
        found = text.FIELD_TYPES["int" if reference.is_year else "date"]
        expected = text.FIELD_TYPES[field.type.value]
        yield error_at(document, loc, text.WRONG_TYPE.format(name=field.label, found=found, expected=expected))


def _same_kind(noun: FactNoun, field: FactField, name: str, document: Document, loc: Loc) -> Iterator[PackError]:
    """Two fields of a row are compared only if they hold the same kind of thing; a moment with none."""
    other = noun.field(name)
    if other is None:
        yield from _field(noun, name, (), document, loc)
        return
    words = {field.type, other.type} <= _WORDS
    if field.type is FieldType.DATETIME or not (words or other.type is field.type):
        yield error_at(document, loc, text.FIELDS_DIFFER.format(one=field.label, other=other.label), found=name)


def check_ask(known: Known, ask: Ask, document: Document, base: Loc) -> Iterator[PackError]:
    """Whether a parameter is of the type a part asks for, and all its values are understood."""
    loc = (*base, *ask.loc)
    if ask.types:
        yield from _type(known, ask.key, ask.types, document, loc)
    definition = known.parameters.get(ask.key)
    if definition and ask.understood is not None and not set(definition.values) <= ask.understood:
        unknown = text.JOIN.join(sorted(set(definition.values) - ask.understood))
        yield error_at(document, loc, text.VALUES_NOT_UNDERSTOOD.format(key=ask.key, values=unknown))


def _type(
    known: Known, key: str, types: tuple[ParameterType, ...], document: Document, loc: Loc
) -> Iterator[PackError]:
    definition = known.parameters.get(key)
    if definition and definition.type not in types:
        expected = " ".join(each.value for each in types)
        sentence = text.PARAMETER_TYPE.format(key=key, found=definition.type.value, expected=expected)
        yield error_at(document, loc, sentence, found=definition.type.value, expected=expected)
