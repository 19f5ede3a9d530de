"""The registers of what is done in grids: visits, tasks, premises, and what went up."""

from __future__ import annotations

from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Register,
)
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import ESCALATION_KINDS
from hongxian.modules.screening.grid.registers import words

VISITS = Register(
    key="grid_visit",
    noun="grid_visit",
    page="grid:visits",
    order=("-visited_at", "-pk"),
    columns=(
        Column("unit_name", value="where", link=True),
        Column("outcome", ColumnKind.STATUS, label=text.OUTCOME, choices=words.OUTCOMES, colours=words.OUTCOME_COLOURS),
        Column("visited_at", ColumnKind.MOMENT, sort="visited_at"),
        Column("grid", ColumnKind.REFERENCE, "grid.name"),
        Column("visited_by", value="recorded_by_name"),
        Column("note", shown=False),
        Column("accuracy", ColumnKind.NUMBER, shown=False),
    ),
    filters=(
        Filter(
            "words",
            FilterKind.WORDS,
            ("enterprise__name__icontains", "premises__name__icontains"),
            label=text.UNIT_WORDS,
        ),
        words.PLACE,
        words.GRID,
        Filter("outcome", FilterKind.CHOICE, ("outcome",), choices=words.OUTCOMES),
        Filter("visited_on", FilterKind.DATES, ("visited_on",)),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
    ),
    detail="grid:visit",
    empty=text.VISIT_EMPTY,
)

TASKS = Register(
    key="grid_task",
    noun="grid_task",
    page="grid:tasks",
    order=("-pk",),
    columns=(
        Column("title"),
        Column("grid", ColumnKind.REFERENCE, "grid.name"),
        Column("task_kind", ColumnKind.CHOICE, choices=words.TASKS),
        Column("period", ColumnKind.CHOICE, choices=words.PERIODS),
        Column("valid_from", ColumnKind.DATE),
        Column("valid_to", ColumnKind.DATE),
        Column("basis", shown=False),
    ),
    filters=(
        words.PLACE,
        words.GRID,
        Filter("task_kind", FilterKind.CHOICE, ("task_kind",), choices=words.TASKS),
    ),
    actions=(Action("grid_task.end", page="grid:end_task", open=lambda _actor, row: row.valid_to is None),),
    create="grid:issue",
    creates="grid_task.issue",
    empty=text.TASK_EMPTY,
)

PREMISES = Register(
    key="grid_premises",
    noun="grid_premises",
    page="grid:premises",
    order=("-pk",),
    columns=(
        Column("name", link=True),
        Column("premises_kind", ColumnKind.CHOICE, choices=words.PREMISES),
        Column("place", ColumnKind.PLACE),
        Column("location", label=text.LOCATION),
        Column("found_on", ColumnKind.DATE),
        Column("enterprise", ColumnKind.REFERENCE, label=text.LINKED_TO),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("name__icontains",), label=text.WORDS),
        words.PLACE,
        Filter("premises_kind", FilterKind.CHOICE, ("premises_kind",), choices=words.PREMISES),
    ),
    detail="grid:premises_detail",
    create="grid:add_premises",
    creates="grid_premises.add",
    empty=text.PREMISES_EMPTY,
)

ESCALATIONS = Register(
    key="grid_escalation",
    noun="grid_escalation",
    page="grid:escalations",
    order=("-pk",),
    late=words.is_overdue,
    columns=(
        Column("unit_name", value="visit.where", link=True),
        Column("escalation_kind", ColumnKind.CHOICE, "kind", choices=Choices("escalation_kind#", ESCALATION_KINDS)),
        Column("content"),
        Column("recipient", ColumnKind.REFERENCE, "recipient.name", label=text.TO),
        Column("sent_on", ColumnKind.DATE, label=text.SENT_ON),
        Column("answer_due_on", ColumnKind.DATE),
        Column("state", ColumnKind.STATUS, choices=words.STATES, colours=words.STATE_COLOURS, mark=words.late_mark),
        Column("answer", shown=False),
    ),
    filters=(
        words.PLACE,
        words.GRID,
        Filter("state", FilterKind.CHOICE, ("state",), choices=words.STATES),
        Filter(
            "overdue",
            FilterKind.CHOICE,
            label=text.OVERDUE,
            choices=Choices(labels={"on": text.OVERDUE_ONLY}),
            apply=words.only_overdue,
        ),
    ),
    detail="grid:escalation",
    empty=text.ESCALATION_EMPTY,
)
