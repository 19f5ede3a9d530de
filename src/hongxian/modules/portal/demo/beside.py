"""What people of the demo put beside verdicts: objections and signed determinations."""

from __future__ import annotations

from datetime import date
from typing import Any

from hongxian.kernel.clock import today
from hongxian.modules.base.verdicts import commands as verdicts
from hongxian.modules.base.verdicts.queries import visible_verdicts
from hongxian.modules.portal.demo.cast import Cast, quarter_start


def put_beside_verdicts(told: dict[str, Any], present: date) -> None:
    """Raise the objections and sign the determinations of the plan, at the moment at which the clock stands."""
    _build_objections(told, present)
    _build_determinations(told)


def _build_objections(told: dict[str, Any], present: date) -> None:
    for each in told["objections"]:
        actor = Cast()[each["by"]]
        started = quarter_start(present, each["quarter"])
        verdict = visible_verdicts(actor).get(obligation=each["obligation"], period_start=started)
        verdicts.raise_objection(actor=actor, verdict=verdict, reason=each["reason"], attachments=each["attachments"])


def _build_determinations(told: dict[str, Any]) -> None:
    for each in told["determinations"]:
        signer = Cast()[each["signs"]]
        verdict = visible_verdicts(signer).get(obligation=each["obligation"], party__name=each["party"])
        signed = verdicts.sign_determination(
            actor=signer,
            verdict=verdict,
            status=each["status"],
            reason=each["reason"],
            basis=each["basis"],
            valid_from=today(),
        )
        verdicts.confirm_determination(actor=Cast()[each["confirms"]], determination=signed)
