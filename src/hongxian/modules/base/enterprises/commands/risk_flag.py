"""What makes an enterprise dangerous."""

from __future__ import annotations

from datetime import date

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import RISK_KINDS, Enterprise, RiskFlag


@command("risk_flag.set")
def set_risk_flag(*, actor: Actor, enterprise: Enterprise, risk_kind: str, valid_from: date, basis: str) -> RiskFlag:
    """Say what makes the enterprise dangerous from that day, and which document says so."""
    if risk_kind not in RISK_KINDS:
        raise Problem(text.CHOOSE_RISK, field="risk_kind")
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    open_ones = current(RiskFlag.objects.filter(enterprise=enterprise, risk_kind=risk_kind, valid_to__isnull=True))
    if old := open_ones.first():
        sentence = text.FLAGGED.format(kind=term(f"risk_kind#{risk_kind}"), start=old.valid_from)
        raise Problem(sentence, field="risk_kind")
    flag = RiskFlag.objects.create(enterprise=enterprise, risk_kind=risk_kind, valid_from=valid_from, basis=basis)
    record(flag, enterprise, reason=basis)
    return flag


@command("risk_flag.end")
def end_risk_flag(*, actor: Actor, risk_flag: RiskFlag, valid_to: date, reason: str) -> RiskFlag:
    """Say on which day that danger was there last, and why it is not any more."""
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    if risk_flag.valid_to is not None:
        raise Problem(text.FLAG_ENDED.format(end=risk_flag.valid_to))
    if valid_to < risk_flag.valid_from:
        raise Problem(text.ENDS_BEFORE.format(found=valid_to, start=risk_flag.valid_from), field="valid_to")
    ended = supersede(risk_flag, valid_to=valid_to)
    record(ended, risk_flag, risk_flag.enterprise, reason=reason)
    return ended
