"""What stands in a cell, read as what the column expects: tolerant of how days, numbers and choices are written, strict
in what they mean. A value that would have to be guessed is refused with what was expected."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from hongxian.kernel.imports import text
from hongxian.kernel.imports.reading.stream import Cell
from hongxian.kernel.imports.reading.wording import listed, plain

LONGEST_TEXT = 2000
FIRST_SERIAL, LAST_SERIAL = 14611, 73415
"""1940-01-01 and 2100-12-31 as Excel counts days from 1900."""
_EXACT = 10**15
"""Whole numbers up to here survive as Excel keeps them."""
_EPOCH = date(1899, 12, 30)
_DAY = re.compile(text.DAY_PATTERN)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(text.MONTH_PATTERN)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d{2,}")
_CHINESE_DAY = re.compile(f"[{text.DIGITS_OF_DAYS}{text.TEN}]+")


class Unexpected(ValueError):
    """The cell does not hold what the column expects; says what that is."""


def read_text(cell: Cell) -> str:
    """Words without blanks around them. A number is written as its digits; one that Excel could not keep is refused."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT:
            raise Unexpected(text.EXPECTED["digits"])
        return f"{cell:.10f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
    if isinstance(cell, date):
        return cell.isoformat() if not isinstance(cell, datetime) else cell.isoformat(sep=" ")
    written = " ".join(cell.replace("\u3000", " ").split(" ")).strip()
    if _SCIENTIFIC.fullmatch(plain(written)):
        raise Unexpected(text.EXPECTED["digits"])
    if len(written) > LONGEST_TEXT:
        raise Unexpected(text.EXPECTED["text"].format(longest=LONGEST_TEXT, length=len(written)))
    return written


def read_code(cell: Cell) -> str:
    """A number by which something is known: plain digits and capitals, whatever keyboard they were typed on."""
    return plain(read_text(cell)).upper().lstrip("'`")


def read_number(cell: Cell) -> int | Decimal:
    """A number; commas between thousands are allowed, units are not."""
    if isinstance(cell, bool | date):
        raise Unexpected(text.EXPECTED["number"])
    written = plain(cell).replace(",", "")
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise Unexpected(text.EXPECTED["number"]) from error
    if not number.is_finite():
        raise Unexpected(text.EXPECTED["number"])
    return int(number) if number == number.to_integral_value() else number


def read_day(cell: Cell) -> date:
    """A day in any of the ways in which people write it. A month is no day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool) and is_serial(cell):
        return _EPOCH + timedelta(days=cell)
    written = _arabic(str(cell))
    found = _DAY.fullmatch(written)
    if found is None and (compact := _COMPACT.fullmatch(plain(written))):
        found = compact
    if found is None and _MONTH.fullmatch(written):
        raise Unexpected(text.EXPECTED["whole_date"])
    try:
        if found is None:
            raise ValueError(written)
        return date(*(int(part) for part in found.groups()[:3]))
    except ValueError as error:
        raise Unexpected(text.EXPECTED["date"]) from error


def is_serial(cell: Cell) -> bool:
    """Whether a number is a day as Excel counts them: a cell that lost its format."""
    return isinstance(cell, int) and not isinstance(cell, bool) and FIRST_SERIAL <= cell <= LAST_SERIAL


def read_moment(cell: Cell) -> datetime:
    """A day and a time; a day alone is its beginning."""
    if isinstance(cell, datetime):
        return cell
    found = _DAY.fullmatch(_arabic(str(cell))) if isinstance(cell, str) else None
    if found is None:
        day = read_day(cell)
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - local time, made aware by whoever stores it
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError as error:
        raise Unexpected(text.EXPECTED["moment"]) from error


def read_yes_no(cell: Cell) -> bool:
    """Yes or no, in the usual words and ticks."""
    if isinstance(cell, bool):
        return cell
    written = plain(cell).lower()
    if written in listed("yes"):
        return True
    if written in listed("no"):
        return False
    raise Unexpected(text.EXPECTED["yes_no"])


def read_choice(cell: Cell, choices: Mapping[str, str], others: Mapping[str, str] | None = None) -> str:
    """The value among `choices` (value → word) whose word, or itself, is written, or another word of those that
    `others` gives (word → value); suggests the nearest if none is."""
    written = plain(read_text(cell)).lower()
    words = {plain(word).lower(): value for word, value in (others or {}).items()}
    words |= {plain(word).lower(): value for value, word in choices.items()}
    words |= {plain(value).lower(): value for value in choices}
    if written in words:
        return words[written]
    shown = {plain(word).lower(): word for word in choices.values()}
    near = get_close_matches(written, shown, 1, 0.5) or [each for each in shown if written and written in each][:1]
    hint = text.DID_YOU_MEAN.format(word=shown[near[0]]) if near else ""
    raise Unexpected(text.EXPECTED["choice"].format(values=text.LISTED.join(choices.values())) + hint)


def _arabic(written: str) -> str:
    """A day written in Chinese numerals, in digits; anything else as it is, without what varies by keyboard."""
    folded = " ".join("".join(plain(each) if not each.isspace() else " " for each in written).split())
    return _CHINESE_DAY.sub(lambda found: _number(found.group()), folded)


def _number(written: str) -> str:
    digits = {each: str(number - 1 if number else 0) for number, each in enumerate(text.DIGITS_OF_DAYS)}
    if text.TEN not in written:
        return "".join(digits[each] for each in written)
    tens, _, ones = written.partition(text.TEN)
    return (digits.get(tens, "1") if tens else "1") + (digits.get(ones, "0") if ones else "0")
