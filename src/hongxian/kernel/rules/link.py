"""How rows of two populations belong together: by their keys, through a third population, by days and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hongxian.kernel.clock.moment import LOCAL
from hongxian.kernel.rules.dates import AT_ONCE, Duration, add
from hongxian.kernel.rules.population import Op, Population, Row, Value, is_ordered


@dataclass(frozen=True)
class Pace:
    """A comparison between two rows: `theirs`, a field of the other, with `own`, a field of this one.

    Days are moved by `span`, those of the other row by `their_span` (29 February plus a year is 28 February); a moment
    counts as its local day. To a number `offset` is added; where the other's is a number, a day counts as its year.
    Absent on either side, it does not hold.
    """

    theirs: str
    op: Op
    own: str
    span: Duration = AT_ONCE
    their_span: Duration = AT_ONCE
    offset: int = 0


@dataclass(frozen=True)
class Through:
    """A population between two others: `near` is its field with what this row has, `far` that with what the other
    row has."""

    population: Population
    near: str
    far: str


@dataclass(frozen=True)
class Link:
    """Which rows of another population belong to a row: those whose field `theirs` is this row's `own` (its key,
    unless stated), or that are tied to it `through` a third, and that keep every pace with it."""

    other: Population
    theirs: str
    paces: tuple[Pace, ...] = ()
    own: str = "id"
    through: Through | None = None


def keeps(pace: Pace, own: Row, other: Row) -> bool:
    """Whether two rows keep a pace."""
    theirs = _moved(other.get(pace.theirs), pace.their_span)
    mine = _moved(own.get(pace.own), pace.span)
    if theirs is None or mine is None:
        return False
    if isinstance(theirs, int) and isinstance(mine, date):
        mine = mine.year
    if isinstance(mine, int):
        mine += pace.offset
    return theirs == mine if pace.op is Op.IS else is_ordered(pace.op, theirs, mine)


def _moved(value: Value, span: Duration) -> Value:
    if isinstance(value, datetime):
        value = value.astimezone(LOCAL).date()
    return add(value, span) if isinstance(value, date) else value
