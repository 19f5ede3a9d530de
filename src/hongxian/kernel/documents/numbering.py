"""Numbers of papers: one after another for each series and year, without gaps or doubles."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, QuerySet

from hongxian.kernel.documents import text


class Counter(models.Model):
    """The last number taken in a year. A room adds what it counts for, unique with the year."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


def take(counters: QuerySet[Counter], year: int, **whose: Any) -> int:
    """The next number of that year. Call it in the transaction that uses it: until that ends everybody else waits, so
    a number is taken twice by nobody, and one whose paper failed is not lost."""
    counter, _ = counters.select_for_update().get_or_create(year=year, **whose)
    counters.filter(pk=counter.pk).update(last=F("last") + 1)
    counter.refresh_from_db()
    return counter.last


def number_in_words(code: str, year: int, number: int) -> str:
    """Code, year and number (GB/T 9704-2012, 7.2.5: six-cornered brackets, no leading zeros)."""
    return text.NUMBER.format(code=code, year=year, number=number)
