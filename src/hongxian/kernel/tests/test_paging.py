"""Pages by the last row of the page before: equal values, rows without a value, rows that come in meanwhile."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from hongxian.kernel.paging import page

DAYS = [date(2026, 1, 1), date(2026, 1, 2), None]


@pytest.fixture
def rows(world: Any) -> Any:
    """Enterprises, many alike in name and day of opening, some without a day."""
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.places.queries import place

    where = place("411002")
    for number in range(23):
        Enterprise.objects.create(
            name=f"企业{number % 3}", place=where, ownership="private", sector="coal", opened_on=DAYS[number % 3]
        )
    return Enterprise.objects.all()


def forwards(rows: Any, order: tuple[str, ...], limit: int = 4) -> list[Any]:
    pages, after = [], ""
    while not pages or after:
        pages.append(page(rows, order, after=after, limit=limit))
        after = pages[-1].older
    return pages


@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "-pk"), ("opened_on", "pk"), ("-opened_on", "-pk")])
def test_pages_meet_in_both_directions(rows: Any, order: tuple[str, ...]) -> None:
    pages = forwards(rows, order)
    seen = [row for each in pages for row in each.rows]
    assert len({row.pk for row in seen}) == len(seen) == 23
    name = order[0].removeprefix("-")
    values = [getattr(row, name) for row in seen]
    given = [value for value in values if value is not None]
    assert values == given + [None] * (23 - len(given))
    assert given == sorted(given, reverse=order[0].startswith("-"))
    for earlier, later in pairwise(pages):
        back = page(rows, order, before=later.newer, limit=4)
        assert [row.pk for row in back.rows] == [row.pk for row in earlier.rows]
        assert back.newer == earlier.newer


def test_a_row_that_comes_in_meanwhile_moves_nothing(rows: Any) -> None:
    order = ("name", "pk")
    first = page(rows, order, limit=10)
    rest = [row.pk for row in page(rows, order, after=first.older, limit=100).rows]
    kept = first.rows[3]
    rows.model.objects.create(name="企业0", place=kept.place, ownership="private", sector="coal")
    rows.filter(pk=first.rows[9].pk).delete()
    after = [row.pk for row in page(rows, order, after=first.older, limit=100).rows]
    assert [key for key in after if key in rest] == rest
    assert len(after) - len(rest) <= 1


def test_an_empty_page_knows_the_way_back(rows: Any) -> None:
    last = forwards(rows, ("name", "pk"))[-1]
    token = page(rows, ("name", "pk"), limit=4).older
    rows.filter(name__gte="企业0").exclude(pk__in=[row.pk for row in page(rows, ("name", "pk"), limit=4).rows]).delete()
    empty = page(rows, ("name", "pk"), after=token, limit=4)
    assert (empty.rows, empty.older) == ([], "")
    assert page(rows, ("name", "pk"), before=empty.newer, limit=4).rows
    assert last.newer
