"""Populations composed with one another."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hongxian.kernel.rules.contract.sample import DAY, SAMPLE, Factory, key, numbers_of, refused, row
from hongxian.kernel.rules.dates import Duration
from hongxian.kernel.rules.link import Link, Pace, Through
from hongxian.kernel.rules.population import Leaf, Op, day_start


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
        assert numbers_of(owners.related(Link(exact, "member", (pace,)))) == {11, 12}, span
        assert numbers_of(owners.related(Link(exact, "member", (replace(pace, op=Op.BEFORE),)))) == set(), span
        after = make([row(1, member=key(11), on=days[0] + timedelta(days=1)), row(2, member=None, on=days[1])])
        assert numbers_of(owners.related(Link(after, "member", (pace,)))) == set(), span
        assert numbers_of(owners.related(Link(after, "member", (replace(pace, op=Op.AFTER),)))) == {11}, span
    others = make([row(1, member=key(13), on=DAY), row(2, member=key(14), on=None), row(3, member=key(11), on=DAY)])
    assert numbers_of(owners.related(Link(others, "member"))) == {11, 13, 14}
    assert numbers_of(owners.related(Link(others, "member", (Pace("on", Op.AFTER, "on"),)))) == {11}
    assert numbers_of(owners.related(Link(others, "member", own="member"))) == {14}
    assert numbers_of(others.related(Link(owners, "id", own="member"))) == {1, 2, 3}
    assert numbers_of(owners.related(Link(others.filter(Leaf("on", Op.PRESENT, False)), "member"))) == {14}
    assert owners.related(Link(make(()), "member")).count() == 0
    assert numbers_of(owners.unrelated(Link(make(()), "member"))) == {11, 12, 13, 14}
    assert numbers_of(owners.unrelated(Link(others, "member"))) == {12}
    assert numbers_of(owners.unrelated(Link(others, "member", (Pace("on", Op.AFTER, "on"),)))) == {12, 13, 14}
    assert numbers_of(owners.unrelated(Link(others, "member", own="member"))) == {11, 12, 13}
    assert refused(lambda: owners.related(Link(others, "no_such_field"))), "theirs"
    assert refused(lambda: owners.related(Link(others, "member", own="no_such_field"))), "own"


def check_related_by_nothing(make: Factory) -> None:
    """What both do not have does not tie them: an empty text is absent."""
    rows = make([row(1, kind="a"), row(2, kind=""), row(3, kind=None)])
    others = make([row(4, kind="a"), row(5, kind=""), row(6, kind=None)])
    assert numbers_of(rows.related(Link(others, "kind", own="kind"))) == {1}
    assert numbers_of(rows.unrelated(Link(others, "kind", own="kind"))) == {2, 3}


def check_related_by_moment(make: Factory) -> None:
    """A moment counts as its local day: the last of the day is within it, the first of the next is not."""
    midnight = day_start(date(2026, 3, 2))
    owner = make([row(11, on=date(2026, 3, 1))])
    pace = (Pace("recorded_on", Op.ON_OR_BEFORE, "on"),)
    for moment, numbers in ((midnight - timedelta(seconds=1), {11}), (midnight, set())):
        typed = make([replace(row(1, member=key(11)), recorded_on=moment)])
        assert numbers_of(owner.related(Link(typed, "member", pace))) == numbers, moment


def check_related_boundary(make: Factory) -> None:
    """What is beside a row may end, too."""
    owner = make([row(11)])
    beside = make([row(1, member=key(11), valid_to=DAY)])
    assert owner.related(Link(beside, "member")).next_boundary(DAY) == DAY + timedelta(days=1)


def check_related_by_number(make: Factory) -> None:
    """Numbers compared across rows, one apart, and with the year of a day; days of the other row moved."""
    places = make([row(11, limit=5, amount=2026), row(12, limit=None, amount=2025), row(13, limit=4, amount=2026)])
    counts = make(
        [row(1, member=key(11), amount=5), row(2, member=key(12), amount=0), row(3, member=key(13), amount=5)]
    )
    within = Link(counts, "member", (Pace("amount", Op.AT_MOST, "limit"),))
    assert numbers_of(places.related(within)) == {11}
    assert numbers_of(places.related(replace(within, paces=(Pace("amount", Op.AT_LEAST, "limit"),)))) == {11, 13}
    before = make([row(1, member=key(11), amount=2025), row(2, member=key(12), amount=2025)])
    consecutive = (Pace("amount", Op.IS, "amount", offset=-1),)
    assert numbers_of(places.related(Link(before, "member", consecutive))) == {11}
    dated = make([row(11, on=date(2025, 12, 31)), row(12, on=date(2025, 1, 1)), row(13, on=None)])
    assert numbers_of(dated.related(Link(before, "member", (Pace("amount", Op.IS, "on"),)))) == {11, 12}
    window = make([row(1, member=key(11), on=date(2025, 6, 30)), row(2, member=key(12), on=date(2024, 7, 2))])
    half = Duration(months=6)
    ends = (Pace("on", Op.ON_OR_AFTER, "on", their_span=half), Pace("on", Op.ON_OR_BEFORE, "on"))
    assert numbers_of(dated.related(Link(window, "member", ends))) == {12}
    later = (replace(ends[0], their_span=Duration(months=6, days=1)), ends[1])
    assert numbers_of(dated.related(Link(window, "member", later))) == {11, 12}


def check_related_through(make: Factory) -> None:
    """Rows tied to one another by a third population, by its two fields."""
    grants = make([row(21, member=key(31), on=DAY), row(22, member=key(32), on=DAY), row(23, member=None, on=DAY)])
    posts = make([row(1, member=key(11), place_path=key(31)), row(2, member=key(12), place_path=key(32))])
    vetoes = make([row(41, member=key(11), on=DAY), row(42, member=key(13), on=DAY)])
    link = Link(vetoes, "member", (), "member", Through(posts, "place_path", "member"))
    assert numbers_of(grants.related(link)) == {21}
    assert numbers_of(grants.unrelated(link)) == {22, 23}
    assert numbers_of(grants.related(replace(link, paces=(Pace("on", Op.AFTER, "on"),)))) == set()
    unknown = Through(posts, "place_path", "no_such_field")
    assert refused(lambda: grants.related(replace(link, through=unknown))), "through"


def check_mostly(make: Factory) -> None:
    """A share of what belongs to a row, exact; of nothing it has no share."""
    places = make([row(11, limit=1), row(12, limit=1), row(13, limit=1)])
    numbers = [*((11, amount) for amount in (1, 1, 2)), *((12, amount) for amount in (1, 2, 2))]
    counts = make([row(place * 10 + nth, member=key(place), amount=n) for nth, (place, n) in enumerate(numbers)])
    every, within = Link(counts, "member"), Link(counts, "member", (Pace("amount", Op.AT_MOST, "limit"),))
    for share, kept in ((Fraction(2, 3), {11}), (Fraction(67, 100), set()), (Fraction(1, 3), {11, 12})):
        assert numbers_of(places.mostly(every, within, share)) == kept, share
    fewer = Link(counts.filter(Leaf("amount", Op.AT_MOST, 1)), "member")
    assert numbers_of(places.mostly(every, fewer, Fraction(2, 3))) == {11}
    assert places.mostly(Link(make(()), "member"), within, Fraction(1, 100)).count() == 0


def check_holding(make: Factory) -> None:
    """What others name for each of some values, however often; in whatever field the values stand."""
    owners = make([row(11), row(12), row(13)])
    held = ((11, "a"), (11, "a"), (11, "b"), (12, "a"), (12, "c"), (13, "b"), (14, "a"), (14, "b"))
    rows = make([row(nth, member=key(owner), kind=kind) for nth, (owner, kind) in enumerate(held, 1)])
    assert numbers_of(owners.holding(rows, "member", "kind", ("a", "b"))) == {11}
    assert numbers_of(owners.holding(rows, "member", "kind", ("a",))) == {11, 12}
    assert numbers_of(owners.subtract(owners.holding(rows, "member", "kind", ("b",)))) == {12}
    assert owners.holding(rows, "member", "kind", ("a", "b", "c")).count() == 0
    assert owners.holding(make(()), "member", "kind", ("a",)).count() == 0
    ending = make([row(1, member=key(11), kind="a", valid_to=DAY)])
    assert owners.holding(ending, "member", "kind", ("a",)).next_boundary(DAY) == DAY + timedelta(days=1)
    assert refused(lambda: owners.holding(rows, "member", "no_such_field", ("a",))), "field"


def check_total(make: Factory) -> None:
    """The sum of what is there; nothing of nothing."""
    assert make(SAMPLE).total("amount") == 6
    assert make(SAMPLE).filter(Leaf("kind", Op.IS, "a")).total("amount") == 3
    assert make(()).total("amount") == 0
    assert refused(lambda: make(SAMPLE).total("no_such_field")), "total"
