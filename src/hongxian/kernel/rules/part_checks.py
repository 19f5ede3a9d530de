"""Whether what a part asks is in the dictionary of facts: nouns, fields, comparisons that fit, values."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, Reference
from hongxian.kernel.rules.dictionary import Dictionary, FactField, FactNoun, FieldType
from hongxian.kernel.rules.errors import PackError, error_at
from hongxian.kernel.rules.forms.part import Use
from hongxian.kernel.rules.population import Op
from hongxian.kernel.rules.positions import Document, Loc

_WORDS = {FieldType.KEY, FieldType.TEXT}
_DAYS = {FieldType.DATE, FieldType.DATETIME}
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


def check_use(
    dictionary: Dictionary, use: Use, document: Document, base: Loc, *, periodic: bool
) -> Iterator[PackError]:
    """What is wrong with one use; `base` is the place of the part, `periodic` whether there is a period to refer to."""
    loc = (*base, *use.loc)
    noun = dictionary.nouns.get(use.noun)
    if noun is None:
        if use.loc and use.loc[-1] == "fact":
            yield error_at(
                document,
                loc,
                text.UNKNOWN_FACT.format(use.noun) + _hint(use.noun, dictionary.nouns),
                found=use.noun,
                expected=" ".join(get_close_matches(use.noun, list(dictionary.nouns), 1)),
            )
        return
    if use.dated and not noun.dated:
        yield error_at(document, loc, text.NOT_DATED.format(noun.label), found=use.noun)
    if use.field:
        yield from _field(noun, use.field, use.values, document, loc)
    if use.condition is not None:
        for leaf, place in use.condition.leaves():
            yield from _leaf(dictionary, noun, leaf, document, (*loc, *place), periodic=periodic)


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
    if isinstance(value, Reference) or value is None:
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
        expected = text.FIELD_TYPES[field.type.value]
        return text.WRONG_TYPE.format(name=field.label, found=value, expected=expected)
    if field.values and str(value) not in field.values:
        return text.UNKNOWN_VALUE.format(field.label, value) + _hint(str(value), field.values)
    return ""


def _hint(written: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(written, list(known), 1)
    return text.DID_YOU_MEAN.format(close[0]) if close else ""


def _field(noun: FactNoun, name: str, values: tuple[object, ...], document: Document, loc: Loc) -> Iterator[PackError]:
    field = noun.field(name)
    if field is None:
        sentence = text.UNKNOWN_FACT_FIELD.format(noun.label, name) + _hint(name, noun.fields)
        yield error_at(document, loc, sentence, found=name, expected=" ".join(noun.fields))
        return
    for value in values:
        if sentence := check_value(field, value):
            yield error_at(document, loc, sentence, found=value, expected=" ".join(field.values))


def _leaf(
    dictionary: Dictionary, noun: FactNoun, leaf: Condition, document: Document, loc: Loc, *, periodic: bool
) -> Iterator[PackError]:
    name = leaf.field or ""
    op, operand = next(leaf.comparisons())
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
        if isinstance(value, Reference):
            yield from _reference(dictionary, value, document, place, periodic=periodic)


def _reference(
    dictionary: Dictionary, reference: Reference, document: Document, loc: Loc, *, periodic: bool
) -> Iterator[PackError]:
    if reference.holder not in (None, "key"):
        yield from _field(dictionary.nouns["party"], str(reference.holder), (), document, loc)
    if reference.period is not None and not periodic:
        yield error_at(document, loc, text.NO_PERIOD, found="period")
