"""The risks from which hidden dangers come, as far as the actor may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.modules.prevention.risks.queries import MEASURES, visible_risks
from hongxian.modules.screening.hidden_dangers import text

if TYPE_CHECKING:
    from hongxian.modules.prevention.risks.models import Risk
    from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

__all__ = ["MEASURES", "failed_words", "named_risk", "of_risks", "risk_in_words", "with_risks"]


def risk_in_words(risk: Risk) -> str:
    """A risk with the risk point at which it is."""
    return text.RISK_WORDS.format(unit=risk.risk_unit.name, name=risk.name)


def named_risk(actor: Actor, danger: HiddenDanger) -> Risk | None:
    """The risk that the danger comes from, an ended one too; None where none is named or it may not be seen."""
    return visible_risks(actor).filter(pk=danger.risk_key).first() if danger.risk_key else None


def failed_words(risk: Risk | None, danger: HiddenDanger) -> str:
    """What the measures that failed are now; empty where nothing is told of them."""
    return str(getattr(risk, danger.failed_measure, "")) if risk is not None and danger.failed_measure else ""


def with_risks(actor: Actor, dangers: list[HiddenDanger]) -> None:
    """Put beside each danger the risk that it comes from, in words."""
    keys = {each.risk_key for each in dangers if each.risk_key}
    found = {str(each.pk): risk_in_words(each) for each in visible_risks(actor).filter(pk__in=keys)} if keys else {}
    for each in dangers:
        each.risk_words = found.get(each.risk_key, text.RISK_UNSEEN) if each.risk_key else ""  # type: ignore[attr-defined]


def of_risks(rows: QuerySet[Any], risks: QuerySet[Any]) -> QuerySet[Any]:
    """The dangers that come from one of these risks."""
    return rows.filter(risk_key__in=[str(key) for key in risks.order_by().values_list("pk", flat=True)])
