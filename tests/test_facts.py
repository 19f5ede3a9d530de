"""Every fact of every room can be asked everything that the rule engine asks, on the database of the run: a column
without a type, or an expression that only one of the databases knows, is found here and not by a judgement."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.models import DateField

from hongxian.kernel.module import modules, resolve
from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.population import AsOf, Leaf, Op

DAY = date(2026, 3, 5)
TIMES = [AsOf(DAY), AsOf(DAY, datetime(2026, 2, 1, tzinfo=UTC))]
SOURCES = [source for module in modules().values() for source in module.facts]


@pytest.mark.django_db
@pytest.mark.parametrize("as_of", TIMES, ids=["as known today", "as known then"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.fact)
def test_a_fact_answers_what_a_judgement_asks(source, as_of) -> None:  # type: ignore[no-untyped-def]
    rows = resolve(source.population)(as_of)
    assert rows.next_boundary(DAY) is None or rows.next_boundary(DAY) > DAY
    tally = rows.tally(*(rows.filter(Leaf(name, Op.PRESENT, True)) for name in sorted(rows.fields)))
    assert all(count <= tally.counts[0] for count in tally.counts)
    assert len(rows.page(limit=2)) == min(2, tally.counts[0])
    if isinstance(rows, QuerySetPopulation):
        for name in rows.fields:
            if isinstance(rows.level().kind(rows.column(name)), DateField):
                found = rows.next_after(name, DAY)
                assert found is None or found > DAY, name
