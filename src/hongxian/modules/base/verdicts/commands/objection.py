"""Writes of objections: raised by the judged body, answered by a named person of the office that judges."""

from __future__ import annotations

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.parties.queries import committee_office
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.flow import OBJECTION
from hongxian.modules.base.verdicts.judging import adoption_of_verdict
from hongxian.modules.base.verdicts.models import Objection, Verdict
from hongxian.modules.base.verdicts.queries import open_objection


@command("objection.raise")
def raise_objection(*, actor: Actor, verdict: Verdict, reason: str, attachments: str = "") -> Objection:
    """Object to a verdict on behalf of the body it judges. It stands beside the verdict and changes nothing of it.

    `attachments` names the supporting papers, in words. Raises `Problem` without a reason, or while an earlier
    objection to the verdict waits for its answer.
    """
    if not reason.strip():
        raise Problem(text.OBJECTION_REASON, field="reason")
    if other := open_objection(verdict):
        raise Problem(text.OBJECTION_OPEN.format(name=other.raised_by_name, day=f"{other.raised_at:%Y-%m-%d}"))
    adoption = adoption_of_verdict(verdict)
    objection = Objection.objects.create(
        verdict=verdict,
        office=committee_office(adoption.place_id) if adoption else None,
        status=verdict.status,
        reason=reason.strip(),
        attachments=attachments.strip(),
        raised_at=now(),
        raised_by=actor.key,
        raised_by_name=actor.name,
        raised_by_post=f"{actor.organisation_name}{actor.post_name}",
    )
    record(objection, reason=objection.reason)
    return objection


@command("objection.uphold")
def uphold_objection(*, actor: Actor, objection: Objection, answer: str) -> Objection:
    """Answer that the objection is right, with the reason. The verdict follows the records as before: they are to be
    corrected, or a signed determination put beside it."""
    return _answer(actor, objection, "uphold", answer)


@command("objection.reject")
def reject_objection(*, actor: Actor, objection: Objection, answer: str) -> Objection:
    """Answer that the objection is not right, with the reason."""
    return _answer(actor, objection, "reject", answer)


def _answer(actor: Actor, objection: Objection, verb: str, answer: str) -> Objection:
    OBJECTION.advance(
        objection,
        verb,
        actor,
        answer=answer.strip(),
        closed_at=now(),
        answered_by=actor.key,
        answered_by_name=actor.name,
        answered_by_post=f"{actor.organisation_name}{actor.post_name}",
    )
    record(objection, reason=objection.answer)
    return objection


@command("objection.withdraw")
def withdraw_objection(*, actor: Actor, objection: Objection, reason: str) -> Objection:
    """Take the objection back on behalf of the judged body, with the reason; it stays on record."""
    OBJECTION.advance(objection, "withdraw", actor, {"reason": reason.strip()}, closed_at=now())
    record(objection, reason=reason.strip())
    return objection
