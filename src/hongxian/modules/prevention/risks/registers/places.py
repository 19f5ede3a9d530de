"""The registers of risks of places, of warnings, and of when risks were looked for and must be looked at again."""

from __future__ import annotations

from hongxian.kernel.registers.declaration import Choices, Column, ColumnKind, Filter, FilterKind, Link, Register, Sheet
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.registers.columns import (
    ENDED,
    FACTORS,
    GRADE_COLOURS,
    GRADE_FILTER,
    GRADES,
    SCREENING_KINDS,
    SECTORS,
    grade_of,
    only_open_changes,
    only_without_receipt,
)

PLACE_RISKS = Register(
    key="place_risk",
    noun="place_risk",
    page="risks:place_risks",
    order=("risk_grade", "pk"),
    columns=(
        Column("risk_name", value="name", link=True, argument="name", required=True),
        Column("place", ColumnKind.PLACE, argument="place", required=True, refers="place", named_by=("name", "code")),
        Column(
            "risk_grade",
            ColumnKind.STATUS,
            value=grade_of,
            sort="risk_grade",
            choices=GRADES,
            colours=GRADE_COLOURS,
            argument="risk_grade",
            required=True,
        ),
        Column("government_tier", argument="government_tier", required=True),
        Column("responsible_unit", argument="responsible_unit", required=True),
        Column("responsible_person", argument="responsible_person", required=True),
        Column("control_measures", argument="control_measures", required=True, shown=False),
        Column("location", argument="location", shown=False),
        Column("sector", ColumnKind.CHOICE, choices=SECTORS, argument="sector", shown=False),
        Column("assessed_on", ColumnKind.DATE, argument="assessed_on"),
        Column("announced_on", ColumnKind.DATE),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("name__icontains",), label=text.WORDS),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("place_risk.view")),
        GRADE_FILTER,
        Filter("sector", FilterKind.CHOICE, ("sector",), choices=SECTORS),
        ENDED,
    ),
    sheet=Sheet(create="place_risk.register", row="place_risk"),
    detail="risks:place_risk",
    create="risks:register_place_risk",
    creates="place_risk.register",
    links=(Link(text.WARNING_LINK, "risks:warnings", "risk_warning.view", "siren"),),
    empty=text.NO_PLACE_RISKS,
)

SCREENINGS = Register(
    key="risk_screening",
    noun="risk_screening",
    page="risks:screenings",
    order=("-pk",),
    columns=(
        Column(
            "enterprise",
            ColumnKind.REFERENCE,
            "enterprise.name",
            argument="enterprise",
            required=True,
            refers="enterprise",
            named_by=("name", "credit_code"),
        ),
        Column("screening_kind", ColumnKind.CHOICE, choices=SCREENING_KINDS, argument="screening_kind", required=True),
        Column("risk_factor", ColumnKind.CHOICE, choices=FACTORS, argument="risk_factor"),
        Column("done_on", ColumnKind.DATE, argument="done_on"),
        Column("content", argument="content"),
        Column("recorded_by_name"),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("risk_screening.view")),
        Filter("screening_kind", FilterKind.CHOICE, ("screening_kind",), choices=SCREENING_KINDS),
        Filter("risk_factor", FilterKind.CHOICE, ("risk_factor",), choices=FACTORS),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("done_on", FilterKind.DATES, ("done_on",)),
    ),
    sheet=Sheet(create="risk_screening.enter", row="risk_screening"),
    create="risks:enter_screening",
    creates="risk_screening.enter",
    empty=text.NO_SCREENINGS,
)

WARNINGS = Register(
    key="risk_warning",
    noun="risk_warning",
    page="risks:warnings",
    order=("-pk",),
    columns=(
        Column("content", link=True),
        Column("place_risk", value="place_risk.name"),
        Column("recipient"),
        Column("issued_on", ColumnKind.DATE, sort="issued_on"),
        Column("received_on", ColumnKind.DATE),
        Column("received_by_name"),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("risk_warning.view")),
        Filter(
            "receipt",
            FilterKind.CHOICE,
            label=text.RECEIPT,
            choices=Choices(labels={"open": text.NOT_RECEIVED}),
            apply=only_without_receipt,
        ),
        Filter("issued_on", FilterKind.DATES, ("issued_on",)),
    ),
    detail="risks:warning",
    empty=text.NO_WARNINGS,
)

CHANGES = Register(
    key="risk_change",
    noun="risk_change",
    page="risks:changes",
    order=("-pk",),
    columns=(
        Column("title"),
        Column("risk", value=lambda change: (change.risk or change.place_risk).name),
        Column("happened_on", ColumnKind.DATE),
        Column("reassessed_on", ColumnKind.DATE),
        Column("recorded_by_name"),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("risk_change.view")),
        Filter(
            "open",
            FilterKind.CHOICE,
            label=text.OPEN_CHANGES,
            choices=Choices(labels={"open": text.ONLY_OPEN}),
            apply=only_open_changes,
        ),
        Filter("happened_on", FilterKind.DATES, ("happened_on",)),
    ),
    empty=text.NO_CHANGES,
)
