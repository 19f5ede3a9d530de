"""Writes of rules: proposed by one, confirmed by another; taken from the pack in force, or written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.flow import SUPERVISION_RULE
from hongxian.modules.base.supervision.from_pack import rules_of_pack
from hongxian.modules.base.supervision.models import SupervisionRule

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.policies.models import Adoption


@dataclass(frozen=True)
class Wording:
    """What a rule says, its body and places apart; what is left empty does not narrow."""

    kind: str
    title: str
    source: str
    rank: int = 1
    ownerships: Sequence[str] = ()
    parent_ownerships: Sequence[str] = ()
    sectors: Sequence[str] = ()
    is_branch: bool | None = None
    level: str = ""
    by_authority: bool = False

    def columns(self) -> dict[str, Any]:
        """Its columns."""
        lists = ("ownerships", "parent_ownerships", "sectors")
        return {name: list(value) if name in lists else value for name, value in vars(self).items()}


@command("supervision_rule.propose", sees="in_place=place.view body=party.view")
def propose_rule(
    *,
    actor: Actor,
    place: Place,
    wording: Wording,
    valid_from: date,
    in_place: Place | None = None,
    body: Party | None = None,
) -> SupervisionRule:
    """Propose a rule for a place; it counts once another person confirms it. Raises `Problem` unless it says who
    supervises (a body or a level, not both) and where it is written, or when the place has one of that title."""
    if (body is None) == (not wording.level):
        raise Problem(text.WHO_NEEDED if body is None else text.ONE_OF_TWO, field="body")
    if body is not None and wording.by_authority:
        raise Problem(text.LEVEL_NEEDED, field="by_authority")
    if not wording.source.strip():
        raise Problem(text.SOURCE_NEEDED, field="source")
    if in_place is not None and not in_place.path.startswith(place.path):
        raise Problem(text.OUTSIDE.format(within=in_place.name, place=place.name), field="in_place")
    rule = _create(actor, place, {**wording.columns(), "in_place": in_place, "body": body, "valid_from": valid_from})
    record(rule)
    return rule


@command("supervision_rule.take_from_pack", sees="adoption=adoption.view")
def take_rules_from_pack(*, actor: Actor, place: Place, adoption: Adoption) -> list[SupervisionRule]:
    """Propose for a place, as rules, what the pack in force says by which an enterprise's attributes decide who
    supervises it, in the order that its parameter chooses. Raises `Problem` when it says nothing of the kind, the order
    is not set, a condition cannot be taken over, or all of it stands already."""
    told = rules_of_pack(adoption, today())
    standing = set(
        SupervisionRule.objects.filter(place=place, state__in=("proposed", "confirmed")).values_list("kind", "title")
    )
    fresh = [each for each in told if (each["kind"], each["title"]) not in standing]
    if not fresh:
        raise Problem(text.ALL_TAKEN)
    rules = [_create(actor, place, {**each, "valid_from": adoption.valid_from}) for each in fresh]
    record(*rules, pack=f"{adoption.pack.code}/{adoption.pack.version}")
    return rules


@command("supervision_rule.confirm")
def confirm_rule(*, actor: Actor, rule: SupervisionRule) -> SupervisionRule:
    """Confirm a rule, as another than who proposed it; who supervises whom is then computed anew."""
    SUPERVISION_RULE.advance(
        rule, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name
    )
    record(rule)
    return rule


@command("supervision_rule.refuse")
def refuse_rule(*, actor: Actor, rule: SupervisionRule, reason: str) -> SupervisionRule:
    """Refuse a rule, as another than who proposed it, with the reason."""
    SUPERVISION_RULE.advance(rule, "refuse", actor, {"reason": reason.strip()})
    record(rule, reason=reason.strip())
    return rule


@command("supervision_rule.end")
def end_rule(*, actor: Actor, rule: SupervisionRule, valid_to: date, reason: str) -> SupervisionRule:
    """Let a rule end after that day, with the reason. Raises `Problem` at a day before it began."""
    if valid_to < rule.valid_from:
        sentence = text.ENDS_BEFORE_IT_BEGINS.format(found=valid_to, start=rule.valid_from)
        raise Problem(sentence, field="valid_to")
    SUPERVISION_RULE.advance(rule, "end", actor, {"reason": reason.strip()}, valid_to=valid_to)
    record(rule, reason=reason.strip())
    return rule


def _create(actor: Actor, place: Place, columns: Mapping[str, Any]) -> SupervisionRule:
    try:
        with transaction.atomic():
            return SupervisionRule.objects.create(
                place=place, proposed_at=now(), proposed_by=actor.key, proposed_by_name=actor.name, **columns
            )
    except IntegrityError as error:
        raise Problem(text.RULE_EXISTS.format(place=place.name, title=columns["title"]), field="title") from error
