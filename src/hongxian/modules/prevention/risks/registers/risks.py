"""The registers of risks and of risk points of enterprises."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.registers.declaration import Choices, Column, ColumnKind, Filter, FilterKind, Link, Register, Sheet
from hongxian.modules.base.enterprises.queries import positions_within
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.prevention.risks import models, text
from hongxian.modules.prevention.risks.registers.columns import (
    ENDED,
    FACTORS,
    GRADE_COLUMN,
    GRADE_FILTER,
    GRADES,
    METHODS,
    SECTORS,
    TIERS,
    UNIT_KINDS,
    accidents_of,
    direct_grade,
    score_of,
)


def _said(key: str, kind: ColumnKind = ColumnKind.TEXT, *, shown: bool = False, **more: Any) -> Column:
    """A column of the assessment."""
    return Column(key, kind, argument=f"assessment.{key}", shown=shown, **more)


RISKS = Register(
    key="risk",
    noun="risk",
    page="risks:list",
    order=("risk_grade", "pk"),
    columns=(
        Column("risk_name", value="name", link=True, argument="name", required=True, help=text.NAME_HELP),
        Column("risk_unit_name", value="risk_unit.name", argument="risk_unit_name", required=True, help=text.UNIT_HELP),
        Column(
            "risk_unit_kind",
            ColumnKind.CHOICE,
            value="risk_unit.risk_unit_kind",
            choices=UNIT_KINDS,
            argument="risk_unit_kind",
            shown=False,
            help=text.UNIT_KIND_HELP,
        ),
        Column("location", value="risk_unit.location", argument="location", shown=False),
        Column(
            "enterprise",
            ColumnKind.REFERENCE,
            "enterprise.name",
            argument="enterprise",
            required=True,
            refers="enterprise",
            named_by=("name", "credit_code"),
        ),
        GRADE_COLUMN,
        _said("risk_factor", ColumnKind.CHOICE, choices=FACTORS, required=True, shown=True),
        _said("control_tier", ColumnKind.CHOICE, choices=TIERS, help=text.TIER_HELP, shown=True),
        _said("responsible_unit"),
        _said("responsible_person", shown=True),
        Column("assessed_on", ColumnKind.DATE, sort="assessed_on", argument="assessed_on"),
        _said("scoring_method", ColumnKind.CHOICE, choices=METHODS, required=True),
        *(_said(name, value=score_of(name)) for name in ("likelihood", "exposure", "severity")),
        Column("inherent_score", value=score_of("inherent_score"), shown=False),
        *(
            _said(f"controlled_{name}", value=score_of(f"controlled_{name}"))
            for name in ("likelihood", "exposure", "severity")
        ),
        Column("controlled_score", value=score_of("controlled_score"), shown=False),
        Column(
            "judged_grade",
            ColumnKind.CHOICE,
            value=direct_grade,
            choices=GRADES,
            argument="assessment.risk_grade",
            shown=False,
            help=text.GRADE_HELP,
        ),
        _said("grade_basis", help=text.BASIS_HELP),
        _said("accident_types", value=accidents_of, help=text.ACCIDENT_HELP),
        _said("factor_code", help=text.CODE_HELP),
        _said("identification", ColumnKind.CHOICE, choices=Choices("identification#", models.IDENTIFICATIONS)),
        _said("job_step"),
        *(_said(f"{kind}_measures") for kind in ("engineering", "management", "training", "protective", "emergency")),
        Column("place", ColumnKind.PLACE, value="enterprise.place", shown=False),
        Column("ended_on", ColumnKind.DATE, label=text.LAST_DAY, shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("name__icontains", "risk_unit__name__icontains"), label=text.WORDS),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("risk.view")),
        GRADE_FILTER,
        Filter("risk_factor", FilterKind.CHOICE, ("risk_factor",), choices=FACTORS),
        Filter("control_tier", FilterKind.CHOICE, ("control_tier",), choices=TIERS),
        Filter("sector", FilterKind.CHOICE, ("enterprise__sector",), choices=SECTORS),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("assessed_on", FilterKind.DATES, ("assessed_on",)),
        ENDED,
        *positions_within("enterprise__"),
    ),
    sheet=Sheet(
        create="risk.register",
        change="risk.change",
        withdraw="risk.withdraw",
        row="risk",
        version="version",
        withdrawn_by={"reason": text.IMPORT_UNDONE},
    ),
    detail="risks:detail",
    create="risks:register",
    creates="risk.register",
    links=(
        Link(text.SHORT_LINK, "risks:trades", "risk.adopt_list", "list-checks"),
        Link(text.UNIT_LINK, "risks:units", "risk_unit.view", "map-pin"),
        Link(text.ANALYSIS_LINK, "risks:analysis", "risk.view", "chart-column"),
        Link(text.CHANGE_LINK, "risks:changes", "risk_change.view", "refresh-cw"),
        Link(text.SCREENING_LINK, "risks:screenings", "risk_screening.view", "clipboard-list"),
        Link(text.SCHEME_LINK, "risks:schemes", "risk_scheme.view", "sliders-horizontal"),
    ),
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_CREATOR,
)

UNITS = Register(
    key="risk_unit",
    noun="risk_unit",
    page="risks:units",
    order=("risk_grade", "pk"),
    columns=(
        Column("risk_unit_name", value="name", link=True),
        Column("risk_unit_kind", ColumnKind.CHOICE, choices=UNIT_KINDS),
        Column("enterprise", ColumnKind.REFERENCE, "enterprise.name"),
        GRADE_COLUMN,
        Column("location"),
        Column("responsible_unit", shown=False),
        Column("responsible_person"),
        Column("on_plan", ColumnKind.YES_NO, value=lambda unit: unit.plan_x is not None, label=text.ON_MAP),
        Column("ended_on", ColumnKind.DATE, label=text.LAST_DAY, shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("name__icontains", "location__icontains"), label=text.UNIT_WORDS),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("risk_unit.view")),
        GRADE_FILTER,
        Filter("risk_unit_kind", FilterKind.CHOICE, ("risk_unit_kind",), choices=UNIT_KINDS),
        Filter("sector", FilterKind.CHOICE, ("enterprise__sector",), choices=SECTORS),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        ENDED,
    ),
    detail="risks:unit",
    create="risks:register_unit",
    creates="risk_unit.register",
    empty=text.NO_UNITS,
)
