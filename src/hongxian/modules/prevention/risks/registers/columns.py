"""What the registers of this room have in common."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.glossary import term
from hongxian.kernel.registers.declaration import Choices, Column, ColumnKind, Filter, FilterKind
from hongxian.modules.base.enterprises.queries import sectors
from hongxian.modules.prevention.risks import models, text
from hongxian.modules.prevention.risks.queries import standing

GRADE_COLOURS = {"1": "red", "2": "orange", "3": "yellow", "4": "blue"}
GRADES = Choices("risk_grade#", tuple(str(grade) for grade in models.GRADES))
FACTORS = Choices("risk_factor#", models.FACTORS)
TIERS = Choices("control_tier#", models.TIERS)
UNIT_KINDS = Choices("risk_unit_kind#", models.UNIT_KINDS)
METHODS = Choices("scoring_method#", models.METHODS)
SCREENING_KINDS = Choices("screening_kind#", models.SCREENING_KINDS)
SECTORS = Choices("sector#", sectors())


def grade_of(row: Any) -> str:
    """The grade as the key of its words; empty while there is none."""
    return str(row.risk_grade or "")


def accidents_of(risk: Any) -> str:
    """The kinds of accidents in words."""
    return text.LISTED.join(term(f"accident_type#{each}") for each in risk.accident_types)


def score_of(name: str) -> Any:
    """What gives one of the scores as it is written."""

    def plain(row: Any) -> str:
        found = getattr(row, name)
        return "" if found is None else f"{found.normalize():f}"

    return plain


def direct_grade(risk: Any) -> str:
    """The grade, of a risk that was judged directly."""
    return grade_of(risk) if risk.scoring_method == "direct" else ""


def only_standing(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Those that there are, or those that have ended."""
    return standing(rows) if value == "standing" else rows.filter(ended_on__isnull=False)


def only_open_changes(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Those not assessed again yet."""
    return rows.filter(reassessed_on__isnull=True)


def only_without_receipt(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Those not received yet."""
    return rows.filter(received_on__isnull=True)


ENDED = Filter(
    "ended",
    FilterKind.CHOICE,
    label=text.ENDED_FILTER,
    choices=Choices(labels={"standing": text.STANDING, "ended": text.GONE}),
    apply=only_standing,
)
GRADE_FILTER = Filter("risk_grade", FilterKind.CHOICE, ("risk_grade",), choices=GRADES)
GRADE_COLUMN = Column(
    "risk_grade", ColumnKind.STATUS, value=grade_of, sort="risk_grade", choices=GRADES, colours=GRADE_COLOURS
)
