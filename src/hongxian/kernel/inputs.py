"""What commands look at in what they were given, before they write."""

from collections.abc import Collection
from datetime import date
from typing import Any

from hongxian.kernel import text
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem

KEEP: Any = object()
"""The value of an argument of a command that changes something: it is to stay as it is."""


def not_kept(**arguments: Any) -> dict[str, Any]:
    """Of these arguments, those that are to change something."""
    return {name: value for name, value in arguments.items() if value is not KEEP}


def said(field: str, words: str) -> str:
    """The words without blanks around them. Raises `Problem` where there are none."""
    if not words.strip():
        raise Problem(text.TEXT_NEEDED.format(label=term(field)), field=field)
    return words.strip()


def one_of(field: str, found: str, values: Collection[str], *, prefix: str = "") -> str:
    """The value, if it is among those offered; `prefix` is that of their words. Raises `Problem` else."""
    if found not in values:
        expected = text.LISTED.join(term(f"{prefix or field}#{each}") for each in values)
        raise Problem(text.UNKNOWN_CHOICE.format(found=found, label=term(field), expected=expected), field=field)
    return found


def not_ahead(field: str, day: date) -> date:
    """The day, if it is today or before. Raises `Problem` else."""
    if day > today():
        raise Problem(text.DAY_AHEAD.format(label=term(field), found=day, today=today()), field=field)
    return day
