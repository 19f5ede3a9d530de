"""The registers of returns and their lines, of the enterprises that owe reports, of hints."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
)
from hongxian.modules.base.enterprises.queries import sectors, visible_contacts
from hongxian.modules.base.places.queries import own_level, place_tree
from hongxian.modules.screening.hidden_dangers.queries import NO_ENTERPRISE, self_reported, visible_reports
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import FIGURES, HINT_KINDS, HINT_STATES
from hongxian.modules.screening.returns.periods import INTERVALS, read_period
from hongxian.modules.screening.returns.queries import (
    due_in,
    reporting_units,
    standing_in,
    visible_reminders,
    visible_returns,
)

_SECTORS = Choices("sector#", sectors())
_LINE_SECTORS = Choices("sector#", (*sectors(), NO_ENTERPRISE))
_INTERVALS = Choices("interval#", INTERVALS)
NEWEST_FIRST = ("-pk",)
_LONG_AGO, _FAR_AHEAD = date(1900, 1, 1), date(9999, 12, 31)


def line_sector(line: Any) -> str:
    """The industry of a line; for premises that are no registered enterprise the key that stands for none."""
    return line.sector or NO_ENTERPRISE


def offered_places(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The places of which the actor may see a return."""
    return rows.filter(pk__in=visible_returns(actor).order_by().values("place"))


def only_due(rows: QuerySet[Any], written: str) -> QuerySet[Any]:
    """The enterprises that owe a report for a period (2026-Q1) and stood in it; `Problem` where it is none."""
    period = read_period(written)
    return rows.filter(due_in(period.interval), standing_in(period.start, period.end))


def only_reported(rows: QuerySet[Any], days: tuple[date | None, date | None]) -> QuerySet[Any]:
    """The enterprises that reported on some of these days."""
    return rows.filter(self_reported(days[0] or _LONG_AGO, days[1] or _FAR_AHEAD))


def only_unreported(rows: QuerySet[Any], days: tuple[date | None, date | None]) -> QuerySet[Any]:
    """The enterprises that reported on none of these days."""
    return rows.filter(~self_reported(days[0] or _LONG_AGO, days[1] or _FAR_AHEAD))


def with_reports(actor: Actor, rows: list[Any]) -> None:
    """Put beside each enterprise whom to call, when it last reported and was last reminded, as far as one may see."""
    keys = [row.pk for row in rows]
    contacts = {each.enterprise_id: each for each in visible_contacts(actor).filter(enterprise__in=keys)}
    reports = visible_reports(actor).filter(enterprise__in=keys, kind="self_report").order_by()
    told = dict(reports.values("enterprise").annotate(day=Max("reported_on")).values_list("enterprise", "day"))
    reminders = visible_reminders(actor).filter(enterprise__in=keys).order_by()
    reminded = dict(reminders.values("enterprise").annotate(day=Max("reminded_on")).values_list("enterprise", "day"))
    for row in rows:
        row.contact_in_sight = contacts.get(row.pk)
        row.last_reported_on = told.get(row.pk)
        row.last_reminded_on = reminded.get(row.pk)


def unit_class(enterprise: Any) -> str:
    """The class by which it owes reports."""
    return "high_risk" if enterprise.is_high_risk else "above_scale" if enterprise.is_above_scale else "other"


def corrected_mark(row: Any) -> str:
    """That it corrects another, or was corrected."""
    return text.CORRECTED if not row.is_latest else text.CORRECTION if row.corrects_id else ""


RETURNS = Register(
    key="hidden_danger_return",
    noun="hidden_danger_return",
    page="returns:list",
    order=NEWEST_FIRST,
    columns=(
        Column("period", sort="period", link=True, mark=corrected_mark),
        Column("place", ColumnKind.PLACE),
        Column("interval", ColumnKind.CHOICE, choices=_INTERVALS),
        Column("filed_at", ColumnKind.MOMENT),
        Column("filed_by_body_name"),
        Column("filed_by_name", shown=False),
        Column("digest", shown=False),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("hidden_danger_return.view")),
        Filter("interval", FilterKind.CHOICE, ("interval",), choices=_INTERVALS),
        Filter("period", FilterKind.WORDS, ("period",)),
        Filter("is_latest", FilterKind.YES_NO, ("is_latest",)),
    ),
    detail="returns:detail",
    links=(
        Link(text.COMPUTED, "returns:computed", "hidden_danger_return.view", "calculator"),
        Link(text.UNITS, "returns:units", "reporting_unit.view", "bell-ring"),
        Link(text.PERFORMANCE, "returns:performance", "hidden_danger_return.view", "chart-column"),
        Link(text.LINES, "returns:lines", "hidden_danger_return.view", "table"),
        Link(text.HINTS, "returns:hints", "report_hint.view", "search-check"),
        Link(text.SETTINGS, "returns:settings", "return_setting.view", "settings"),
    ),
    empty=text.RETURNS_EMPTY,
)

