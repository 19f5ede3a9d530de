"""The duties that follow from risks. They are acts of the system."""

from __future__ import annotations

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.duties.commands import Owed, open_duty
from hongxian.kernel.duties.standing import settle
from hongxian.modules.base.parties.queries import party
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.models import RiskChange, RiskWarning
from hongxian.modules.prevention.risks.queries import body_of_enterprise

_SYSTEM = system_actor("risks", "duty.open", "duty.discharge")
_LONGEST_TITLE = 200


def put_reassessment(change: RiskChange, actor: Actor) -> None:
    """Put it on the desk of the enterprise where it has an account, else of the body that reported the change. The text
    names no day by which it is due."""
    body = None
    if change.risk is not None:
        body, subject, where = body_of_enterprise(change.risk.enterprise), change.risk.name, "risk"
    else:
        assert change.place_risk is not None
        subject, where = change.place_risk.name, "place_risk"
    if body is None:
        if not actor.organisation:
            return
        body = party(str(actor.organisation))
    key = str(change.risk_id or change.place_risk_id)
    _put(
        change,
        body,
        text.DUTY_REASSESS.format(name=subject),
        (where, key),
        text.DUTY_SOURCE.format(day=change.happened_on),
    )


def put_receipt(warning: RiskWarning) -> None:
    """Put the receipt of a warning on the desk of the body that it was sent to."""
    body = warning.recipient_body
    if body is not None:
        source = text.WARNING_SOURCE.format(day=warning.issued_on)
        title = text.DUTY_RECEIPT.format(name=warning.place_risk.name)
        _put(warning, party(str(body.pk)), title, ("risk_warning", str(warning.pk)), source)


def answered(row: RiskChange | RiskWarning) -> None:
    """Take what follows from it off the desk."""
    settle(_SYSTEM, _source(row), row.pk)


def _source(row: RiskChange | RiskWarning) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _put(row: RiskChange | RiskWarning, body: object, title: str, subject: tuple[str, str], source: str) -> None:
    owed = Owed(
        organisation=str(body.pk),  # type: ignore[attr-defined]
        organisation_name=body.name,  # type: ignore[attr-defined]
        path=row.place_path,
        title=title[:_LONGEST_TITLE],
        clause=str(row),
        clause_source=source,
        source=_source(row),
        subject_kind=subject[0],
        subject_key=subject[1],
        office=str(body.office_id or ""),  # type: ignore[attr-defined]
        calculation=[text.NO_LIMIT_STEP],
    )
    open_duty(actor=_SYSTEM, owed=owed)
