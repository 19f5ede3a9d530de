"""Writes of the sectors that somebody must supervise in a government's place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.models import SupervisedSector

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party


@command("supervised_sector.register", sees="lead_department=party.view")
def register_sector(
    *,
    actor: Actor,
    government: Party,
    name: str,
    basis: str,
    valid_from: date,
    code: str = "",
    lead_department: Party | None = None,
) -> SupervisedSector:
    """Enter a sector that must be supervised in a government's place, and who leads it. Raises `Problem` without a
    basis, and when the government has one of that name."""
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    rows = current(SupervisedSector.objects.filter(government=government, name=name.strip(), valid_to__isnull=True))
    if rows.exists():
        raise Problem(text.SECTOR_EXISTS.format(government=government.name, name=name), field="name")
    sector = SupervisedSector.objects.create(
        government=government,
        name=name.strip(),
        code=code,
        lead_department=lead_department,
        basis=basis.strip(),
        valid_from=valid_from,
    )
    record(sector, reason=basis.strip())
    return sector


@command("supervised_sector.end")
def end_sector(*, actor: Actor, sector: SupervisedSector, valid_to: date, reason: str) -> SupervisedSector:
    """Let the sector end after that day, with the reason. Raises `Problem` at a day before it began."""
    if valid_to < sector.valid_from:
        sentence = text.ENDS_BEFORE_IT_BEGINS.format(found=valid_to, start=sector.valid_from)
        raise Problem(sentence, field="valid_to")
    ended = supersede(sector, valid_to=valid_to)
    record(ended, sector, reason=reason.strip())
    return ended
