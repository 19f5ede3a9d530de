"""What every `Population` must do, as checks that any implementation can be put through.

A factory makes a population of the rows given, as of `DAY`. Rows have the fields of `FIELDS`; `valid_from` and
`valid_to` are its validity. Run all with `population_contract(factory)`, or parametrise a test over `CHECKS`.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hongxian.kernel.rules.population import (
    ALWAYS,
    All,
    Any_,
    Bound,
    FieldOf,
    Leaf,
    Not,
    Op,
    Population,
    Row,
    Value,
    day_start,
    digest_of,
    recorded_through,
)

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


def _numbers(population: Population) -> set[int]:
    return {int(each.id[-12:]) for each in population.page(None, 100)}


def _finds(make: Factory, condition: Bound, *numbers: int) -> None:
    found = make(SAMPLE).filter(condition)
    assert _numbers(found) == set(numbers), (condition, _numbers(found))
    assert found.count() == len(numbers), condition


def check_count(make: Factory) -> None:
    """All rows, and no rows."""
    assert make(SAMPLE).count() == 5
    assert make(()).count() == 0
    assert make(()).page() == []
    assert set(FIELDS) - {"valid_from", "valid_to"} <= make(SAMPLE).fields


def check_leaves(make: Factory) -> None:
    """Every comparison."""
    _finds(make, Leaf("kind", Op.IS, "a"), 1, 2)
    _finds(make, Leaf("flag", Op.IS, False), 2)
    _finds(make, Leaf("id", Op.IN, (key(1), key(4), key(99))), 1, 4)
    _finds(make, Leaf("kind", Op.IN, ("b", "c")), 3, 4)
    _finds(make, Leaf("amount", Op.AT_LEAST, 2), 2, 3)
    _finds(make, Leaf("amount", Op.AT_MOST, 1), 1, 4)
    _finds(make, Leaf("on", Op.BEFORE, DAY), 1, 4)
    _finds(make, Leaf("on", Op.ON_OR_BEFORE, DAY), 1, 2, 4)
    _finds(make, Leaf("on", Op.AFTER, DAY), 3)
    _finds(make, Leaf("on", Op.ON_OR_AFTER, DAY), 2, 3)
    _finds(make, Leaf("place_path", Op.UNDER, "41.4110."), 1, 2, 3)
    _finds(make, Leaf("place_path", Op.UNDER, "41.4110.411002."), 1)


def check_absent(make: Factory) -> None:
    """An absent value makes every comparison false; empty text is absent."""
    _finds(make, Leaf("kind", Op.PRESENT, True), 1, 2, 3, 4)
    _finds(make, Leaf("kind", Op.PRESENT, False), 5)
    _finds(make, Leaf("amount", Op.PRESENT, True), 1, 2, 3, 4)
    _finds(make, Leaf("on", Op.PRESENT, False), 5)
    _finds(make, Leaf("member", Op.PRESENT, False), 4)
    _finds(make, Leaf("amount", Op.AT_MOST, 100), 1, 2, 3, 4)


def check_not(make: Factory) -> None:
    """Not is two-valued: what is false for want of a value becomes true."""
    _finds(make, Not(Leaf("kind", Op.IS, "a")), 3, 4, 5)
    _finds(make, Not(Leaf("flag", Op.IS, True)), 2, 4, 5)
    _finds(make, Not(Leaf("amount", Op.AT_LEAST, 2)), 1, 4, 5)
    _finds(make, Not(Leaf("member", Op.IN, (key(11),))), 3, 4, 5)
    _finds(make, Not(Leaf("on", Op.ON_OR_BEFORE, DAY)), 3, 5)
    _finds(make, Not(Not(Leaf("flag", Op.IS, True))), 1, 3)


def check_compound(make: Factory) -> None:
    """All, any, nested, and the empty ones."""
    _finds(make, ALWAYS, 1, 2, 3, 4, 5)
    _finds(make, Any_(()))
    _finds(make, All((Leaf("kind", Op.IS, "a"), Leaf("flag", Op.IS, True))), 1)
    _finds(make, Any_((Leaf("kind", Op.IS, "b"), Leaf("amount", Op.AT_MOST, 0))), 3, 4)
    either = Any_((Leaf("kind", Op.IS, "a"), Leaf("on", Op.PRESENT, False)))
    _finds(make, Not(either), 3, 4)
    _finds(make, Not(All((Leaf("kind", Op.IS, "a"), Leaf("flag", Op.IS, True)))), 2, 3, 4, 5)
    assert make(SAMPLE).filter(Leaf("kind", Op.IS, "a")).filter(Leaf("amount", Op.IS, 2)).count() == 1


def check_fields_compared(make: Factory) -> None:
    """A field with another of the same row; absent on either side, it does not hold, and its contrary does."""
    rows = (
        row(1, amount=3, limit=3, on=DAY, until=DAY),
        row(2, amount=2, limit=3, on=DAY, until=DAY - timedelta(days=1)),
        row(3, amount=4, limit=None, on=DAY, until=None),
        row(4, amount=None, limit=3, on=None, until=DAY),
    )
    population = make(rows)
    kept = {
        Op.AT_LEAST: {1},
        Op.AT_MOST: {1, 2},
        Op.IS: {1},
    }
    for op, numbers in kept.items():
        leaf = Leaf("amount", op, FieldOf("limit"))
        assert _numbers(population.filter(leaf)) == numbers, op
        assert _numbers(population.filter(Not(leaf))) == {1, 2, 3, 4} - numbers, op
    assert _numbers(population.filter(Leaf("on", Op.ON_OR_BEFORE, FieldOf("until")))) == {1}
    assert _numbers(population.filter(Leaf("on", Op.AFTER, FieldOf("until")))) == {2}
    assert _numbers(population.filter(Leaf("valid_from", Op.BEFORE, FieldOf("until")))) == {1, 2, 4}
    assert _refused(lambda: population.filter(Leaf("amount", Op.IS, FieldOf("no_such_field")))), "field"


def check_implicit(make: Factory) -> None:
    """When it was typed in, and whether it was confirmed."""
    _finds(make, recorded_through(date(2026, 3, 2)), 1, 2)
    _finds(make, Not(recorded_through(date(2026, 3, 2))), 3, 4, 5)
    _finds(make, Leaf("confirmed", Op.IS, True), 1, 2, 3, 4)
    _finds(make, Leaf("recorded_on", Op.ON_OR_AFTER, day_start(date(2026, 3, 4))), 4, 5)


def check_unknown_field(make: Factory) -> None:
    """An unknown field is refused, never taken as absent."""
    unknown = Not(Leaf("no_such_field", Op.IS, "a"))
    assert _refused(lambda: make(SAMPLE).filter(unknown)), "filter"
    assert _refused(lambda: make(SAMPLE).project("no_such_field")), "project"


def _refused(attempt: Callable[[], Population]) -> bool:
    try:
        attempt()
    except KeyError:
        return True
    return False


def check_sets(make: Factory) -> None:
    """Intersect and subtract by keys, keeping the left rows."""
    everything = make(SAMPLE)
    first = everything.filter(Leaf("kind", Op.IS, "a"))
    flagged = everything.filter(Leaf("flag", Op.IS, True))
    assert _numbers(first.intersect(flagged)) == {1}
    assert _numbers(first.subtract(flagged)) == {2}
    assert _numbers(everything.subtract(first).subtract(flagged)) == {4, 5}
    assert _numbers(everything.subtract(make(()))) == {1, 2, 3, 4, 5}
    assert everything.intersect(make(())).count() == 0
    again = first.intersect(flagged).filter(Leaf("amount", Op.IS, 1))
    assert _numbers(again) == {1}


def check_project(make: Factory) -> None:
    """Distinct present values as keys; a population of another fact is composed with them."""
    everything = make(SAMPLE)
    members = everything.project("member")
    assert members.count() == 3
    assert [each.id for each in members.page(None, 100)] == [key(11), key(12), key(13)]
    others = make([row(11), row(12), row(14)])
    assert _numbers(others.intersect(members)) == {11, 12}
    assert _numbers(others.subtract(members)) == {14}
    narrowed = everything.filter(Leaf("kind", Op.IS, "a")).project("member")
    assert _numbers(others.subtract(narrowed)) == {12, 14}
    none = everything.filter(Leaf("kind", Op.IS, "c")).project("member")
    assert none.count() == 0
    assert _numbers(others.subtract(none)) == {11, 12, 14}


def check_pages(make: Factory) -> None:
    """Pages follow one another without gap or overlap, and carry the values."""
    everything = make(SAMPLE)
    seen: list[str] = []
    after: str | None = None
    while page := everything.page(after, 2):
        assert len(page) <= 2
        seen += [each.id for each in page]
        after = page[-1].id
    assert sorted(seen) == [key(number) for number in range(1, 6)]
    first = everything.filter(Leaf("id", Op.IS, key(1))).page()[0]
    assert first.label
    assert first.get("kind") == "a"
    assert first.get("amount") == 1
    assert first.get("on") == date(2026, 1, 1)
    assert first.get("flag") is True
    assert str(first.get("member")) == key(11)
    assert first.recorded_on is not None
    last = everything.filter(Leaf("id", Op.IS, key(5))).page()[0]
    assert last.get("kind") is None
    assert last.get("amount") is None
    assert last.confirmed is False


def check_earliest(make: Factory) -> None:
    """The smallest present day; none of nothing."""
    assert make(SAMPLE).earliest("on") == date(2024, 2, 29)
    assert make(SAMPLE).filter(Leaf("kind", Op.IS, "a")).earliest("on") == date(2026, 1, 1)
    assert make(SAMPLE).filter(Leaf("on", Op.PRESENT, False)).earliest("on") is None


def check_digest(make: Factory) -> None:
    """The digest is that of the keys, whatever the order and however they were found."""
    everything = make(SAMPLE)
    assert everything.digest() == digest_of(key(number) for number in (3, 1, 5, 4, 2))
    assert make(tuple(reversed(SAMPLE))).digest() == everything.digest()
    assert make(()).digest() == digest_of([])
    assert everything.filter(Leaf("kind", Op.IS, "a")).digest() == digest_of([key(1), key(2)])
    assert everything.project("member").digest() == digest_of([key(11), key(12), key(13)])
    assert everything.digest() != make(SAMPLE[:4]).digest()


def check_validity(make: Factory) -> None:
    """Only rows valid on the day are there; the next boundary looks at those that are not, too."""
    rows = (
        row(1, kind="a", valid_from=date(2026, 1, 1), valid_to=DAY),
        row(2, kind="a", valid_from=DAY, valid_to=date(2026, 6, 30)),
        row(3, kind="a", valid_from=date(2026, 4, 10)),
        row(4, kind="a", valid_from=date(2025, 1, 1), valid_to=DAY - timedelta(days=1)),
        row(5, kind="b", valid_from=date(2026, 4, 2)),
    )
    population = make(rows)
    assert _numbers(population) == {1, 2}
    assert population.next_boundary(DAY) == date(2026, 4, 1)
    narrowed = population.filter(Leaf("kind", Op.IS, "a"))
    assert narrowed.next_boundary(date(2026, 4, 1)) == date(2026, 4, 10)
    assert narrowed.next_boundary(date(2026, 4, 10)) == date(2026, 7, 1)
    assert narrowed.next_boundary(date(2026, 7, 1)) is None


CHECKS: tuple[Callable[[Factory], None], ...] = (
    check_count,
    check_leaves,
    check_absent,
    check_not,
    check_compound,
    check_fields_compared,
    check_implicit,
    check_unknown_field,
    check_sets,
    check_project,
    check_pages,
    check_earliest,
    check_digest,
    check_validity,
)


def population_contract(make: Factory) -> None:
    """Put an implementation through every check; raises AssertionError at the first that fails."""
    for check in CHECKS:
        check(make)
