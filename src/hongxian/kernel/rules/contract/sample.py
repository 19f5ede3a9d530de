"""The sample rows, and how a population made of them is looked at."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hongxian.kernel.rules.population import Bound, Population, Row, Value, day_start

Factory = Callable[[Sequence[Row]], Population]

FIELDS = ("kind", "member", "place_path", "amount", "limit", "on", "until", "flag", "valid_from", "valid_to")
"""Text, key, text, two numbers, two days, yes or no; all but the validity may be absent."""

DAY = date(2026, 3, 31)


def key(number: int) -> str:
    """The key of a sample row: a UUID in text, in order of its number."""
    return f"00000000-0000-7000-8000-{number:012d}"


def row(number: int, **values: Value) -> Row:
    """A sample row, typed in on the day of its number in March 2026, valid since 2020 unless stated."""
    recorded = day_start(date(2026, 3, 1) + timedelta(days=number - 1))
    confirmed = bool(values.pop("confirmed", True))
    validity: dict[str, Value] = {"valid_from": date(2020, 1, 1), "valid_to": None}
    return Row(key(number), f"row {number}", {**validity, **values}, recorded, "somebody", confirmed)


SAMPLE = (
    row(1, kind="a", member=key(11), place_path="41.4110.411002.", amount=1, on=date(2026, 1, 1), flag=True),
    row(2, kind="a", member=key(11), place_path="41.4110.411003.", amount=2, on=date(2026, 3, 31), flag=False),
    row(3, kind="b", member=key(12), place_path="41.4110.", amount=3, on=date(2026, 4, 1), flag=True),
    row(4, kind="c", member=None, place_path="41.4111.", amount=0, on=date(2024, 2, 29), flag=None),
    row(5, kind="", member=key(13), place_path="", amount=None, on=None, flag=None, confirmed=False),
)


def numbers_of(population: Population) -> set[int]:
    """The numbers of its rows."""
    return {int(each.id[-12:]) for each in population.page(None, 100)}


def finds(make: Factory, condition: Bound, *numbers: int) -> None:
    """Demand that a condition keeps the sample rows of these numbers, and no others."""
    found = make(SAMPLE).filter(condition)
    assert numbers_of(found) == set(numbers), (condition, numbers_of(found))
    assert found.count() == len(numbers), condition


def refused(attempt: Callable[[], object]) -> bool:
    """Whether an unknown field was refused."""
    try:
        attempt()
    except KeyError:
        return True
    return False
