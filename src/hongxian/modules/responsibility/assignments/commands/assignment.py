"""Writes of assignments: charging a body with a clause, pressing it, hearing that it is done, answering it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.policies.queries import adoptions_on
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.clauses import Clause, clauses_of, obligations_of
from hongxian.modules.responsibility.assignments.desk import put_on_desk, remind_on_desk, take_off_desk
from hongxian.modules.responsibility.assignments.flow import ASSIGNMENT
from hongxian.modules.responsibility.assignments.models import LIVE, Assignment, Cooperation, Urging

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Post
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.policies.models import Pack


@dataclass(frozen=True)
class Task:
    """What is to be done: under which clause (and obligation, if said), in which words, by when, with whose help."""

    clause_path: str
    task_text: str
    obligation: str = ""
    due_on: date | None = None
    cooperating: Sequence[Party] = ()


@command("assignment.assign", sees="pack=pack.view lead=party.view responsible_post=post.view")
def assign(
    *, actor: Actor, pack: Pack, place: Place, lead: Party, task: Task, responsible_post: Post | None = None
) -> Assignment:
    """Charge a body with a clause of a pack in force in that place; it comes onto the desk of the lead.

    Raises `Problem` when the pack does not hold there, the text has no such clause or obligation, a body is dissolved
    or beyond what the actor may see, the day lies in the past, or the lead is charged with the same already.
    """
    clause = _check_clause(pack, place, task)
    _check_bodies(actor, lead, task.cooperating)
    if not task.task_text.strip():
        raise Problem(text.TASK_NEEDED, field="task_text")
    if task.due_on is not None and task.due_on < today():
        raise Problem(text.DUE_BEFORE_TODAY.format(found=task.due_on, today=today()), field="due_on")
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                pack=pack,
                place=place,
                lead=lead,
                responsible_post=responsible_post,
                clause_path=clause.path,
                clause_order=clause.order,
                obligation=task.obligation,
                task_text=task.task_text.strip(),
                due_on=task.due_on,
                assigned_at=now(),
                assigned_by=actor.key,
                assigned_by_name=actor.name,
            )
    except IntegrityError as error:
        raise _assigned_already(pack, lead, task) from error
    helpers = [Cooperation.objects.create(assignment=assignment, party=party) for party in task.cooperating]
    record(assignment, *helpers, pack=f"{pack.code}/{pack.version}")
    put_on_desk(actor, assignment, clause)
    return assignment


@command("assignment.hand_on", sees="post=post.view")
def hand_on_assignment(*, actor: Actor, assignment: Assignment, post: Post) -> Assignment:
    """Let another post answer for an assignment that is still to be done or answered."""
    if not Assignment.objects.filter(pk=assignment.pk, state__in=LIVE).update(responsible_post=post):
        raise Stale(STALE)
    assignment.refresh_from_db()
    record(assignment)
    return assignment


@command("assignment.report_done")
def report_done(*, actor: Actor, assignment: Assignment) -> Assignment:
    """Say, for the lead, that it is done; the office answers."""
    ASSIGNMENT.advance(
        assignment, "report_done", actor, reported_at=now(), reported_by=actor.key, reported_by_name=actor.name
    )
    record(assignment)
    return assignment


@command("assignment.accept")
def accept_assignment(*, actor: Actor, assignment: Assignment) -> Assignment:
    """Find, for the office, that it is done; it leaves the desk. Raises `Problem` for whoever reported it."""
    ASSIGNMENT.advance(assignment, "accept", actor, ended_at=now())
    entry = record(assignment)
    take_off_desk(assignment, cause=str(entry.pk))
    return assignment


@command("assignment.return")
def return_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> Assignment:
    """Send a report back with the reason; the lead may report again."""
    ASSIGNMENT.advance(assignment, "return", actor, {"reason": reason.strip()}, return_reason=reason.strip())
    record(assignment, reason=reason.strip())
    return assignment


@command("assignment.withdraw")
def withdraw_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> Assignment:
    """Take the charge back with the reason; it leaves the desk and stays on record."""
    ASSIGNMENT.advance(assignment, "withdraw", actor, {"reason": reason.strip()}, ended_at=now())
    record(assignment, reason=reason.strip())
    take_off_desk(assignment, reason=text.NO_LONGER_OWED.format(reason=reason.strip()))
    return assignment


@command("assignment.urge")
def urge(*, actor: Actor, assignment: Assignment, words: str) -> Urging:
    """Press the lead to report; its duty is marked on its desk. Raises `Problem` unless it is the lead's turn, at an
    empty text, and when it was pressed today already."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.state not in ("assigned", "returned"):
        raise Problem(text.NOT_TO_URGE.format(state=term(f"assignment:{held.state}")))
    if not words.strip():
        raise Problem(text.TEXT_NEEDED.format(label=text.URGE_LABEL), field="words")
    if before := Urging.objects.filter(assignment=held, urged_on=today()).first():
        raise Problem(text.URGED_TODAY.format(name=before.recorded_by_name), field="words")
    try:
        with transaction.atomic():
            urging = Urging.objects.create(
                assignment=held,
                urged_on=today(),
                text=words.strip(),
                recorded_at=now(),
                recorded_by_name=actor.name,
            )
    except IntegrityError as error:
        before = Urging.objects.get(assignment=held, urged_on=today())
        raise Problem(text.URGED_TODAY.format(name=before.recorded_by_name), field="words") from error
    record(held, urging, reason=words.strip())
    remind_on_desk(held)
    return urging


