"""Values of parameters: checked against what the pack says they are."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.dates import is_duration
from hongxian.kernel.rules.population import Setting
from hongxian.kernel.rules.schema import ParameterEntry, ParameterType
from hongxian.modules.base.policies import text

_BETWEEN_ENTRIES = re.compile(r"[\n、]")


def checked_value(entry: ParameterEntry, value: Any) -> Any:
    """The value as it is stored (JSON). Raises `Problem` saying what was found and what was expected."""
    read, expected = _KINDS[entry.type]
    found = str(value).strip()
    choices = "、".join(entry.values.values())
    stored: Any
    if entry.type is ParameterType.ENUM:
        stored = found if found in entry.values else None
        expected = text.EXPECTED_ENUM.format(values=choices)
    elif entry.type is ParameterType.LIST:
        stored = _list(value if isinstance(value, list | tuple) else _BETWEEN_ENTRIES.split(found), entry.values)
        expected = text.EXPECTED_CHOICES.format(values=choices) if entry.values else expected
    else:
        stored = read(found)
    if stored is None:
        sentence = text.VALUE_EXPECTED.format(label=entry.label, expected=expected, found=found)
        raise Problem(sentence, field="value")
    return stored


def typed_value(entry: ParameterEntry, stored: Any) -> Setting:
    """A stored value as the rule engine takes it: dates as dates, lists as tuples."""
    if entry.type is ParameterType.LIST:
        return tuple(stored)
    return date.fromisoformat(stored) if entry.type is ParameterType.DATE else stored


def stored_value(value: Setting) -> Any:
    """A value of the rule engine as it is stored (JSON)."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def shown_value(entry: ParameterEntry, stored: Any) -> str:
    """A stored value in Chinese, with its unit."""
    if isinstance(stored, bool):
        return term("yes") if stored else term("no")
    if isinstance(stored, list):
        return "、".join(str(entry.values.get(each, each)) for each in stored)
    return entry.values.get(str(stored), f"{stored}{entry.unit}")


def _int(found: str) -> int | None:
    return int(found) if found.isdecimal() else None


def _date(found: str) -> str | None:
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return None


def _duration(found: str) -> str | None:
    return found if is_duration(found) else None


def _list(written: Iterable[object], values: Mapping[str, str]) -> list[str] | None:
    """The entries, each once, as codes where there are choices (given as code or label); None when one is none of
    them, or nothing is left."""
    entries = [entry for each in written if (entry := str(each).strip())]
    if values:
        codes = {label: code for code, label in values.items()}
        entries = [codes.get(each, each) for each in entries]
        if not set(entries) <= set(values):
            return None
    return list(dict.fromkeys(entries)) or None


def _bool(found: str) -> bool | None:
    return {"true": True, "false": False}.get(found.lower())


def _text(found: str) -> str | None:
    return found or None


_KINDS: dict[ParameterType, tuple[Callable[[str], Any], str]] = {
    ParameterType.INT: (_int, text.EXPECTED_INT),
    ParameterType.DATE: (_date, text.EXPECTED_DATE),
    ParameterType.DURATION: (_duration, text.EXPECTED_DURATION),
    ParameterType.BOOL: (_bool, text.EXPECTED_BOOL),
    ParameterType.TEXT: (_text, text.EXPECTED_TEXT),
    ParameterType.ENUM: (_text, text.EXPECTED_ENUM),
    ParameterType.LIST: (_text, text.EXPECTED_LIST),
}
