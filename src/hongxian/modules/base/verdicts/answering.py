"""What the office owes: the answer to an objection, as a duty on its desk until it is given or not wanted any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, withdraw_duty
from hongxian.kernel.duties.queries import duty_from
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.queries import objection_of

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.verdicts.models import Objection

CLERK = system_actor("objections", "duty.open", "duty.discharge", "duty.withdraw")


def settle_answer(key: str, cause: str) -> None:
    """Put the duty to answer the objection (by its key) on the office's desk, or take it off. Where no office is
    registered nobody owes it. May be called again at any time."""
    objection = objection_of(key)
    source = f"objection:{objection.pk}"
    duty = duty_from(source)
    if objection.state == "raised":
        if duty is None and objection.office is not None:
            owed = _owed(objection, objection.office).about(source, "objection", str(objection.pk))
            open_duty(actor=CLERK, owed=owed)
    elif duty is not None and duty.state in ("open", "explained"):
        if objection.state == "withdrawn":
            withdraw_duty(actor=CLERK, duty=duty, reason=text.OBJECTION_GONE)
        else:
            discharge_duty(actor=CLERK, duty=duty, cause=cause)


def _owed(objection: Objection, office: Party) -> Owed:
    verdict = objection.verdict
    obligation = content_of(verdict.pack).obligations[verdict.obligation]
    quoted = obligation.entry.clauses[0]
    return Owed(
        organisation=str(office.pk),
        organisation_name=office.name,
        path=office.place.path,
        chaser=str(office.chaser_id or ""),
        chaser_name=office.chaser.name if office.chaser else "",
        title=text.ANSWER_TITLE.format(title=obligation.title, party=verdict.party.name),
        clause=quoted.quote,
        clause_source=text.CLAUSE_SOURCE.format(title=verdict.pack.title, path=quoted.path),
        calculation=[text.ANSWER_STEP],
    )
