"""The registers of hidden dangers, of formal notifications, and of what enterprises report."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

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
from hongxian.modules.base.enterprises.queries import positions_within, sectors
from hongxian.modules.base.places.queries import own_level, place_tree
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import CODES, codes
from hongxian.modules.screening.hidden_dangers.commands import numbered
from hongxian.modules.screening.hidden_dangers.finding import by_words
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.models import (
    CATEGORIES,
    GRADES,
    NOTIFICATION_KINDS,
    NOTIFICATION_STATES,
    ORIGINS,
    REPORT_FORMS,
    REPORT_KINDS,
    STATES,
)
from hongxian.modules.screening.hidden_dangers.queries import NEWEST_FIRST, is_overdue, overdue
from hongxian.modules.screening.hidden_dangers.queries.risks import MEASURES, of_risks, with_risks
from hongxian.modules.screening.hidden_dangers.stages import NO_ENTERPRISE, at_stage, of_sector, only_repeated

_STATES = Choices("hidden_danger:", STATES)
_STATE_COLOURS = {
    "reported": "grey",
    "graded": "yellow",
    "rectifying": "orange",
    "rectified": "blue",
    "closed": "green",
    "withdrawn": "grey",
}
_GRADES = Choices("grade#", GRADES)
_GRADE_COLOURS = {"general": "yellow", "major": "red"}
_ORIGINS = Choices("origin#", ORIGINS)
_SECTORS = Choices("sector#", (*sectors(), NO_ENTERPRISE))
_CATEGORIES = Choices("danger_category#", CATEGORIES)
_NOTIFICATION_COLOURS = {"sent": "orange", "received": "yellow", "replied": "green", "withdrawn": "grey"}


def only_overdue(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the dangers, those that are overdue today."""
    return overdue(rows)


