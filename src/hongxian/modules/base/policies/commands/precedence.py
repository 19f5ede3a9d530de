"""Writes of precedence: which of several packs prevails in a place, family by family."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import end_before, supersede
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.models import Pack, Precedence
from hongxian.modules.base.policies.queries.choices import families, rivals

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("precedence.set", sees="pack=pack.view")
def set_precedence(*, actor: Actor, place: Place, family: str, pack: Pack, reason: str, valid_from: date) -> Precedence:
    """Say which pack prevails in a family of rules, in a place and below it, from that day on. The others are judged
    and shown as before, and open no duty there.

    Raises `Problem` at an unknown family, where it is not that several packs bind the place in it, at a pack that is
    none of them, without a reason, or at a day not later than that of the choice in force.
    """
    name = families().get(family)
    if name is None:
        raise Problem(text.FAMILY_UNKNOWN.format(family=family), field="family")
    among = rivals(place, valid_from).get(family, [])
    if not among:
        raise Problem(text.NO_RIVALS.format(place=place.name, family=name), field="family")
    if pack.code not in {each.code for each, _ in among}:
        listed = text.LISTED.join(text.TITLE.format(title=each.title) for each, _ in among)
        raise Problem(text.PACK_NO_RIVAL.format(title=pack.title, expected=listed), field="pack")
    if not reason.strip():
        raise Problem(text.PRECEDENCE_REASON, field="reason")
    touched = end_before(Precedence.objects.filter(place=place, family=family), valid_from, _chosen_already)
    precedence = Precedence.objects.create(place=place, family=family, pack_code=pack.code, valid_from=valid_from)
    record(precedence, *touched, reason=reason.strip(), pack=f"{pack.code}/{pack.version}")
    return precedence


@command("precedence.end")
def end_precedence(*, actor: Actor, precedence: Precedence, last_day: date, reason: str) -> Precedence:
    """End a choice with that last day, with the reason; from then on all packs bind again."""
    if precedence.valid_to is not None:
        raise Problem(text.PRECEDENCE_ENDED.format(end=precedence.valid_to))
    if last_day < precedence.valid_from:
        raise Problem(text.ENDS_TOO_EARLY.format(found=last_day, start=precedence.valid_from), field="last_day")
    if not reason.strip():
        raise Problem(text.PRECEDENCE_REASON, field="reason")
    ended = supersede(precedence, valid_to=last_day)
    record(ended, precedence, reason=reason.strip())
    return ended


def _chosen_already(old: Precedence) -> Problem:
    return Problem(text.PRECEDENCE_OVERLAP.format(start=old.valid_from), field="valid_from")
