"""Writes of determinations: one person signs, another confirms; the machine's verdict stays what it is."""

from __future__ import annotations

from datetime import date

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.flow import DETERMINATION
from hongxian.modules.base.verdicts.models import STATUSES, Determination, Verdict
from hongxian.modules.base.verdicts.queries import determination_over


@command("determination.sign")
def sign_determination(
    *,
    actor: Actor,
    verdict: Verdict,
    status: str,
    reason: str,
    basis: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Determination:
    """Sign a view of the matter beside the verdict, with reason and basis. It counts once a second person confirms it.

    Raises `Problem` at an unknown status, without reason or basis, when it ends before it begins, while another waits
    for its confirmation, or where a confirmed one already covers some of the days.
    """
    if status not in STATUSES:
        raise Problem(text.STATUS_EXPECTED.format(found=status), field="status")
    for name, given in (("reason", reason), ("basis", basis)):
        if not given.strip():
            raise Problem(text.DETERMINATION_NEEDS.format(name=term(name)), field=name)
    _lock(verdict)
    _check_days(verdict, valid_from, valid_to)
    determination = Determination.objects.create(
        verdict=verdict,
        status=status,
        reason=reason.strip(),
        basis=basis.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        machine_status=verdict.status,
        signed_at=now(),
        signed_by=actor.key,
        signed_by_name=actor.name,
        signed_by_post=f"{actor.organisation_name}{actor.post_name}",
    )
    record(determination, reason=determination.reason)
    return determination


@command("determination.confirm")
def confirm_determination(*, actor: Actor, determination: Determination) -> Determination:
    """Confirm, as a second person, what another signed: from now on it stands beside the verdict."""
    _lock(determination.verdict)
    DETERMINATION.advance(
        determination,
        "confirm",
        actor,
        confirmed_at=now(),
        confirmed_by=actor.key,
        confirmed_by_name=actor.name,
        confirmed_by_post=f"{actor.organisation_name}{actor.post_name}",
    )
    record(determination)
    return determination


@command("determination.refuse")
def refuse_determination(*, actor: Actor, determination: Determination, reason: str) -> Determination:
    """Refuse, as a second person, to confirm it, with the reason; it never counts and stays on record."""
    DETERMINATION.advance(determination, "refuse", actor, {"reason": reason.strip()}, closed_at=now())
    record(determination, reason=reason.strip())
    return determination


@command("determination.withdraw")
def withdraw_determination(*, actor: Actor, determination: Determination, reason: str) -> Determination:
    """Take it back, with the reason: it counts no more from this moment, and stays on record."""
    DETERMINATION.advance(determination, "withdraw", actor, {"reason": reason.strip()}, closed_at=now())
    record(determination, reason=reason.strip())
    return determination


def _check_days(verdict: Verdict, start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise Problem(text.ENDS_BEFORE.format(start=start, end=end), field="valid_to")
    if other := determination_over(verdict, start, end):
        words = {"name": other.signed_by_name, "state": term(f"determination:{other.state}")}
        raise Problem(text.DETERMINED_ALREADY.format(start=other.valid_from, **words), field="valid_from")


def _lock(verdict: Verdict) -> None:
    """Who signs and who confirms beside one verdict take turns, so that no two ever cover one day."""
    Verdict.objects.select_for_update().get(pk=verdict.pk)
