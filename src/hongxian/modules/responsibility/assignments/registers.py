"""The register of assignments. The progress sheet and the breakdown by clauses are pages of their own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.declaration import (
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
)
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.models import STATES
from hongxian.modules.responsibility.assignments.queries import (
    NEWEST_FIRST,
    overdue,
    visible_assignments,
    with_papers,
)
from hongxian.modules.responsibility.assignments.sheet import is_late, line_of

_STATES = Choices("assignment:", STATES)
_COLOURS = {"assigned": "yellow", "reported": "blue", "returned": "orange", "accepted": "green"}


def with_lines(_actor: Actor, rows: list[Any]) -> None:
    """Put beside each assignment its line of the progress sheet."""
    with_papers(rows)
    for row in rows:
        row.line = line_of(row)


def that_were_assigned(actor: Actor, packs: QuerySet[Any]) -> QuerySet[Any]:
    """Of the packs, those of the assignments that the actor may see."""
    return packs.filter(pk__in=visible_assignments(actor).order_by().values("pack")).order_by("code", "version")


def that_lead(actor: Actor, parties: QuerySet[Any]) -> QuerySet[Any]:
    """Of the parties, those that lead what the actor may see."""
    return parties.filter(pk__in=visible_assignments(actor).order_by().values("lead"))


def only_overdue(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the assignments, those that are overdue today."""
    return overdue(rows)


def source(assignment: Any) -> list[str]:
    """The policy and the clause of it."""
    return [assignment.pack.title, assignment.clause_path]


def urged(assignment: Any) -> str:
    """How often the lead was pressed."""
    number = len(assignment.urgings.all())
    return text.URGED.format(number=number) if number else ""


def late_mark(assignment: Any) -> str:
    """That its day has passed."""
    return text.OVERDUE if is_late(assignment) else ""


ASSIGNMENTS = Register(
    key="assignment",
    noun="assignment",
    page="assignments:list",
    order=NEWEST_FIRST,
    load=with_lines,
    late=is_late,
    columns=(
        Column("task_text", link=True),
        Column("clause_path", value=source, label=text.CLAUSE),
        Column("lead", ColumnKind.REFERENCE, "lead.name"),
        Column("cooperating", value="line.cooperating"),
        Column("responsible_post", value="line.person", shown=False),
        Column("due_on", ColumnKind.DATE, sort="due_on"),
        Column("progress", value="line.progress", label=text.PROGRESS, mark=urged),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_COLOURS, mark=late_mark),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("task_text__icontains",), label=text.TASK_LABEL),
        Filter("pack", FilterKind.REFERENCE, ("pack",), refers="pack", offered=that_were_assigned),
        Filter("lead", FilterKind.REFERENCE, ("lead",), refers="party", offered=that_lead),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_STATES),
        Filter(
            "overdue",
            FilterKind.CHOICE,
            label=text.OVERDUE,
            choices=Choices(labels={"on": text.OVERDUE_ONLY}),
            apply=only_overdue,
        ),
        Filter("due_on", FilterKind.DATES, ("due_on",)),
    ),
    detail="assignments:detail",
    links=(
        Link(text.SHEET, "assignments:sheet", "assignment.view", "table"),
        Link(text.BREAKDOWN, "assignments:breakdowns", "assignment.view", "list-tree"),
    ),
    empty=text.EMPTY,
)
