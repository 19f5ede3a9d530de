"""What every command of this room looks at before it writes."""

from __future__ import annotations

from datetime import date

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.checks import text


def one_of(field: str, found: str, values: tuple[str, ...]) -> None:
    """Refuse a value that is not among those offered."""
    if found not in values:
        expected = text.LISTED.join(term(f"{field}#{each}") for each in values)
        raise Problem(text.UNKNOWN_CHOICE.format(found=found, label=term(field), expected=expected), field=field)


def said(field: str, words: str) -> str:
    """The words without blanks around them. Raises `Problem` where there are none."""
    if not words.strip():
        raise Problem(text.TEXT_NEEDED.format(label=term(field)), field=field)
    return words.strip()


def not_ahead(field: str, day: date) -> date:
    """Refuse a day to come."""
    if day > today():
        raise Problem(text.DAY_AHEAD.format(label=term(field), found=day, today=today()), field=field)
    return day
