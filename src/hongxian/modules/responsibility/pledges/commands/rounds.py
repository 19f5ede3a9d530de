"""Writes of rounds of signing, and of the links of the chain while the round is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.flow import PLEDGE_ROUND
from hongxian.modules.responsibility.pledges.models import REACHES, TIERS, PledgeLink, PledgeRound

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_NEEDED = {
    "bodies": ("giver_level", "bearer_kind", "bearer_level"),
    "leaders": ("giver_post_kind", "bearer_post_kind", "bearer_level"),
    "enterprises": ("giver_level", "reach"),
    "posts": ("reach",),
    "promises": ("giver_level", "reach"),
}
_SELECTING = ("giver_level", "giver_post_kind", "bearer_kind", "bearer_level", "bearer_post_kind", "reach")


@dataclass(frozen=True)
class Wording:
    """What a link of the chain says: who signs with whom, and the text of the letter in parts (heading, text)."""

    tier: str
    title: str
    parts: Sequence[tuple[str, str]] = ()
    giver_level: str = ""
    giver_post_kind: str = ""
    bearer_kind: str = ""
    bearer_level: str = ""
    bearer_post_kind: str = ""
    reach: str = ""

    def columns(self) -> dict[str, object]:
        """The columns of the link; those that its tier does not use are empty. Raises `Problem` at what is missing."""
        if self.tier not in TIERS:
            raise Problem(text.UNKNOWN_TIER.format(found=self.tier), field="tier")
        needed = _NEEDED[self.tier]
        for name in needed:
            if not getattr(self, name):
                raise Problem(text.LINK_NEEDS.format(tier=term(f"tier#{self.tier}"), name=term(name)), field=name)
        if "reach" in needed and self.reach not in REACHES:
            raise Problem(text.LINK_NEEDS.format(tier=term(f"tier#{self.tier}"), name=term("reach")), field="reach")
        parts = [[heading.strip(), words.strip()] for heading, words in self.parts if words.strip()]
        if not parts:
            raise Problem(text.PARTS_NEEDED, field="parts")
        chosen = {name: getattr(self, name) if name in needed else "" for name in _SELECTING}
        return {"tier": self.tier, "title": self.title.strip(), "parts": parts, **chosen}


@command("pledge_round.draw_up")
def draw_up_round(
    *,
    actor: Actor,
    issuer: Party,
    year: int,
    title: str,
    holds_from: date,
    holds_to: date | None = None,
    sign_by: date | None = None,
    basis: str = "",
    follows: PledgeRound | None = None,
) -> PledgeRound:
    """Draw up a round of signing as a draft; one that `follows` another takes over its links and their words.

    Raises `Problem` when the letters would end before they begin, or the issuer has a round of that year and title.
    """
    if holds_to is not None and holds_to < holds_from:
        raise Problem(text.ENDS_BEFORE_IT_BEGINS.format(found=holds_to, start=holds_from), field="holds_to")
    days = {"holds_from": holds_from, "holds_to": holds_to, "sign_by": sign_by}
    drawn = {"drafted_at": now(), "drafted_by": actor.key, "drafted_by_name": actor.name}
    try:
        with transaction.atomic():
            held = PledgeRound.objects.create(
                issuer=issuer, year=year, title=title.strip(), basis=basis.strip(), follows=follows, **days, **drawn
            )
    except IntegrityError as error:
        raise Problem(text.ROUND_EXISTS.format(issuer=issuer.name, year=year, title=title), field="title") from error
    record(held, *_taken_over(held, follows))
    return held


def _taken_over(held: PledgeRound, follows: PledgeRound | None) -> list[PledgeLink]:
    taken = ("tier", "title", "parts", "order", *_SELECTING)
    links = follows.links.order_by("order") if follows else ()
    return [PledgeLink.objects.create(round=held, **{name: getattr(each, name) for name in taken}) for each in links]


@command("pledge_link.add")
def add_link(*, actor: Actor, pledge_round: PledgeRound, wording: Wording) -> PledgeLink:
    """Add a link at the end of the chain. Raises `Problem` unless the round is a draft, and at what is missing."""
    held = _draft(pledge_round)
    last = held.links.order_by("-order").first()
    link = PledgeLink.objects.create(round=held, order=last.order + 1 if last else 1, **wording.columns())
    record(link, held)
    return link


@command("pledge_link.change")
def change_link(*, actor: Actor, link: PledgeLink, wording: Wording) -> PledgeLink:
    """Say anew who signs with whom under the link, and the words. Raises `Problem` unless the round is a draft."""
    held = _draft(link.round)
    columns = wording.columns()
    for name, value in columns.items():
        setattr(link, name, value)
    link.save(update_fields=list(columns))
    record(link, held)
    return link


@command("pledge_link.remove")
def remove_link(*, actor: Actor, link: PledgeLink) -> PledgeRound:
    """Take the link out of the chain. Raises `Problem` unless the round is a draft."""
    held = _draft(link.round)
    record(link, erased=True)
    link.delete()
    return held


@command("pledge_round.submit")
def submit_round(*, actor: Actor, pledge_round: PledgeRound) -> PledgeRound:
    """Hand the draft to a second person. Raises `Problem` when it has no link."""
    PLEDGE_ROUND.advance(pledge_round, "submit", actor, return_reason="")
    record(pledge_round)
    return pledge_round


@command("pledge_round.approve")
def approve_round(*, actor: Actor, pledge_round: PledgeRound) -> PledgeRound:
    """Open the round, as another than who drew it up: from now on letters are issued in its words."""
    PLEDGE_ROUND.advance(
        pledge_round, "approve", actor, approved_at=now(), approved_by=actor.key, approved_by_name=actor.name
    )
    record(pledge_round)
    return pledge_round


@command("pledge_round.return")
def return_round(*, actor: Actor, pledge_round: PledgeRound, reason: str) -> PledgeRound:
    """Send the draft back to be mended, with the reason."""
    words = reason.strip()
    PLEDGE_ROUND.advance(pledge_round, "return", actor, {"reason": words}, return_reason=words)
    record(pledge_round, reason=words)
    return pledge_round


@command("pledge_round.close")
def close_round(*, actor: Actor, pledge_round: PledgeRound) -> PledgeRound:
    """End the signing: nothing more is issued; what is signed goes on holding, and is renewed when holders change."""
    PLEDGE_ROUND.advance(pledge_round, "close", actor)
    record(pledge_round)
    return pledge_round


def _draft(held: PledgeRound) -> PledgeRound:
    """The round, held against others until the act ends; `Problem` unless it is a draft."""
    fresh = PledgeRound.objects.select_for_update().get(pk=held.pk)
    if fresh.state != "draft":
        raise Problem(text.NOT_A_DRAFT.format(state=term(f"pledge_round:{fresh.state}")))
    return fresh
