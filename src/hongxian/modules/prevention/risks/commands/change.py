"""What calls for another look at a risk, and the duty that follows from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands.checking import by, past, said
from hongxian.modules.prevention.risks.desk import answered, put_reassessment
from hongxian.modules.prevention.risks.models import PlaceRisk, Risk, RiskChange
from hongxian.modules.prevention.risks.queries import open_changes


@command("risk_change.report")
def report_change(
    *,
    actor: Actor,
    title: str,
    risk: Risk | None = None,
    place_risk: PlaceRisk | None = None,
    happened_on: date | None = None,
) -> RiskChange:
    """Say what happened after which a risk, of an enterprise or of an area, must be assessed again; that is put on the
    desk of the enterprise, or of the body that keeps the risk of the area."""
    subject = risk or place_risk
    if subject is None or (risk is not None and place_risk is not None):
        raise TypeError("a change is of one risk")
    if subject.ended_on is not None:
        raise Problem(text.ENDED.format(name=subject.name, day=subject.ended_on))
    change = RiskChange.objects.create(
        risk=risk,
        place_risk=place_risk,
        place_path=subject.place_path,
        title=said("title", title),
        happened_on=past("happened_on", happened_on),
        recorded_at=now(),
        **by(actor),
    )
    record(change)
    put_reassessment(change, actor)
    return change


def reassessed(subject: Risk | PlaceRisk, day: date) -> list[Any]:
    """Answer what had called for another look at the subject, as far as it happened by that day; return the rows."""
    open_keys = list(open_changes(subject).filter(happened_on__lte=day).values_list("pk", flat=True))
    RiskChange.objects.filter(pk__in=open_keys).update(reassessed_on=day, reassessed_at=now())
    found = list(RiskChange.objects.filter(pk__in=open_keys))
    for each in found:
        answered(each)
    return found
