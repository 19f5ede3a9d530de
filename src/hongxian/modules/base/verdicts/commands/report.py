"""Writes of reports: that one was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.verdicts.models import ReportTaking

if TYPE_CHECKING:
    from hongxian.modules.base.verdicts.reports.content import Report


@command("report_taking.take")
def take_report(*, actor: Actor, report: Report, format: str) -> ReportTaking:
    """Put down that a report was taken as a file of that format: of which place, pack and days, with how many verdicts,
    and the digest of what it says. The report holds what the actor may see already."""
    taken = ReportTaking.objects.create(
        place_id=report.place_code,
        pack_id=report.pack_key,
        valid_on=report.valid_on,
        known_on=report.known_on,
        format=format,
        count=report.total,
        digest=report.digest,
        taken_at=now(),
        taken_by=actor.key,
        taken_by_name=actor.name,
    )
    record(taken)
    return taken
