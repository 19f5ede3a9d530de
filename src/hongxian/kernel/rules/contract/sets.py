"""Populations composed with one another."""

from dataclasses import replace
from datetime import date, timedelta

from hongxian.kernel.rules.contract.sample import DAY, SAMPLE, Factory, key, numbers_of, refused, row
from hongxian.kernel.rules.dates import Duration
from hongxian.kernel.rules.population import (
    Leaf,
    Op,
    Pace,
    day_start,
)


def check_sets(make: Factory) -> None:
    """Intersect and subtract by keys, keeping the left rows."""
    everything = make(SAMPLE)
    first = everything.filter(Leaf("kind", Op.IS, "a"))
    flagged = everything.filter(Leaf("flag", Op.IS, True))
    assert numbers_of(first.intersect(flagged)) == {1}
    assert numbers_of(first.subtract(flagged)) == {2}
    assert numbers_of(everything.subtract(first).subtract(flagged)) == {4, 5}
    assert numbers_of(everything.subtract(make(()))) == {1, 2, 3, 4, 5}
    assert everything.intersect(make(())).count() == 0
    again = first.intersect(flagged).filter(Leaf("amount", Op.IS, 1))
    assert numbers_of(again) == {1}


def check_project(make: Factory) -> None:
    """Distinct present values as keys; a population of another fact is composed with them."""
    everything = make(SAMPLE)
    members = everything.project("member")
    assert members.count() == 3
    assert [each.id for each in members.page(None, 100)] == [key(11), key(12), key(13)]
    others = make([row(11), row(12), row(14)])
    assert numbers_of(others.intersect(members)) == {11, 12}
    assert numbers_of(others.subtract(members)) == {14}
    narrowed = everything.filter(Leaf("kind", Op.IS, "a")).project("member")
    assert numbers_of(others.subtract(narrowed)) == {12, 14}
    none = everything.filter(Leaf("kind", Op.IS, "c")).project("member")
    assert none.count() == 0
    assert numbers_of(others.subtract(none)) == {11, 12, 14}


def check_related(make: Factory) -> None:
    """Rows with a row of another population beside them, by key or by another field, whose day keeps a pace."""
    year = Duration(years=1)
    owners = make(
        [
            row(11, on=date(2024, 2, 29)),
            row(12, on=date(2024, 1, 31)),
            row(13, on=None),
            row(14, on=date(2024, 12, 31), member=key(11)),
        ]
    )
    due = {year: (date(2025, 2, 28), date(2025, 1, 31)), Duration(months=1): (date(2024, 3, 29), date(2024, 2, 29))}
    due[Duration(days=1)] = (date(2024, 3, 1), date(2024, 2, 1))
    due[Duration(months=13, days=2)] = (date(2025, 3, 31), date(2025, 3, 2))
    for span, days in due.items():
        pace = Pace("on", Op.ON_OR_BEFORE, "on", span)
        exact = make([row(1, member=key(11), on=days[0]), row(2, member=key(12), on=days[1])])
        assert numbers_of(owners.related(exact, "member", (pace,))) == {11, 12}, span
        assert numbers_of(owners.related(exact, "member", (replace(pace, op=Op.BEFORE),))) == set(), span
        after = make([row(1, member=key(11), on=days[0] + timedelta(days=1)), row(2, member=None, on=days[1])])
        assert numbers_of(owners.related(after, "member", (pace,))) == set(), span
        assert numbers_of(owners.related(after, "member", (replace(pace, op=Op.AFTER),))) == {11}, span
    others = make([row(1, member=key(13), on=DAY), row(2, member=key(14), on=None), row(3, member=key(11), on=DAY)])
    assert numbers_of(owners.related(others, "member")) == {11, 13, 14}
    assert numbers_of(owners.related(others, "member", (Pace("on", Op.AFTER, "on"),))) == {11}
    assert numbers_of(owners.related(others, "member", own="member")) == {14}
    assert numbers_of(others.related(owners, "id", own="member")) == {1, 2, 3}
    assert numbers_of(owners.related(others.filter(Leaf("on", Op.PRESENT, False)), "member")) == {14}
    assert owners.related(make(()), "member").count() == 0
    assert numbers_of(owners.unrelated(make(()), "member")) == {11, 12, 13, 14}
    assert numbers_of(owners.unrelated(others, "member")) == {12}
    assert numbers_of(owners.unrelated(others, "member", (Pace("on", Op.AFTER, "on"),))) == {12, 13, 14}
    assert numbers_of(owners.unrelated(others, "member", own="member")) == {11, 12, 13}
    assert refused(lambda: owners.related(others, "no_such_field")), "theirs"
    assert refused(lambda: owners.related(others, "member", own="no_such_field")), "own"


def check_related_by_moment(make: Factory) -> None:
    """A moment counts as its local day: the last of the day is within it, the first of the next is not."""
    midnight = day_start(date(2026, 3, 2))
    owner = make([row(11, on=date(2026, 3, 1))])
    pace = (Pace("recorded_on", Op.ON_OR_BEFORE, "on"),)
    for moment, numbers in ((midnight - timedelta(seconds=1), {11}), (midnight, set())):
        typed = make([replace(row(1, member=key(11)), recorded_on=moment)])
        assert numbers_of(owner.related(typed, "member", pace)) == numbers, moment


def check_related_boundary(make: Factory) -> None:
    """What is beside a row may end, too."""
    owner = make([row(11)])
    beside = make([row(1, member=key(11), valid_to=DAY)])
    assert owner.related(beside, "member").next_boundary(DAY) == DAY + timedelta(days=1)


def check_total(make: Factory) -> None:
    """The sum of what is there; nothing of nothing."""
    assert make(SAMPLE).total("amount") == 6
    assert make(SAMPLE).filter(Leaf("kind", Op.IS, "a")).total("amount") == 3
    assert make(()).total("amount") == 0
    assert refused(lambda: make(SAMPLE).total("no_such_field")), "total"