def _check_clause(pack: Pack, place: Place, task: Task) -> Clause:
    if not adoptions_on().filter(pack=pack, place=place).exists():
        raise Problem(text.NOT_ADOPTED.format(pack=pack.title, place=place.name), field="pack")
    clauses = clauses_of(pack)
    clause = clauses.get(task.clause_path)
    if clause is None:
        example = next(path for path, each in clauses.items() if not each.is_heading)
        sentence = text.UNKNOWN_CLAUSE.format(pack=pack.title, found=task.clause_path, example=example)
        raise Problem(sentence, field="clause_path")
    if clause.is_heading:
        raise Problem(text.HEADING_CLAUSE.format(found=clause.path), field="clause_path")
    known = obligations_of(pack, clause.path)
    if task.obligation and task.obligation not in known:
        expected = text.LISTED.join(known) or text.NO_OBLIGATION
        sentence = text.UNKNOWN_OBLIGATION.format(found=task.obligation, clause=clause.path, expected=expected)
        raise Problem(sentence, field="obligation")
    return clause


def _check_bodies(actor: Actor, lead: Party, cooperating: Sequence[Party]) -> None:
    for field, party in (("lead", lead), *(("cooperating", each) for each in cooperating)):
        if party.dissolved_on is not None and party.dissolved_on < today():
            raise Problem(text.DISSOLVED.format(party=party.name, day=party.dissolved_on), field=field)
    keys = {party.pk for party in cooperating}
    if lead.pk in keys:
        raise Problem(text.LEAD_COOPERATES.format(party=lead.name), field="cooperating")
    if visible_parties(actor).filter(pk__in=keys).count() != len(keys) or len(keys) != len(cooperating):
        raise Problem(text.NOT_SEEN, field="cooperating")


def _assigned_already(pack: Pack, lead: Party, task: Task) -> Problem:
    other = Assignment.objects.get(
        pack=pack, lead=lead, clause_path=task.clause_path, obligation=task.obligation, state__in=LIVE
    )
    sentence = text.ASSIGNED_ALREADY.format(
        day=other.assigned_at.astimezone(LOCAL).date(),
        name=other.assigned_by_name,
        lead=lead.name,
        state=term(f"assignment:{other.state}"),
    )
    return Problem(sentence, field="lead")
