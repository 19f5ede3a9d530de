"""What every command of this room looks at before it writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.clock.deadline import Deadline, Unit, deadline
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.together import change_where, is_together
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

LONGEST_LIMIT = 365
UNITS = ("working_day", "day", "month")


def money(field: str, amount: Decimal | None) -> Decimal | None:
    """An amount in yuan, not below nothing."""
    if amount is not None and amount < 0:
        raise Problem(text.FUNDS_RANGE.format(label=term(field), found=amount), field=field)
    return amount


def due(due_on: date | None, limit: int | str | None, limit_unit: str) -> dict[str, Any]:
    """By when, as the columns of a danger: a day, or so many units from today, with every step of the count.

    Raises `Problem` where neither or both are given, at a day that has passed and a limit out of range.
    """
    limit = _number(limit)
    if due_on is not None and limit is not None:
        raise Problem(text.DUE_TWICE, field="limit")
    if due_on is not None:
        if due_on < today():
            raise Problem(text.DUE_PAST.format(found=due_on, today=today()), field="due_on")
        return day_fixed(due_on)
    if limit is None:
        raise Problem(text.DUE_NEEDED, field="due_on")
    if not 1 <= limit <= LONGEST_LIMIT:
        raise Problem(text.LIMIT_RANGE.format(found=limit), field="limit")
    one_of("limit_unit", limit_unit, UNITS)
    return counted(deadline(today(), limit, Unit(limit_unit), calendar=calendar()))


def _number(limit: int | str | None) -> int | None:
    """A limit as a number; typed in a list it comes as text. Text that is no number is out of range."""
    if not isinstance(limit, str):
        return limit
    if limit.strip() and not (limit.strip().isascii() and limit.strip().isdigit()):
        raise Problem(text.LIMIT_RANGE.format(found=limit), field="limit")
    return int(limit) if limit.strip() else None


def day_fixed(due_on: date) -> dict[str, Any]:
    """A day that somebody set, as the columns of a danger."""
    return {
        "due_on": due_on,
        "due_calculation": [text.FIXED_DAY.format(day=due_on)],
        "due_provisional": False,
    }


def counted(found: Deadline) -> dict[str, Any]:
    """A day that was counted, as the columns of a danger."""
    return {"due_on": found.due_on, "due_calculation": found.lines, "due_provisional": found.provisional}


def held(danger: HiddenDanger) -> None:
    """Keep the danger as it was read until this act ends; `Stale` if its state or grade changed meanwhile."""
    now_is = HiddenDanger.objects.select_for_update().values_list("state", "grade").get(pk=danger.pk)
    if now_is != (danger.state, danger.grade):
        raise Stale(STALE)


def standing(body: Party, field: str) -> None:
    """Refuse a body that was dissolved."""
    if body.dissolved_on is not None:
        raise Problem(text.DISSOLVED.format(party=body.name, day=body.dissolved_on), field=field)


def written(danger: HiddenDanger, **changes: Any) -> HiddenDanger:
    """Write columns by compare-and-set with the state that was read; `Stale` if somebody was faster."""
    if not change_where(danger, {"state": danger.state, "grade": danger.grade}, changes):
        raise Stale(STALE)
    if not is_together():
        danger.refresh_from_db()
    return danger


def in_state(danger: HiddenDanger, states: tuple[str, ...], sentence: str) -> None:
    """Refuse a danger that is in none of these states."""
    if danger.state not in states:
        raise Problem(sentence.format(state=term(f"hidden_danger:{danger.state}")))


def body_key(actor: Actor) -> str | None:
    """The body for which the actor acts, as a key of a party; None for a system."""
    return actor.organisation or None
