"""What is wrong with a mapping, in sentences: everything at once, so that it is mended in one go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import register_of
from hongxian.modules.portal.exchange import text

SOURCES = ("column", "constant", "period", "count", "sum", "from_field", "place_of", "unavailable")
OPERATORS = ("<=", "<", ">=", ">", "==")
KINDS = ("text", "number", "date")
FORMATS = ("workbook", "csv")
SHOWN = ("value", "code", "words")
PERIODS = {
    "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"[0-9]{4}-Q[1-4]"),
    "year": re.compile(r"[0-9]{4}"),
    "day": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
}
_FIELD_KEYS = {
    "outgoing": {"name", *SOURCES, "show", "first", "codes", "date", "unit", "required"},
    "incoming": {"name", "kind", "required", "codes", "column", "is_place"},
}
_TOP_KEYS = {
    "outgoing": {"register", "query", "period", "key", "grouped", "each", "tables", "target", "fields", "checks"},
    "incoming": {"register", "period", "key", "tables", "fields", "checks"},
}
_TARGET_KEYS = {"format", "sheet", "head_row"}
_MOST_FIELDS = 200

Said = Mapping[str, Any]


def faults_of(said: Said, direction: str) -> Iterator[str]:
    """Everything wrong with what a declaration says."""
    for key in said:
        if key not in _TOP_KEYS[direction]:
            yield text.UNKNOWN_KEY.format(key=key, expected=text.LISTED.join(sorted(_TOP_KEYS[direction])))
    if (shape := _misshapen(said)) is not None:
        yield shape
        return
    register = register_of(str(said.get("register", ""))) if said.get("register") else None
    if register is None and (direction == "outgoing" or said.get("register")):
        yield text.NO_SUCH_REGISTER.format(found=said.get("register", ""))
    if str(said.get("period", "month")) not in PERIODS:
        yield text.BAD_KIND.format(key="period", found=said["period"], expected=text.LISTED.join(PERIODS))
    names = [str(each["name"]) for each in said["fields"]]
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield text.TWICE.format(name=name)
    for each in said["fields"]:
        yield from _field(each, direction, said)
        yield from _referred(each, register, set(names))
    yield from _key(said, set(names), direction)
    yield from _checks(said, set(names))
    yield from _target(said)


def _misshapen(said: Said) -> str | None:
    """What makes it pointless to look further."""
    fields = said.get("fields")
    if not isinstance(fields, list) or not fields or not all(isinstance(e, dict) and e.get("name") for e in fields):
        return text.NO_FIELDS
    if len(fields) > _MOST_FIELDS:
        return text.TOO_MANY_FIELDS.format(most=_MOST_FIELDS)
    tables = said.get("tables") or {}
    if not isinstance(tables, dict) or any(not isinstance(table, dict) for table in tables.values()):
        return text.BAD_TABLES
    each = said.get("each") or {}
    if not isinstance(each, dict) or any(not isinstance(values, list) for values in each.values()):
        return text.EACH_IS_KEY
    return None if isinstance(said.get("key", []), list) else text.KEY_IS_LIST


def _field(each: Said, direction: str, said: Said) -> Iterator[str]:
    name = each["name"]
    for key in each:
        if key not in _FIELD_KEYS[direction]:
            yield text.UNKNOWN_FIELD_KEY.format(name=name, key=key)
    if "codes" in each and str(each["codes"]) not in (said.get("tables") or {}):
        yield text.NO_SUCH_TABLE.format(name=name, table=each["codes"])
    if direction == "incoming":
        if str(each.get("kind", "text")) not in KINDS:
            yield text.BAD_KIND.format(key=name, found=each["kind"], expected=text.LISTED.join(KINDS))
        return
    if sum(source in each for source in SOURCES) != 1:
        yield text.ONE_SOURCE.format(name=name, expected=text.LISTED.join(SOURCES))
    if not said.get("grouped") and {"count", "sum"} & set(each):
        yield text.ONLY_GROUPED.format(name=name)
    yield from _figures(each)


def _figures(each: Said) -> Iterator[str]:
    for key, kinds in (("first", int), ("unit", int | float)):
        if key in each and (not isinstance(each[key], kinds) or isinstance(each[key], bool) or each[key] <= 0):
            yield text.BAD_FIGURE.format(name=each["name"], key=key, found=each[key])
    if each.get("show", "value") not in SHOWN:
        yield text.BAD_KIND.format(key=each["name"], found=each["show"], expected=text.LISTED.join(SHOWN))


def _referred(each: Said, register: Register | None, names: set[str]) -> Iterator[str]:
    """What a field names: columns of the register, other fields."""
    known = [column.key for column in register.columns] if register else []
    for key in ("column", "sum"):
        if key in each and register is not None and each[key] not in known:
            expected = text.LISTED.join(known)
            yield text.NO_SUCH_COLUMN.format(name=each["name"], column=each[key], expected=expected)
    for key in ("from_field", "place_of"):
        if key in each and each[key] not in names:
            yield text.NO_SUCH_FIELD.format(where=each["name"], found=each[key])


def _key(said: Said, names: set[str], direction: str) -> Iterator[str]:
    key, each = said.get("key", []), said.get("each") or {}
    for name in [*key, *each]:
        if name not in names:
            yield text.NO_SUCH_FIELD.format(where="key", found=name)
    if (said.get("grouped") or said.get("target") or direction == "incoming") and not key:
        yield text.KEY_NEEDED
    if each and set(each) != set(key):
        yield text.EACH_IS_KEY


def _checks(said: Said, names: set[str]) -> Iterator[str]:
    for check in said.get("checks") or []:
        if not isinstance(check, dict) or check.get("op") not in OPERATORS:
            yield text.BAD_CHECK.format(expected=text.LISTED.join(OPERATORS))
            continue
        for side in ("left", "right"):
            if check.get(side) not in names:
                yield text.NO_SUCH_FIELD.format(where="checks", found=check.get(side))


def _target(said: Said) -> Iterator[str]:
    target = said.get("target") or {}
    if not isinstance(target, dict) or set(target) - _TARGET_KEYS or target.get("format", "csv") not in FORMATS:
        yield text.BAD_TARGET.format(expected=text.LISTED.join(FORMATS))
