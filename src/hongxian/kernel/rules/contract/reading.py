"""Rows, sums, digests and the days on which they change."""

from datetime import date, timedelta

from hongxian.kernel.rules.contract.sample import DAY, SAMPLE, Factory, key, numbers_of, row
from hongxian.kernel.rules.digest import digest_of
from hongxian.kernel.rules.population import All, Leaf, Op


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
    assert everything.digest() != make(SAMPLE[:4]).digest()


def check_tally(make: Factory) -> None:
    """The whole and its parts counted at once, however they were found; the digest is of the whole and the subsets."""
    everything = make(SAMPLE)
    first, flagged = (everything.filter(Leaf(*each)) for each in (("kind", Op.IS, "a"), ("flag", Op.IS, True)))
    both, rest = first.intersect(flagged), everything.subtract(first)
    few = everything.filter(Leaf("amount", Op.AT_MOST, 1)).filter(All(()))
    elsewhere = make(SAMPLE[:3])
    again = everything.intersect(elsewhere).subtract(elsewhere.filter(Leaf("kind", Op.IS, "b")))
    found = everything.tally(first, also=(flagged, both, rest, few, again, elsewhere.project("member"), everything))
    assert found.counts == (5, 2, 2, 1, 3, 2, 2, 2, 5)
    assert found.digest == everything.tally(first).digest
    assert found.digest != everything.tally(flagged).digest
    assert everything.tally(first, digest=False).counts == (5, 2)
    assert everything.tally().digest == everything.digest()
    assert first.tally(both, rest.intersect(first)).counts == (2, 1, 0)
    assert make(()).tally(make(())).counts == (0, 0)
    unknown = everything.filter(Leaf("flag", Op.IS, False))
    assert everything.tally(everything.subtract(unknown)).counts == (5, 4), "what is absent is not false"


def check_next_after(make: Factory) -> None:
    """The next day there is after another."""
    assert make(SAMPLE).next_after("on", date(2024, 2, 29)) == date(2026, 1, 1)
    assert make(SAMPLE).filter(Leaf("kind", Op.IS, "b")).next_after("on", date(2026, 1, 1)) == date(2026, 4, 1)
    assert make(SAMPLE).filter(Leaf("kind", Op.IS, "a")).next_after("on", DAY) is None
    assert make(SAMPLE).next_after("on", date(2026, 4, 1)) is None


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
    assert numbers_of(population) == {1, 2}
    assert population.next_boundary(DAY) == date(2026, 4, 1)
    narrowed = population.filter(Leaf("kind", Op.IS, "a"))
    assert narrowed.next_boundary(date(2026, 4, 1)) == date(2026, 4, 10)
    assert narrowed.next_boundary(date(2026, 4, 10)) == date(2026, 7, 1)
    assert narrowed.next_boundary(date(2026, 7, 1)) is None
