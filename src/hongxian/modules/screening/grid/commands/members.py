"""Writes of who works in a grid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import KEEP, not_kept, one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import last_day
from hongxian.modules.screening.grid.models import MEMBER_ROLES, Grid, GridMember

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person


@command("grid_member.appoint", sees="grid=grid.view")
def appoint_member(
    *,
    actor: Actor,
    grid: Grid,
    grid_role: str,
    member_name: str = "",
    person: Person | None = None,
    is_full_time: bool = True,
    equipment: str = "",
    funding: str = "",
    monthly_pay: Decimal | None = None,
    valid_from: date | None = None,
) -> GridMember:
    """Enter who works in a grid, in which role, since when. With `person` it is somebody who has an account, and their
    places are those of the grid. The same person in several grids is entered in each.

    Raises `Problem` without a name, at a name that is not the person's, at a grid that ended; `Stale` if entered
    already.
    """
    if grid.valid_to is not None and grid.valid_to < today():
        raise Problem(text.ENDED_ALREADY.format(name=grid.name, day=grid.valid_to), field="grid")
    one_of("grid_role", grid_role, MEMBER_ROLES)
    name = member_name.strip() or (person.name if person else "")
    if person is not None and name != person.name:
        raise Problem(text.NAME_OR_PERSON.format(found=name, person=person.name), field="member_name")
    said_so = {"grid": grid, "member_name": said("member_name", name), "grid_role": grid_role}
    _refuse_there_already(said_so)
    member = GridMember.objects.create(
        person=person,
        **said_so,
        is_full_time=is_full_time,
        equipment=equipment.strip(),
        funding=funding.strip(),
        monthly_pay=_pay(monthly_pay),
        valid_from=valid_from or today(),
        recorded_by_name=actor.name,
    )
    record(member)
    return member


@command("grid_member.change", sees="grid=grid.view")
def change_member(
    *,
    actor: Actor,
    grid_member: GridMember,
    is_full_time: bool = KEEP,
    equipment: str = KEEP,
    funding: str = KEEP,
    monthly_pay: Decimal | None = KEEP,
    grid: Grid = KEEP,
    member_name: str = KEEP,
    grid_role: str = KEEP,
    valid_from: date = KEEP,
) -> GridMember:
    """Say what is different of the terms on which somebody works in the grid; what is not said stays. Raises `Problem`
    where another grid, name, role or first day is said: that is somebody else, or another term."""
    if grid_member.recorded_to is not None:
        raise Stale(STALE)
    _refuse_ended(grid_member)
    for name in not_kept(grid=grid, member_name=member_name, grid_role=grid_role, valid_from=valid_from):
        raise Problem(text.MEMBER_FIXED.format(label=term(name)), field=name)
    words = not_kept(equipment=equipment, funding=funding)
    told: dict[str, Any] = {key: (value or "").strip() for key, value in words.items()}
    if is_full_time is not KEEP:
        told["is_full_time"] = bool(is_full_time)
    if monthly_pay is not KEEP:
        told["monthly_pay"] = _pay(monthly_pay)
    if all(getattr(grid_member, key) == value for key, value in told.items()):
        raise Problem(text.NO_CHANGE)
    changed = supersede(grid_member, **told)
    record(changed, grid_member)
    return changed


@command("grid_member.end")
def end_member(*, actor: Actor, grid_member: GridMember, valid_to: date, reason: str) -> GridMember:
    """Enter somebody's last day in the grid and why they left."""
    _refuse_ended(grid_member)
    words = said("reason", reason)
    ended = supersede(grid_member, valid_to=last_day(valid_to, grid_member.valid_from), leaving_reason=words)
    record(ended, grid_member, reason=words)
    return ended


@command("grid_member.withdraw")
def withdraw_member(*, actor: Actor, grid_member: GridMember, reason: str) -> GridMember:
    """Take back, on the day on which it was entered, an entry that was a mistake; it was never true."""
    if grid_member.recorded_to is not None or grid_member.recorded_from.astimezone(LOCAL).date() != today():
        raise Problem(text.NOT_TO_WITHDRAW)
    words = said("reason", reason)
    if not GridMember.objects.filter(pk=grid_member.pk, recorded_to__isnull=True).update(recorded_to=now()):
        raise Stale(STALE)
    grid_member.refresh_from_db()
    record(grid_member, reason=words)
    return grid_member


def _refuse_there_already(said_so: dict[str, Any]) -> None:
    stands = current(GridMember.objects.filter(**said_so, valid_to__isnull=True)).first()
    if stands is not None:
        role = term(f"grid_role#{stands.grid_role}")
        words = {"name": stands.member_name, "role": role, "day": stands.valid_from}
        raise Problem(text.MEMBER_STANDS.format(**words), field="member_name")


def _refuse_ended(member: GridMember) -> None:
    if member.valid_to is not None:
        raise Problem(text.ENDED_ALREADY.format(name=member.member_name, day=member.valid_to))


def _pay(amount: Decimal | None) -> Decimal | None:
    if amount is not None and amount < 0:
        raise Problem(text.PAY_RANGE.format(found=amount), field="monthly_pay")
    return amount
