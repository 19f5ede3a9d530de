"""Values on their way from one side to the other: written as the other side wants them, compared, digested."""

from __future__ import annotations

import calendar
import hashlib
import json
import operator
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from hongxian.kernel.clock import LOCAL
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.declaring import Check

_COMPARE = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq}


class NotSaid(Exception):
    """A value that cannot be given as the other side wants it: why, in a sentence."""


def digest_of(values: Mapping[str, Any]) -> str:
    """The same for the same content."""
    written = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON: figures without trailing noughts, days as ISO, lists as one text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return figure(Decimal(str(value)))
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    return str(value)


def figure(number: Decimal) -> int | float:
    """A figure as JSON has it."""
    return int(number) if number == number.to_integral_value() else float(number)


def number_of(value: Any) -> Decimal | None:
    """The figure in a cell; None if it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def written_day(value: Any, pattern: str) -> str:
    """A day in the other side's way of writing it (`YYYY`, `MM`, `DD`). Raises `NotSaid` for what is no day."""
    day = value if isinstance(value, date) else None
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value[:10])
        except ValueError:
            day = None
    if day is None:
        raise NotSaid(text.NOT_A_DAY.format(found=value))
    return pattern.replace("YYYY", f"{day.year:04}").replace("MM", f"{day.month:02}").replace("DD", f"{day.day:02}")


def bounds(period: str) -> tuple[date, date]:
    """The first and the last day of a period."""
    year = int(period[:4])
    if len(period) == 10:
        return date.fromisoformat(period), date.fromisoformat(period)
    first, last = 1, 12
    if "Q" in period:
        last = int(period[-1]) * 3
        first = last - 2
    elif len(period) == 7:
        first = last = int(period[5:])
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def contradictions(values: Mapping[str, Any], checks: Iterable[Check]) -> list[tuple[Check, str]]:
    """The checks that do not hold, each with a sentence. What is no figure on either side is not compared."""
    found = []
    for check in checks:
        left, right = number_of(values.get(check.left)), number_of(values.get(check.right))
        if left is not None and right is not None and not _COMPARE[check.op](left, right):
            words = {"left": check.left, "right": check.right, "op": text.OPERATORS[check.op]}
            found.append((check, text.CONTRADICTION.format(**words, found=figure(left), other=figure(right))))
    return found
