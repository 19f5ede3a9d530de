"""Values as people type them, read as the dictionary's types: tolerant of how days and numbers are written, strict in
what they mean. Whatever is wrong is said at once, by field, with what was found and what was expected."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.rules.dictionary import FactField, FieldType
from hongxian.kernel.rules.population import Value
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import Kind

LONGEST_TEXT = 500
LONGEST_KEY = 64
LARGEST = 2**53
"""Whole numbers beyond this are not the same in every program that reads JSON."""

_DAY = re.compile(text.DAY_PATTERN)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


class Unreadable(ValueError):
    """What was typed in is not of the type expected; says what would be."""


def field_of(name: str) -> str:
    """The name under which a fault about a value is reported, and under which a form has it."""
    return f"values.{name}"


def read_values(kind: Kind, given: Mapping[str, object], faults: dict[str, str]) -> dict[str, Value]:
    """The values typed, without those left empty; puts a sentence into `faults` for each that cannot be taken."""
    found: dict[str, Value] = {}
    for name, typed in given.items():
        field = kind.fields.get(name)
        if field is None:
            faults[field_of(name)] = text.NO_SUCH_FIELD.format(noun=kind.label, found=name)
            continue
        plain = getattr(typed, "pk", typed)
        if plain is None or (isinstance(plain, str) and not plain.strip()):
            continue
        try:
            found[name] = read(field, plain)
        except Unreadable as error:
            sentence = text.UNREADABLE.format(label=field.label, found=_short(plain), expected=error)
            faults[field_of(name)] = sentence
    _check_whole(kind, found, faults)
    return found


def read(field: FactField, typed: object) -> Value:
    """One value as the field's type, a text without blanks around it. Raises `Unreadable`."""
    return _READERS[field.type](field, typed)


def read_day(typed: object) -> date:
    """A day in any of the usual ways of writing it. Raises `Unreadable`."""
    if isinstance(typed, datetime):
        return typed.astimezone(LOCAL).date()
    if isinstance(typed, date):
        return typed
    written = _half_width(typed)
    found = _DAY.fullmatch(written) or _COMPACT.fullmatch(written)
    try:
        return date(*(int(part) for part in found.groups())) if found else date.fromisoformat(written)
    except ValueError as error:
        raise Unreadable(text.EXPECTED_DATE) from error


def stored(value: Value) -> Any:
    """A value as JSON. A moment is written in UTC as SQLite writes it, so that its order is that of the text."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


def refuse_marks(field: str, typed: str, faults: dict[str, str]) -> None:
    """Put in a sentence at a mark of secrecy: no classified paper may come in, not even by its title."""
    for mark in text.CLASSIFIED_MARKS:
        if mark in typed:
            faults.setdefault(field, text.CLASSIFIED_MARK.format(mark=mark))


def _check_whole(kind: Kind, found: Mapping[str, Value], faults: dict[str, str]) -> None:
    """What no single value shows: what is missing, what lies ahead, what ends before it begins."""
    for name in kind.needed:
        if name not in found:
            faults.setdefault(field_of(name), text.NEEDED.format(label=kind.fields[name].label))
    if not found and not faults:
        faults[field_of(next(iter(kind.fields)))] = text.NOTHING_SAID
    for name, value in found.items():
        if isinstance(value, str) and kind.fields[name].type is FieldType.TEXT:
            refuse_marks(field_of(name), value, faults)
    happened = found.get(kind.fact.dated)
    if isinstance(happened, date) and happened > today():
        label = kind.fields[kind.fact.dated].label
        sentence = text.NOT_HAPPENED_YET.format(label=label, found=happened, today=today())
        faults[field_of(kind.fact.dated)] = sentence
    start, end = found.get("valid_from"), found.get("valid_to")
    if kind.fact.period_valid and isinstance(start, date) and isinstance(end, date) and end < start:
        faults[field_of("valid_to")] = text.ENDS_BEFORE_IT_BEGINS.format(found=end, start=start)


def _key(field: FactField, typed: object) -> str:
    written = str(typed).strip()
    if not field.values:
        if len(written) > LONGEST_KEY or any(character.isspace() for character in written):
            raise Unreadable(text.EXPECTED_KEY.format(longest=LONGEST_KEY))
        return written
    if written in field.values:
        return written
    code = next((code for code, label in field.values.items() if label == written), None)
    if code is None:
        raise Unreadable(text.EXPECTED_CHOICE.format(values=text.LISTED.join(field.values.values())))
    return code


def _text(field: FactField, typed: object) -> str:
    written = str(typed).strip()
    if len(written) > LONGEST_TEXT:
        raise Unreadable(text.EXPECTED_TEXT.format(longest=LONGEST_TEXT, length=len(written)))
    return written


def _int(field: FactField, typed: object) -> int:
    written = _half_width(typed).replace(",", "")
    if isinstance(typed, bool | float) or not re.fullmatch(r"-?\d+", written) or abs(int(written)) > LARGEST:
        raise Unreadable(text.EXPECTED_INT)
    return int(written)


def _bool(field: FactField, typed: object) -> bool:
    found = text.YES_OR_NO.get(_half_width(typed).lower())
    if found is None:
        raise Unreadable(text.EXPECTED_BOOL)
    return found


def _date(field: FactField, typed: object) -> date:
    return read_day(typed)


def _moment(field: FactField, typed: object) -> datetime:
    try:
        at = typed if isinstance(typed, datetime) else datetime.fromisoformat(str(typed).strip())
    except ValueError as error:
        raise Unreadable(text.EXPECTED_MOMENT) from error
    return (at if at.tzinfo else at.replace(tzinfo=LOCAL)).replace(microsecond=0)


def _half_width(typed: object) -> str:
    """As people type it on a Chinese keyboard, made plain: ２０２６ is 2026, blanks are gone."""
    return "".join(unicodedata.normalize("NFKC", str(typed)).split())


def _short(typed: object) -> str:
    written = str(typed).strip()
    return written if len(written) <= 30 else f"{written[:30]}…"


_READERS: dict[FieldType, Callable[[FactField, object], Value]] = {
    FieldType.KEY: _key,
    FieldType.TEXT: _text,
    FieldType.INT: _int,
    FieldType.BOOL: _bool,
    FieldType.DATE: _date,
    FieldType.DATETIME: _moment,
}