def only_without_supervisor(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the dangers, those that no body is known to supervise."""
    return rows.filter(supervisor__isnull=True)


def late_mark(danger: Any) -> str:
    """That its day has passed."""
    return text.OVERDUE if is_overdue(danger) else ""


def grade_mark(danger: Any) -> str:
    """What was done to its grade."""
    return text.DOWNGRADED if danger.downgraded else ""


def origin_mark(danger: Any) -> str:
    """That it was entered for the enterprise, or taken over from an older register."""
    return text.ON_BEHALF if danger.is_on_behalf else text.TAKEN_OVER if danger.is_taken_over else ""


def behalf_mark(report: Any) -> str:
    """That it was entered for the enterprise."""
    return text.ON_BEHALF if report.is_on_behalf else ""


HIDDEN_DANGERS = Register(
    key="hidden_danger",
    noun="hidden_danger",
    page="hidden_dangers:list",
    order=NEWEST_FIRST,
    late=is_overdue,
    load=with_risks,
    columns=(
        Column("description", link=True, argument="description", required=True),
        Column(
            "enterprise",
            ColumnKind.REFERENCE,
            value="where",
            label=text.WHERE,
            argument="enterprise",
            refers="enterprise",
            named_by=("name", "credit_code"),
            help=text.WHERE_HELP,
        ),
        Column("premises", shown=False, argument="premises", help=text.PREMISES_HELP),
        Column("place", ColumnKind.PLACE, argument="place", refers="place", named_by=("name", "code")),
        Column("location", shown=False, argument="location"),
        Column(
            "grade",
            ColumnKind.STATUS,
            choices=_GRADES,
            colours=_GRADE_COLOURS,
            mark=grade_mark,
            argument="grade",
            required=True,
        ),
        Column("danger_category", ColumnKind.CHOICE, choices=_CATEGORIES, shown=False, argument="danger_category"),
        Column("basis", shown=False, label=text.BASIS_LABEL, argument="basis"),
        Column("origin", ColumnKind.CHOICE, choices=_ORIGINS, mark=origin_mark, argument="origin", required=True),
        Column("found_on", ColumnKind.DATE, sort="found_on", argument="found_on", required=True),
        Column("rectifier", shown=False, argument="rectifier"),
        Column("measures", shown=False, argument="measures"),
        Column("due_on", ColumnKind.DATE, argument="due_on"),
        Column("rectified_on", ColumnKind.DATE, shown=False, argument="rectified_on"),
        Column("verified_on", ColumnKind.DATE, shown=False, argument="verified_on"),
        Column("verifier", shown=False, argument="verifier"),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_STATE_COLOURS, mark=late_mark),
        Column("risk", value="risk_words", label=text.RISK, shown=False),
        Column("failed_measure", ColumnKind.CHOICE, choices=Choices("failed_measure#", MEASURES), shown=False),
        *(
            Column(each, ColumnKind.CHOICE, choices=Choices(labels=codes(each)), shown=False, argument=each)
            for each in CODES
        ),
        Column("removed_on_the_spot", ColumnKind.YES_NO, shown=False),
        Column("supervisor", ColumnKind.REFERENCE, "supervisor.name", shown=False),
        Column("cost", ColumnKind.MONEY, shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, label=text.WORDS, apply=by_words),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("hidden_danger.view")),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_STATES),
        Filter("grade", FilterKind.CHOICE, ("grade",), choices=_GRADES),
        Filter("origin", FilterKind.CHOICE, ("origin",), choices=_ORIGINS),
        Filter(
            "overdue",
            FilterKind.CHOICE,
            label=text.OVERDUE,
            choices=Choices(labels={"on": text.OVERDUE_ONLY}),
            apply=only_overdue,
        ),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("found_on", FilterKind.DATES, ("found_on",)),
        Filter("removed_on_the_spot", FilterKind.YES_NO, ("removed_on_the_spot",)),
        Filter("downgraded", FilterKind.YES_NO, ("downgraded",)),
        Filter("risk", FilterKind.REFERENCE, label=text.RISK, refers="risk", apply=of_risks),
        Filter("failed_measure", FilterKind.CHOICE, ("failed_measure",), choices=Choices("failed_measure#", MEASURES)),
        Filter("stage", FilterKind.CHOICE, choices=Choices(labels=text.STAGE_WORDS), apply=at_stage),
        Filter("sector", FilterKind.CHOICE, choices=_SECTORS, apply=of_sector),
        Filter("repeated", FilterKind.CHOICE, choices=Choices(labels=text.REPEAT_WORDS), apply=only_repeated),
        Filter("supervisor", FilterKind.REFERENCE, ("supervisor",), refers="party"),
        Filter(
            "without_supervisor",
            FilterKind.CHOICE,
            choices=Choices(labels={"on": text.WITHOUT_SUPERVISOR}),
            apply=only_without_supervisor,
        ),
        *(Filter(each, FilterKind.CHOICE, (each,), choices=Choices(labels=codes(each))) for each in CODES),
        own_level("place_path", "hidden_danger.view"),
        *positions_within("enterprise__"),
    ),
    actions=(
        Action(
            "hidden_danger.assign",
            argument="hidden_danger",
            needs=("rectifier", "limit"),
            bulk=True,
            open=HIDDEN_DANGER.opens("assign"),
        ),
        Action("hidden_danger.urge", argument="hidden_danger", bulk=True, open=lambda _actor, row: is_overdue(row)),
    ),
    sheet=Sheet(
        create="hidden_danger.take_over",
        change="hidden_danger.correct",
        withdraw="hidden_danger.take_back",
        row="hidden_danger",
        withdrawn_by={"reason": text.IMPORT_UNDONE},
    ),
    detail="hidden_dangers:detail",
    create="hidden_dangers:register",
    creates="hidden_danger.register",
    links=(
        Link(text.FIGURES, "hidden_dangers:figures", "hidden_danger.view", "chart-column"),
        Link(text.ORIGINS, "hidden_dangers:origins", "danger_origin_return.view", "list-checks"),
        Link(text.DUPLICATES, "hidden_dangers:duplicates", "hidden_danger.merge", "copy"),
        Link(text.REPORTS, "hidden_dangers:reports", "hidden_danger_report.view", "file-text"),
        Link(text.NOTIFICATIONS, "hidden_dangers:notifications", "formal_notification.view", "send"),
    ),
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_CREATOR,
)

NOTIFICATIONS = Register(
    key="formal_notification",
    noun="formal_notification",
    page="hidden_dangers:notifications",
    order=NEWEST_FIRST,
    columns=(
        Column("number", value=numbered, link=True),
        Column("sender", ColumnKind.REFERENCE, "sender.name"),
        Column("recipient", ColumnKind.REFERENCE, "recipient.name", label=text.RECIPIENT),
        Column("hidden_danger", value="hidden_danger.description"),
        Column("sent_on", ColumnKind.DATE, sort="sent_on"),
        Column("reply_due_on", ColumnKind.DATE),
        Column(
            "state",
            ColumnKind.STATUS,
            choices=Choices("formal_notification:", NOTIFICATION_STATES),
            colours=_NOTIFICATION_COLOURS,
        ),
    ),
    filters=(
        Filter(
            "kind",
            FilterKind.CHOICE,
            ("kind",),
            label=text.DOCUMENT_KIND,
            choices=Choices("notification_kind#", NOTIFICATION_KINDS),
        ),
        Filter("state", FilterKind.CHOICE, ("state",), choices=Choices("formal_notification:", NOTIFICATION_STATES)),
        Filter("sent_on", FilterKind.DATES, ("sent_on",)),
    ),
    detail="hidden_dangers:notification",
    empty=text.NO_NOTIFICATIONS,
)

REPORTS = Register(
    key="hidden_danger_report",
    noun="hidden_danger_report",
    page="hidden_dangers:reports",
    order=NEWEST_FIRST,
    columns=(
        Column("enterprise", ColumnKind.REFERENCE, "enterprise.name", link=True),
        Column(
            "report_kind", ColumnKind.CHOICE, "kind", choices=Choices("report_kind#", REPORT_KINDS), mark=behalf_mark
        ),
        Column("report_form", ColumnKind.CHOICE, choices=Choices("report_form#", REPORT_FORMS)),
        Column("reported_on", ColumnKind.DATE, sort="reported_on", label=text.REPORTED_ON),
        Column("regulator_received_on", ColumnKind.DATE),
        Column("workers_congress_received_on", ColumnKind.DATE),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("hidden_danger_report.view")),
        Filter("report_kind", FilterKind.CHOICE, ("kind",), choices=Choices("report_kind#", REPORT_KINDS)),
        Filter("report_form", FilterKind.CHOICE, ("report_form",), choices=Choices("report_form#", REPORT_FORMS)),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("reported_on", FilterKind.DATES, ("reported_on",), label=text.REPORTED_ON),
        own_level("place_path", "hidden_danger_report.view"),
    ),
    detail="hidden_dangers:report",
    create="hidden_dangers:make_report",
    creates="hidden_danger_report.make",
    empty=text.NO_REPORTS,
)

ORIGIN_RETURNS = Register(
    key="danger_origin_return",
    noun="danger_origin_return",
    page="hidden_dangers:origins",
    order=("place", "origin", "pk"),
    columns=(
        Column("place", ColumnKind.PLACE),
        Column("origin", ColumnKind.CHOICE, choices=_ORIGINS),
        Column("items", ColumnKind.NUMBER, label=text.ORIGIN_ITEMS),
        Column("declared_none", ColumnKind.YES_NO, label=text.ORIGIN_NONE),
        Column("declared_on", ColumnKind.DATE, label=text.DECLARED_ON),
        Column("declared_by_name", label=text.DECLARED_BY),
        Column("basis", label=text.DECLARED_BASIS),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place__path",), tree=place_tree("danger_origin_return.view")),
        Filter("origin", FilterKind.CHOICE, ("origin",), choices=_ORIGINS),
        Filter("declared_none", FilterKind.YES_NO, ("declared_none",), label=text.ORIGIN_NONE),
    ),
    actions=(
        Action(
            "danger_origin_return.take_back",
            argument="danger_origin_return",
            needs=("reason",),
            open=lambda _actor, row: row.declared_none,
        ),
    ),
    create="hidden_dangers:declare_origin",
    creates="danger_origin_return.declare",
    empty=text.NO_ORIGINS,
)
