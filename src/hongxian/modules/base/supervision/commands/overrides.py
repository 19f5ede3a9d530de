"""Writes of decisions instead of the rules: one proposes with the reason, another confirms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.flow import SUPERVISION_OVERRIDE
from hongxian.modules.base.supervision.models import LEVELS, SupervisionOverride

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party


@command("supervision_override.propose", sees="body=party.view")
def propose_override(
    *,
    actor: Actor,
    enterprise: Enterprise,
    kind: str,
    body: Party,
    valid_from: date,
    reason: str,
    basis: str = "",
) -> SupervisionOverride:
    """Propose that a body supervise the enterprise whatever the rules say, from that day; it counts once another
    person confirms it. Raises `Problem` without a reason, and when one of that kind stands for the enterprise."""
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    try:
        with transaction.atomic():
            override = SupervisionOverride.objects.create(
                enterprise=enterprise,
                kind=kind,
                body=body,
                level=body.place.level if body.place.level in LEVELS else "",
                reason=reason.strip(),
                basis=basis.strip(),
                valid_from=valid_from,
                proposed_at=now(),
                proposed_by=actor.key,
                proposed_by_name=actor.name,
            )
    except IntegrityError as error:
        raise _stands(enterprise, kind) from error
    record(override, reason=reason.strip())
    return override


@command("supervision_override.confirm")
def confirm_override(*, actor: Actor, override: SupervisionOverride) -> SupervisionOverride:
    """Confirm it, as another than who proposed it."""
    SUPERVISION_OVERRIDE.advance(
        override, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name
    )
    record(override)
    return override


@command("supervision_override.refuse")
def refuse_override(*, actor: Actor, override: SupervisionOverride, reason: str) -> SupervisionOverride:
    """Refuse it, as another than who proposed it, with the reason."""
    SUPERVISION_OVERRIDE.advance(override, "refuse", actor, {"reason": reason.strip()})
    record(override, reason=reason.strip())
    return override


@command("supervision_override.end")
def end_override(*, actor: Actor, override: SupervisionOverride, valid_to: date, reason: str) -> SupervisionOverride:
    """Let it end after that day: the rules decide again. Raises `Problem` at a day before it began."""
    if valid_to < override.valid_from:
        sentence = text.ENDS_BEFORE_IT_BEGINS.format(found=valid_to, start=override.valid_from)
        raise Problem(sentence, field="valid_to")
    SUPERVISION_OVERRIDE.advance(override, "end", actor, {"reason": reason.strip()}, valid_to=valid_to)
    record(override, reason=reason.strip())
    return override


def _stands(enterprise: Enterprise, kind: str) -> Problem:
    other = SupervisionOverride.objects.get(enterprise=enterprise, kind=kind, state__in=("proposed", "confirmed"))
    sentence = text.OVERRIDE_EXISTS.format(
        enterprise=enterprise.name,
        kind=term(f"supervision_kind#{kind}"),
        state=term(f"supervision_override:{other.state}"),
        name=other.proposed_by_name,
    )
    return Problem(sentence, field="enterprise")
