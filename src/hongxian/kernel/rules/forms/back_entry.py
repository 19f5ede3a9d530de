"""Records typed in after the day they had to be there: they count once a second person confirmed them."""

from datetime import date

from hongxian.kernel.rules import text
from hongxian.kernel.rules.population import Any_, Bound, Leaf, Op, Row, holds, recorded_through

CONFIRMED = Leaf("confirmed", Op.IS, True)


def counts_by(day: date) -> Bound:
    """Typed in by the end of that day, or confirmed."""
    return Any_((recorded_through(day), CONFIRMED))


def does_count_by(day: date, row: Row) -> bool:
    """Whether that holds for the row."""
    return holds(counts_by(day), row)


def unconfirmed(row: Row) -> str:
    """Why a row typed in afterwards does not count yet."""
    day = row.recorded_on.date().isoformat() if row.recorded_on else ""
    return text.UNCONFIRMED.format(day=day)