LINES = Register(
    key="return_line",
    noun="return_line",
    page="returns:lines",
    view="hidden_danger_return.view",
    order=NEWEST_FIRST,
    columns=(
        Column("period", value="hidden_danger_return.period"),
        Column("place", ColumnKind.PLACE),
        Column("sector", ColumnKind.CHOICE, line_sector, choices=_LINE_SECTORS),
        *(Column(name, ColumnKind.NUMBER, shown=name != "five_in_place") for name in FIGURES),
        Column("all_general_found", ColumnKind.NUMBER, shown=False),
        Column("all_general_rectified", ColumnKind.NUMBER, shown=False),
        Column("cost", ColumnKind.MONEY),
    ),
    filters=(
        Filter(
            "place",
            FilterKind.PLACE,
            ("hidden_danger_return__place_path",),
            tree=place_tree("hidden_danger_return.view"),
        ),
        Filter(
            "filed_for",
            FilterKind.REFERENCE,
            ("hidden_danger_return__place",),
            label=text.FILED_FOR,
            refers="place",
            offered=offered_places,
        ),
        Filter("period", FilterKind.WORDS, ("hidden_danger_return__period",)),
        Filter("sector", FilterKind.CHOICE, ("sector",), choices=_SECTORS),
        Filter("is_latest", FilterKind.YES_NO, ("hidden_danger_return__is_latest",)),
    ),
    empty=text.LINES_EMPTY,
)

UNITS = Register(
    key="reporting_unit",
    noun="enterprise",
    page="returns:units",
    title=text.UNITS,
    view="reporting_unit.view",
    rows=reporting_units,
    order=("name", "pk"),
    load=with_reports,
    columns=(
        Column("name", sort="name", link=True),
        Column("credit_code", shown=False),
        Column("place", ColumnKind.PLACE),
        Column("sector", ColumnKind.CHOICE, choices=_SECTORS),
        Column(
            "report_class",
            ColumnKind.CHOICE,
            unit_class,
            choices=Choices("report_class#", ("high_risk", "above_scale", "other")),
        ),
        Column("contact_name", value="contact_in_sight.contact_name", masked="enterprise_contact.reveal"),
        Column("phone", value="contact_in_sight.phone", masked="enterprise_contact.reveal"),
        Column("last_reported_on", ColumnKind.DATE, label=text.LAST_REPORTED),
        Column("last_reminded_on", ColumnKind.DATE, label=text.LAST_REMINDED),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("name__icontains", "credit_code__startswith"), label=text.WORDS),
        Filter("place", FilterKind.PLACE, ("place__path",), tree=place_tree("reporting_unit.view")),
        Filter("sector", FilterKind.CHOICE, ("sector",), choices=_SECTORS),
        Filter("owing", FilterKind.WORDS, label=text.DUE_FOR, apply=only_due),
        Filter("unreported", FilterKind.DATES, label=text.UNREPORTED_WITHIN, apply=only_unreported),
        Filter("reported", FilterKind.DATES, label=text.REPORTED_WITHIN, apply=only_reported),
        own_level("place__path", "reporting_unit.view"),
    ),
    actions=(Action("reporting_reminder.send", argument="enterprise", bulk=True),),
    detail="enterprises:detail",
    note=text.UNITS_NOTE,
    empty=text.UNITS_EMPTY,
)

HINTS = Register(
    key="report_hint",
    noun="report_hint",
    page="returns:hints",
    order=NEWEST_FIRST,
    columns=(
        Column("enterprise", ColumnKind.REFERENCE, "enterprise.name", link=True),
        Column("hint_kind", ColumnKind.CHOICE, "kind", choices=Choices("hint_kind#", HINT_KINDS)),
        Column("clues"),
        Column("found_at", ColumnKind.MOMENT),
        Column(
            "state",
            ColumnKind.STATUS,
            choices=Choices("report_hint:", HINT_STATES),
            colours={"open": "orange", "dismissed": "grey"},
        ),
        Column("dismissal_reason", shown=False),
        Column("dismissed_by_name", shown=False),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("report_hint.view")),
        Filter("hint_kind", FilterKind.CHOICE, ("kind",), choices=Choices("hint_kind#", HINT_KINDS)),
        Filter("state", FilterKind.CHOICE, ("state",), choices=Choices("report_hint:", HINT_STATES)),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
    ),
    actions=(
        Action(
            "report_hint.dismiss",
            argument="report_hint",
            needs=("reason",),
            bulk=True,
            open=lambda _actor, row: row.state == "open",
        ),
    ),
    detail="returns:hint",
    links=(Link(text.FIND_HINTS, "returns:find_hints", "report_hint.find", "search"),),
    note=text.HINTS_NOTE,
    empty=text.HINTS_EMPTY,
)
