"""Counting, and filtering by conditions."""

from datetime import date, timedelta

from hongxian.kernel.rules.contract.sample import DAY, FIELDS, SAMPLE, Factory, finds, key, numbers_of, refused, row
from hongxian.kernel.rules.population import (
    ALWAYS,
    All,
    Any_,
    FieldOf,
    Leaf,
    Not,
    Op,
    day_start,
    recorded_through,
)


def check_count(make: Factory) -> None:
    """All rows, and no rows."""
    assert make(SAMPLE).count() == 5
    assert make(()).count() == 0
    assert make(()).page() == []
    assert set(FIELDS) - {"valid_from", "valid_to"} <= make(SAMPLE).fields


def check_leaves(make: Factory) -> None:
    """Every comparison."""
    finds(make, Leaf("kind", Op.IS, "a"), 1, 2)
    finds(make, Leaf("flag", Op.IS, False), 2)
    finds(make, Leaf("id", Op.IN, (key(1), key(4), key(99))), 1, 4)
    finds(make, Leaf("kind", Op.IN, ("b", "c")), 3, 4)
    finds(make, Leaf("amount", Op.AT_LEAST, 2), 2, 3)
    finds(make, Leaf("amount", Op.AT_MOST, 1), 1, 4)
    finds(make, Leaf("on", Op.BEFORE, DAY), 1, 4)
    finds(make, Leaf("on", Op.ON_OR_BEFORE, DAY), 1, 2, 4)
    finds(make, Leaf("on", Op.AFTER, DAY), 3)
    finds(make, Leaf("on", Op.ON_OR_AFTER, DAY), 2, 3)
    finds(make, Leaf("place_path", Op.UNDER, "41.4110."), 1, 2, 3)
    finds(make, Leaf("place_path", Op.UNDER, "41.4110.411002."), 1)


def check_absent(make: Factory) -> None:
    """An absent value makes every comparison false; empty text is absent."""
    finds(make, Leaf("kind", Op.PRESENT, True), 1, 2, 3, 4)
    finds(make, Leaf("kind", Op.PRESENT, False), 5)
    finds(make, Leaf("amount", Op.PRESENT, True), 1, 2, 3, 4)
    finds(make, Leaf("on", Op.PRESENT, False), 5)
    finds(make, Leaf("member", Op.PRESENT, False), 4)
    finds(make, Leaf("amount", Op.AT_MOST, 100), 1, 2, 3, 4)


def check_not(make: Factory) -> None:
    """Not is two-valued: what is false for want of a value becomes true."""
    finds(make, Not(Leaf("kind", Op.IS, "a")), 3, 4, 5)
    finds(make, Not(Leaf("flag", Op.IS, True)), 2, 4, 5)
    finds(make, Not(Leaf("amount", Op.AT_LEAST, 2)), 1, 4, 5)
    finds(make, Not(Leaf("member", Op.IN, (key(11),))), 3, 4, 5)
    finds(make, Not(Leaf("on", Op.ON_OR_BEFORE, DAY)), 3, 5)
    finds(make, Not(Not(Leaf("flag", Op.IS, True))), 1, 3)


def check_compound(make: Factory) -> None:
    """All, any, nested, and the empty ones."""
    finds(make, ALWAYS, 1, 2, 3, 4, 5)
    finds(make, Any_(()))
    finds(make, Not(ALWAYS))
    finds(make, Not(Any_(())), 1, 2, 3, 4, 5)
    finds(make, Any_((ALWAYS, Leaf("kind", Op.IS, "b"))), 1, 2, 3, 4, 5)
    finds(make, All((ALWAYS, Leaf("kind", Op.IS, "b"))), 3)
    finds(make, Not(All((ALWAYS, Leaf("kind", Op.IS, "b")))), 1, 2, 4, 5)
    finds(make, All((Not(ALWAYS), Leaf("kind", Op.IS, "a"))))
    finds(make, All((Leaf("kind", Op.IS, "a"), Leaf("flag", Op.IS, True))), 1)
    finds(make, Any_((Leaf("kind", Op.IS, "b"), Leaf("amount", Op.AT_MOST, 0))), 3, 4)
    either = Any_((Leaf("kind", Op.IS, "a"), Leaf("on", Op.PRESENT, False)))
    finds(make, Not(either), 3, 4)
    finds(make, Not(All((Leaf("kind", Op.IS, "a"), Leaf("flag", Op.IS, True)))), 2, 3, 4, 5)
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
        assert numbers_of(population.filter(leaf)) == numbers, op
        assert numbers_of(population.filter(Not(leaf))) == {1, 2, 3, 4} - numbers, op
    assert numbers_of(population.filter(Leaf("on", Op.ON_OR_BEFORE, FieldOf("until")))) == {1}
    assert numbers_of(population.filter(Leaf("on", Op.AFTER, FieldOf("until")))) == {2}
    assert numbers_of(population.filter(Leaf("valid_from", Op.BEFORE, FieldOf("until")))) == {1, 2, 4}
    assert refused(lambda: population.filter(Leaf("amount", Op.IS, FieldOf("no_such_field")))), "field"


def check_implicit(make: Factory) -> None:
    """When it was typed in, and whether it was confirmed."""
    finds(make, recorded_through(date(2026, 3, 2)), 1, 2)
    finds(make, Not(recorded_through(date(2026, 3, 2))), 3, 4, 5)
    finds(make, Leaf("confirmed", Op.IS, True), 1, 2, 3, 4)
    finds(make, Leaf("recorded_on", Op.ON_OR_AFTER, day_start(date(2026, 3, 4))), 4, 5)


def check_unknown_field(make: Factory) -> None:
    """An unknown field is refused, never taken as absent."""
    unknown = Not(Leaf("no_such_field", Op.IS, "a"))
    assert refused(lambda: make(SAMPLE).filter(unknown)), "filter"
    assert refused(lambda: make(SAMPLE).project("no_such_field")), "project"
