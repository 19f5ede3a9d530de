"""Writes of rebases: a place moves the printed dates of a pack by whole years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import end_before
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.models import Pack, Rebase
from hongxian.modules.base.policies.queries import adopted_at
from hongxian.modules.base.policies.queries.choices import years_moved

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

MOST_YEARS = 50


@command("rebase.set", sees="pack=pack.view")
def set_rebase(
    *, actor: Actor, pack: Pack, place: Place, years: int, reason: str, basis: str, valid_from: date
) -> Rebase:
    """Move the dates printed in the pack by so many years for a place that adopted it, from that day on; 0 takes an
    earlier move back. The printed dates stay as they are.

    Raises `Problem` where the place did not adopt the pack itself, at a number out of range or without effect, without
    reason or basis, or at a day not later than that of the move in force.
    """
    if not adopted_at(pack, place):
        raise Problem(text.NOT_ADOPTED_HERE.format(place=place.name), field="place")
    if not -MOST_YEARS <= years <= MOST_YEARS:
        raise Problem(text.YEARS_EXPECTED.format(found=years, most=MOST_YEARS), field="years")
    for name, given in (("reason", reason), ("basis", basis)):
        if not given.strip():
            raise Problem(text.REBASE_NEEDS[name], field=name)
    if years == years_moved(pack, place, valid_from):
        raise Problem(text.MOVED_SO_ALREADY.format(day=valid_from, years=years), field="years")
    touched = end_before(Rebase.objects.filter(pack_code=pack.code, place=place), valid_from, _moved_already)
    rebase = Rebase.objects.create(
        pack_code=pack.code, place=place, years=years, basis=basis.strip(), valid_from=valid_from
    )
    record(rebase, *touched, reason=reason.strip(), pack=f"{pack.code}/{pack.version}")
    return rebase


def _moved_already(old: Rebase) -> Problem:
    return Problem(text.REBASE_OVERLAP.format(start=old.valid_from), field="valid_from")
