"""The registers of meetings, of what offices did, and of what called for it."""

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
    Sheet,
)
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.flow import MEETING
from hongxian.modules.responsibility.meetings.models import FUNCTIONS, STATES, WorkOccasion, WorkRecord

_STATES = Choices("meeting:", STATES)
_FUNCTIONS = Choices("function#", FUNCTIONS)
_COLOURS = {"awaiting_confirmation": "orange", "recorded": "green", "confirmed": "green"}
_BODY = Column(
    "body",
    ColumnKind.REFERENCE,
    "body.name",
    argument="body",
    required=True,
    refers="party",
    named_by=("name",),
)


def with_items(_actor: Actor, rows: list[Any]) -> None:
    """Read the agendas of all the meetings at once."""
    prefetch_related_objects(rows, "items")


def items(meeting: Any) -> list[str]:
    """The agenda, item by item, with how each was dealt with."""
    return [
        text.ITEM_LINE.format(title=each.title, agenda_type=term(f"agenda_type#{each.agenda_type}"))
        for each in sorted(meeting.items.all(), key=lambda each: each.order)
    ]


def session_mark(meeting: Any) -> str:
    """Which one of the day it was, if not the first."""
    return text.SESSION.format(number=meeting.session) if meeting.session > 1 else ""


def backfilled_mark(meeting: Any) -> str:
    """That it was typed in afterwards."""
    return text.BACKFILLED if meeting.state in ("awaiting_confirmation", "confirmed") else ""


def that_met(_actor: Actor, parties: QuerySet[Any]) -> QuerySet[Any]:
    """Of the parties, those of which meetings are recorded."""
    return parties.filter(meetings__isnull=False).distinct()


MEETINGS = Register(
    key="meeting",
    noun="meeting",
    page="meetings:list",
    order=("-held_on", "-pk"),
    load=with_items,
    columns=(
        Column("held_on", ColumnKind.DATE, sort="held_on", mark=session_mark),
        Column("body", ColumnKind.REFERENCE, "body.name"),
        Column("title", label=text.TITLE_WORDS, link=True),
        Column("agenda_item", value=items),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_COLOURS, mark=backfilled_mark),
        Column("recorded_at", ColumnKind.MOMENT, shown=False),
        Column("recorded_by_name", shown=False),
        Column("confirmed_by_name", shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("title__icontains",), label=text.TITLE_WORDS),
        Filter("body", FilterKind.REFERENCE, ("body",), refers="party", sees="meeting.view", offered=that_met),
        Filter("held_on", FilterKind.DATES, ("held_on",)),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_STATES),
    ),
    actions=(
        Action("meeting.confirm", "meeting", bulk=True, open=MEETING.opens("confirm")),
        Action("meeting.reject", "meeting", needs=("reason",), bulk=True, open=MEETING.opens("reject"), danger=True),
    ),
    detail="meetings:detail",
    create="meetings:record",
    creates="meeting.record",
    links=(Link(text.BODIES, "meetings:bodies", "membership.view", "users"),),
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_CREATOR,
)


def _stands(_actor: Actor, row: WorkRecord | WorkOccasion) -> bool:
    return row.withdrawn_at is None


def _why_withdrawn(row: WorkRecord | WorkOccasion) -> str:
    return row.withdrawal_reason


WORK_RECORDS = Register(
    key="work_record",
    noun="work_record",
    page="meetings:work_records",
    order=("-done_on", "-pk"),
    columns=(
        Column("done_on", ColumnKind.DATE, sort="done_on", argument="done_on", required=True),
        Column("function", ColumnKind.CHOICE, choices=_FUNCTIONS, argument="function", required=True),
        Column("title", label=text.WORK_LABEL, argument="title", required=True),
        Column("document_number", argument="document_number"),
        _BODY,
        Column("recorded_at", ColumnKind.MOMENT),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_COLOURS, mark=_why_withdrawn),
    ),
    filters=(
        Filter("function", FilterKind.CHOICE, ("function",), choices=_FUNCTIONS),
        Filter("words", FilterKind.WORDS, ("title__icontains", "document_number__icontains"), label=text.WORK_LABEL),
        Filter("done_on", FilterKind.DATES, ("done_on",)),
    ),
    sheet=Sheet(
        create="work_record.enter",
        withdraw="work_record.withdraw",
        row="work_record",
        withdrawn_by={"reason": text.IMPORT_UNDONE},
        natural_key=("body", "done_on", "title"),
    ),
    actions=(
        Action(
            "work_record.withdraw",
            "work_record",
            needs=("reason",),
            open=_stands,
            asks=text.ASK_WITHDRAW_WORK,
            danger=True,
        ),
    ),
    create="meetings:enter_record",
    creates="work_record.enter",
    links=(Link(text.OCCASIONS, "meetings:work_occasions", "work_occasion.view"),),
    note=text.WORK_NOTE,
    empty=text.NO_WORK,
    empty_for_creator=text.NO_WORK_FOR_CREATOR,
)

WORK_OCCASIONS = Register(
    key="work_occasion",
    noun="work_occasion",
    page="meetings:work_occasions",
    order=("-arose_on", "-pk"),
    columns=(
        Column("arose_on", ColumnKind.DATE, sort="arose_on", argument="arose_on", required=True),
        Column("function", ColumnKind.CHOICE, choices=_FUNCTIONS, argument="function", required=True),
        Column("title", label=text.OCCASION_LABEL, argument="title", required=True),
        _BODY,
        Column("recorded_at", ColumnKind.MOMENT),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_COLOURS, mark=_why_withdrawn),
    ),
    filters=(
        Filter("function", FilterKind.CHOICE, ("function",), choices=_FUNCTIONS),
        Filter("words", FilterKind.WORDS, ("title__icontains",), label=text.OCCASION_LABEL),
        Filter("arose_on", FilterKind.DATES, ("arose_on",)),
    ),
    sheet=Sheet(
        create="work_occasion.enter",
        withdraw="work_occasion.withdraw",
        row="work_occasion",
        withdrawn_by={"reason": text.IMPORT_UNDONE},
        natural_key=("body", "arose_on", "title"),
    ),
    actions=(
        Action(
            "work_occasion.withdraw",
            "work_occasion",
            needs=("reason",),
            open=_stands,
            asks=text.ASK_WITHDRAW_WORK,
            danger=True,
        ),
    ),
    create="meetings:enter_occasion",
    creates="work_occasion.enter",
    links=(Link(text.RECORDS, "meetings:work_records", "work_record.view"),),
    empty=text.NO_OCCASION,
    empty_for_creator=text.NO_OCCASION_FOR_CREATOR,
)
