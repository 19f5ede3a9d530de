"""Values of parameters: checked against what the pack says they are."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import Value
from hongxian.kernel.rules.schema import ParameterEntry, ParameterType
from hongxian.modules.base.policies import text

_DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")


def checked_value(entry: ParameterEntry, value: Any) -> Any:
    """The value as it is stored (JSON). Raises `Problem` saying what was found and what was expected."""
    read, expected = _KINDS[entry.type]
    found = str(value).strip()
    if entry.type is ParameterType.ENUM:
        stored = found if found in entry.values else None
        expected = text.EXPECTED_ENUM.format(values="、".join(entry.values.values()))
    else:
        stored = read(found)
    if stored is None:
        sentence = text.VALUE_EXPECTED.format(label=entry.label, expected=expected, found=found)
        raise Problem(sentence, field="value")
    return stored


def typed_value(entry: ParameterEntry, stored: Any) -> Value:
    """A stored value as the rule engine takes it: dates as dates."""
    return date.fromisoformat(stored) if entry.type is ParameterType.DATE else stored


def stored_value(value: Value) -> Any:
    """A value of the rule engine as it is stored (JSON)."""
    return value.isoformat() if isinstance(value, date) else value


def shown_value(entry: ParameterEntry, stored: Any) -> str:
    """A stored value in Chinese, with its unit."""
    if isinstance(stored, bool):
        return term("yes") if stored else term("no")
    return entry.values.get(str(stored), f"{stored}{entry.unit}")


def _int(found: str) -> int | None:
    return int(found) if found.isdecimal() else None


def _date(found: str) -> str | None:
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return None


def _duration(found: str) -> str | None:
    return found if _DURATION.fullmatch(found) else None


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
}
