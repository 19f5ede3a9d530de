"""Rows with two times: when they were true, and when they were known.

“True on 30 September” and “known on 30 September” are different questions; both can be asked.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed, new_key
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.together import change_where, insert


class TwoTimes(Keyed):
    """True from `valid_from` through `valid_to` (both days included, open if empty); known from `recorded_from`
    until `recorded_to`. A row is never rewritten: a correction closes it and puts another in its place."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_from = models.DateTimeField(default=now)
    recorded_to = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_valid_order",
            ),
        ]


T = TypeVar("T", bound=TwoTimes)
M = TypeVar("M", bound=models.Model)


def current(rows: QuerySet[T]) -> QuerySet[T]:
    """What is known now, whenever it is or was true."""
    return rows.filter(recorded_to__isnull=True)


def valid(rows: QuerySet[T], on: date, known_at: datetime | None = None) -> QuerySet[T]:
    """What was true on that day, as known at that moment (now, if not given)."""
    return known(rows, known_at).filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def known(rows: QuerySet[T], at: datetime | None = None) -> QuerySet[T]:
    """What was known at that moment (now, if not given)."""
    if at is None:
        return current(rows)
    return rows.filter(recorded_from__lte=at).filter(Q(recorded_to__isnull=True) | Q(recorded_to__gt=at))


def entered(rows: QuerySet[M], at: datetime | None = None) -> QuerySet[M]:
    """Of rows that are entered once and not replaced, those entered by that moment (all, if not given)."""
    return rows if at is None else rows.filter(recorded_at__lte=at)


def open_once(*fields: str, name: str) -> models.UniqueConstraint:
    """Of the rows alike in these fields, one at most is known now and open: two who enter the first at once collide.

    The name ends in `open_once`; by it the command says that somebody was faster.
    """
    still_open = Q(valid_to__isnull=True, recorded_to__isnull=True)
    return models.UniqueConstraint(fields=fields, condition=still_open, name=f"{name}_open_once")


def end_before(rows: Iterable[T], valid_from: date, refusal: Callable[[T], Problem]) -> list[T]:
    """Let what is open among the rows end the day before; return the rows closed and those put in their place. Rows
    looked up already (`Lookup`) are open ones.

    Raises the `refusal` of a row that does not begin earlier itself. The caller names all of them in the ledger.
    """
    touched: list[T] = []
    for old in still_open(rows) if isinstance(rows, QuerySet) else rows:
        if valid_from <= old.valid_from:
            raise refusal(old)
        touched += [old, supersede(old, valid_to=valid_from - timedelta(days=1))]
    return touched


def still_open(rows: QuerySet[T]) -> QuerySet[T]:
    """Those known now and open, kept from being changed by others until the command ends."""
    return current(rows).filter(valid_to__isnull=True).select_for_update(of=("self",))


def supersede(row: T, **changes: object) -> T:
    """Close the row as of now and put a corrected copy in its place; `Stale` if it was closed already.

    The caller names both rows in the ledger.
    """
    moment = now()
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    fields.update(id=new_key(), recorded_from=moment, recorded_to=None, **changes)
    if not change_where(row, {"recorded_to": None}, {"recorded_to": moment}):
        raise Stale(STALE)
    created = type(row)(**fields)
    insert(created)
    return created
