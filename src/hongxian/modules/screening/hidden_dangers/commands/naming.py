"""Which risk of the enterprise a hidden danger comes from, and which of its controls failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.inputs import one_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks.commands import report_change
from hongxian.modules.prevention.risks.queries import MEASURES
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.commands.checking import in_state, written
from hongxian.modules.screening.hidden_dangers.models import STATES, HiddenDanger

if TYPE_CHECKING:
    from hongxian.modules.prevention.risks.models import Risk

_TITLE = 200


@command("hidden_danger.name_risk", sees="risk=risk.view")
def name_risk(
    *, actor: Actor, hidden_danger: HiddenDanger, risk: Risk | None, failed_measure: str = "", reassess: bool = False
) -> HiddenDanger:
    """Name the risk that the danger comes from (none takes the name back) and which of its kinds of measures failed.
    With `reassess` the risk is to be assessed again because of it, which is put on the desk of the enterprise.

    Raises `Problem` where the risk is of another enterprise, a measure is named without a risk, nothing is different.
    """
    in_state(hidden_danger, tuple(each for each in STATES if each != "withdrawn"), text.WITHDRAWN_ALREADY)
    if risk is not None and risk.enterprise_id != hidden_danger.enterprise_id:
        raise Problem(text.RISK_ELSEWHERE.format(risk=risk.name, where=hidden_danger.where), field="risk")
    if failed_measure:
        one_of("failed_measure", failed_measure, MEASURES)
    if risk is None and (failed_measure or reassess):
        raise Problem(text.RISK_FIRST, field="risk")
    told = {"risk_key": str(risk.pk) if risk is not None else "", "failed_measure": failed_measure}
    if not reassess and all(getattr(hidden_danger, name) == value for name, value in told.items()):
        raise Problem(text.SAME_MARKS)
    written(hidden_danger, **told)
    record(hidden_danger)
    if risk is not None and reassess:
        title = text.CONTROL_FAILED.format(description=hidden_danger.description)[:_TITLE]
        report_change(actor=actor, risk=risk, title=title)
    return hidden_danger
