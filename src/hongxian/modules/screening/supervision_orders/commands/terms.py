"""The terms of supervision of a place: a ready-made profile, an own value, the confirmation of a doubtful one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.models import OWN, STAGES, SupervisionTerm
from hongxian.modules.screening.supervision_orders.terms import PROFILES, TERMS, UNITS, profiles

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

LONGEST = 730


@command("supervision_term.choose")
def choose_profile(*, actor: Actor, place: Place, profile: str) -> list[SupervisionTerm]:
    """Let a place follow a ready-made profile: its values replace those that stand for the same terms. One from a
    doubtful source waits to be confirmed; what the profile does not say stays as it is."""
    one_of("profile", profile, PROFILES)
    touched: list[SupervisionTerm] = []
    for each in profiles()[profile]:
        told = {"amount": each.amount, "unit": each.unit, "stages": list(each.stages)}
        source = text.PROFILE_SOURCE.format(source=each.source, note=each.note)
        told |= {"profile": profile, "source": source[:200], "certainty": each.certainty}
        touched += _put(actor, place, each.term_key, told)
    record(*touched)
    return [each for each in touched if each.ended_at is None]


@command("supervision_term.set")
def set_term(
    *,
    actor: Actor,
    place: Place,
    term_key: str,
    source: str,
    amount: int | None = None,
    unit: str = "",
    stages: Sequence[str] = (),
) -> SupervisionTerm:
    """Set a term of a place itself, with what it rests on; it decides at once."""
    one_of("term_key", term_key, TERMS)
    if term_key == "stages":
        told = _stages(stages)
    else:
        one_of("unit", unit, UNITS, prefix="term_unit")
        if amount is None or not 1 <= amount <= LONGEST:
            raise Problem(text.AMOUNT_RANGE.format(found=amount, most=LONGEST), field="amount")
        told = {"amount": amount, "unit": unit}
    touched = _put(actor, place, term_key, told | {"source": said("source", source), "certainty": OWN})
    record(*touched)
    return touched[-1]


@command("supervision_term.confirm")
def confirm_term(*, actor: Actor, supervision_term: SupervisionTerm, confirmation_basis: str) -> SupervisionTerm:
    """Confirm a value whose source is doubtful, with what it was compared with; it decides from now on. Not by whoever
    set it."""
    if supervision_term.decides or supervision_term.ended_at is not None:
        raise Problem(text.NOTHING_TO_CONFIRM)
    if supervision_term.set_by == actor.key:
        raise Problem(text.CONFIRM_OTHER)
    basis = said("confirmation_basis", confirmation_basis)
    told = {"confirmed_at": now(), "confirmed_by_name": actor.name, "confirmation_basis": basis}
    rows = SupervisionTerm.objects.filter(pk=supervision_term.pk, confirmed_at__isnull=True, ended_at__isnull=True)
    if not rows.update(**told):
        raise Stale(STALE)
    supervision_term.refresh_from_db()
    record(supervision_term, reason=basis)
    return supervision_term


@command("supervision_term.end")
def end_term(*, actor: Actor, supervision_term: SupervisionTerm, reason: str) -> SupervisionTerm:
    """Let a term hold no more for orders to come; those issued keep it."""
    words = said("reason", reason)
    if not SupervisionTerm.objects.filter(pk=supervision_term.pk, ended_at__isnull=True).update(ended_at=now()):
        raise Stale(STALE)
    supervision_term.refresh_from_db()
    record(supervision_term, reason=words)
    return supervision_term


def _stages(stages: Sequence[str]) -> dict[str, Any]:
    for each in stages:
        one_of("stages", each, STAGES, prefix="acceptance_stage")
    if not {"self", "government"} <= set(stages):
        raise Problem(text.STAGES_LEAST, field="stages")
    return {"stages": [each for each in STAGES if each in stages]}


def _put(actor: Actor, place: Place, key: str, told: dict[str, Any]) -> list[SupervisionTerm]:
    """End what stands for that term at the place, and put this in its place; the rows touched, the new one last."""
    touched = list(SupervisionTerm.objects.select_for_update().filter(place=place, term_key=key, ended_at__isnull=True))
    for old in touched:
        old.ended_at = now()
        old.save(update_fields=["ended_at"])
    new = SupervisionTerm.objects.create(
        place=place, term_key=key, set_at=now(), set_by=actor.key, set_by_name=actor.name, **told
    )
    return [*touched, new]
