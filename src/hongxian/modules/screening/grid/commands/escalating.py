"""Writes of what a grid tells upwards: with receipt and answer, on the desk of whoever is to act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.parties.queries import party
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import created_once
from hongxian.modules.screening.grid.desk import answer_due, done, dropped, put_answer
from hongxian.modules.screening.grid.flow import GRID_ESCALATION
from hongxian.modules.screening.grid.models import (
    ANSWERS,
    ENFORCING_ANSWERS,
    ESCALATION_KINDS,
    NO_POWER,
    Grid,
    GridEscalation,
    GridFinding,
    GridVisit,
)
from hongxian.modules.screening.grid.queries.mine import is_village_member_only
from hongxian.modules.screening.grid.queries.scope import bodies_to_tell

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party


@command("grid_escalation.send", sees="visit=grid_visit.view finding=grid_finding.view")
def send_escalation(
    *,
    actor: Actor,
    visit: GridVisit,
    kind: str,
    content: str,
    finding: GridFinding | None = None,
    to_upper: bool = False,
    recipient_key: UUID | str = "",
    sent_on: date | None = None,
    key: UUID | None = None,
) -> GridEscalation:
    """Tell the grid above (`to_upper`), or a body of the place or above it, what the grid cannot settle or where it was
    refused entry. It stands on the desk of that body until it answers, by the day that the place decided, if it did.
    `sent_on`, where it was told on paper before it is entered.

    Raises `Problem` where nobody or two are told, the grid above has no body, the body is not of these places, entry
    was not refused, or the same was told already.
    """
    told = {"kind": kind, "content": _checked(visit, kind, content, finding), "finding": finding}
    to_grid, recipient = _recipient(visit.grid, to_upper, recipient_key)
    _refuse_told_already(visit, kind, recipient, key)
    due_on, calculation = answer_due(visit.place_path)
    escalation = created_once(
        GridEscalation,
        "grid_escalation",
        key,
        grid=visit.grid,
        visit=visit,
        place_path=visit.place_path,
        to_grid=to_grid,
        recipient=recipient,
        answer_due_on=due_on,
        due_calculation=calculation,
        **(told | _sent_by(actor, _sent_on(visit, sent_on))),
    )
    record(escalation)
    put_answer(escalation)
    return escalation


@command("grid_escalation.receive")
def receive_escalation(*, actor: Actor, grid_escalation: GridEscalation) -> GridEscalation:
    """Acknowledge it, as the body that was told."""
    GRID_ESCALATION.advance(grid_escalation, "receive", actor, received_at=now(), received_by_name=actor.name)
    record(grid_escalation)
    return grid_escalation


@command("grid_escalation.answer")
def answer_escalation(
    *,
    actor: Actor,
    grid_escalation: GridEscalation,
    answer_kind: str,
    answer: str,
    answered_on: date | None = None,
) -> GridEscalation:
    """Answer what came of it. Raises `Problem` where a village, or somebody who works in a village grid, would order or
    punish: they have no such power."""
    one_of("answer_kind", answer_kind, ANSWERS)
    if answer_kind in ENFORCING_ANSWERS:
        body = grid_escalation.recipient
        if is_village_member_only(actor):
            raise Problem(text.VILLAGE_NO_ORDER, field="answer_kind")
        if body.kind in NO_POWER:
            words = {"party": body.name, "answer": term(f"answer_kind#{answer_kind}")}
            raise Problem(text.RECIPIENT_NO_POWER.format(**words), field="answer_kind")
    day = answered_on or today()
    if not grid_escalation.sent_on <= day <= today():
        shown = {"found": day, "sent": grid_escalation.sent_on, "today": today()}
        raise Problem(text.ANSWERED_RANGE.format(**shown), field="answered_on")
    GRID_ESCALATION.advance(
        grid_escalation,
        "answer",
        actor,
        answer_kind=answer_kind,
        answer=answer.strip(),
        answered_on=day,
        answered_by_name=actor.name,
    )
    entry = record(grid_escalation)
    done(grid_escalation, entry.pk)
    return grid_escalation


@command("grid_escalation.withdraw")
def withdraw_escalation(*, actor: Actor, grid_escalation: GridEscalation, reason: str) -> GridEscalation:
    """Take back what was told by mistake or settled itself, with the reason; it stays on record."""
    GRID_ESCALATION.advance(grid_escalation, "withdraw", actor, {"reason": reason.strip()})
    record(grid_escalation, reason=reason.strip())
    dropped(grid_escalation, text.DUTY_WITHDRAWN.format(reason=reason.strip()))
    return grid_escalation


def _sent_by(actor: Actor, day: date) -> dict[str, Any]:
    said_by = {"sent_by": actor.key, "sent_by_name": actor.name, "sender_id": actor.organisation or None}
    return {"sent_on": day, "sent_at": now(), **said_by}


def _sent_on(visit: GridVisit, told: date | None) -> date:
    """The day on which it was told: not before the visit, nor ahead."""
    day = told or today()
    if not visit.visited_on <= day <= today():
        shown = {"found": day, "visited": visit.visited_on, "today": today()}
        raise Problem(text.SENT_RANGE.format(**shown), field="sent_on")
    return day


def _checked(visit: GridVisit, kind: str, content: str, finding: GridFinding | None) -> str:
    """What is told, once it is clear that it may be told of that visit."""
    one_of("kind", kind, ESCALATION_KINDS, prefix="escalation_kind")
    if kind == "entry_refused" and visit.outcome != "entry_refused":
        raise Problem(text.REFUSED_ONLY, field="kind")
    if finding is not None and finding.visit_id != visit.pk:
        raise Problem(text.FINDING_ELSEWHERE, field="finding")
    return said("content", content)


def _refuse_told_already(visit: GridVisit, kind: str, recipient: Party, key: UUID | None) -> None:
    waiting = GridEscalation.objects.filter(visit=visit, kind=kind, recipient=recipient, state__in=("sent", "received"))
    waiting = waiting.exclude(pk=key) if key else waiting
    if waiting.exists():
        raise Problem(text.ESCALATED_ALREADY.format(recipient=recipient.name), field="recipient")


def _recipient(grid: Grid, to_upper: bool, recipient_key: UUID | str) -> tuple[Grid | None, Party]:
    if to_upper and recipient_key:
        raise Problem(text.RECIPIENT_TWICE, field="recipient")
    if to_upper:
        upper = grid.parent
        if upper is None:
            raise Problem(text.NO_UPPER.format(grid=grid.name), field="recipient")
        if upper.unit is None:
            raise Problem(text.UPPER_NO_BODY.format(grid=upper.name), field="recipient")
        return upper, upper.unit
    if not recipient_key:
        raise Problem(text.RECIPIENT_NEEDED, field="recipient")
    found: Any = bodies_to_tell(grid).filter(pk=recipient_key).first()
    if found is None:
        raise Problem(text.RECIPIENT_OTHER.format(party=recipient_key), field="recipient")
    return None, party(str(found.pk))
