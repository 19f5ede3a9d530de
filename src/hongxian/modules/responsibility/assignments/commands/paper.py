"""Writes of what is handed in about an assignment: progress and material, never changed, only withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.models import LIVE, Assignment, Material, Paper, ProgressReport

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

P = TypeVar("P", bound=Paper)


@command("assignment.report_progress")
def report_progress(
    *, actor: Actor, assignment: Assignment, reported_on: date, words: str, percent: int | None = None
) -> ProgressReport:
    """Say, for the lead, how far it had come that day. `percent` is 0 to 100 or not said.

    Raises `Problem` when the assignment has ended, the day lies in the future or before it was assigned, nothing is
    said, or the percentage is none.
    """
    held = _live(assignment)
    if reported_on > today():
        raise Problem(text.REPORT_IN_FUTURE.format(found=reported_on, today=today()), field="reported_on")
    first = held.assigned_at.astimezone(LOCAL).date()
    if reported_on < first:
        raise Problem(text.REPORT_BEFORE.format(found=reported_on, expected=first), field="reported_on")
    if not words.strip():
        raise Problem(text.TEXT_NEEDED.format(label=text.PROGRESS_LABEL), field="words")
    if percent is not None and not 0 <= percent <= 100:
        raise Problem(text.PERCENT_RANGE.format(found=percent), field="percent")
    report = ProgressReport.objects.create(
        assignment=held,
        reported_on=reported_on,
        text=words.strip(),
        percent=percent,
        recorded_at=now(),
        recorded_by=actor.key,
        recorded_by_name=actor.name,
    )
    record(held, report)
    return report


@command("assignment.submit_material", sees="party=assignment.submit_material")
def submit_material(
    *, actor: Actor, assignment: Assignment, party: Party, title: str, document_number: str = "", words: str = ""
) -> Material:
    """Hand in material for a body that leads or helps. Raises `Problem` when the assignment has ended, the body takes
    no part in it, or the material has no title."""
    held = _live(assignment)
    helps = held.cooperations.filter(party=party).exists()
    if party.pk != held.lead_id and not helps:
        raise Problem(text.NOT_OF_PART.format(party=party.name), field="party")
    if not title.strip():
        raise Problem(text.TEXT_NEEDED.format(label=text.MATERIAL_TITLE_LABEL), field="title")
    material = Material.objects.create(
        assignment=held,
        party=party,
        title=title.strip(),
        document_number=document_number.strip(),
        text=words.strip(),
        recorded_at=now(),
        recorded_by=actor.key,
        recorded_by_name=actor.name,
    )
    record(held, material)
    return material


@command("progress_report.withdraw")
def withdraw_progress_report(*, actor: Actor, progress_report: ProgressReport, reason: str) -> ProgressReport:
    """Take back a report of progress with the reason; it stays on record."""
    return _withdraw(progress_report, reason)


@command("material.withdraw")
def withdraw_material(*, actor: Actor, material: Material, reason: str) -> Material:
    """Take back material with the reason; it stays on record."""
    return _withdraw(material, reason)


def _live(assignment: Assignment) -> Assignment:
    """The assignment, held so that nobody ends it meanwhile."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.state not in LIVE:
        raise Problem(text.ENDED.format(state=term(f"assignment:{held.state}")))
    return held


def _withdraw(paper: P, reason: str) -> P:
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    if paper.withdrawn_at is not None:
        raise Problem(text.ALREADY_WITHDRAWN.format(day=paper.withdrawn_at.astimezone(LOCAL).date()))
    rows = type(paper)._default_manager.filter(pk=paper.pk, withdrawn_at__isnull=True)
    if not rows.update(withdrawn_at=now()):
        raise Stale(STALE)
    paper.refresh_from_db()
    record(paper, reason=reason.strip())
    return paper
