"""Issuing letters: one, or all that are owed under a link and were not issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.models import LIVE, POST_KINDS, Pledge, PledgeLink
from hongxian.modules.responsibility.pledges.owed import Owing, owed, owing

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party, Post

AT_ONCE = 500
"""Letters that one act issues at most."""


@dataclass(frozen=True)
class EnterprisePost:
    """A post inside an enterprise."""

    name: str
    kind: str = "other"
    first_responsible: bool = False


@dataclass(frozen=True)
class Terms:
    """What one letter says for itself; empty days are those of its round."""

    number: str = ""
    holds_from: date | None = None
    holds_to: date | None = None


@command(
    "pledge.issue",
    sees="link=pledge_round.view bearer=party.view bearer_post=post.view enterprise=enterprise.view under=pledge.view",
)
def issue_pledge(
    *,
    actor: Actor,
    link: PledgeLink,
    giver: Party | None = None,
    giver_post: Post | None = None,
    bearer: Party | None = None,
    bearer_post: Post | None = None,
    enterprise: Enterprise | None = None,
    post: EnterprisePost | None = None,
    under: Pledge | None = None,
    terms: Terms = Terms(),
) -> Pledge:
    """Issue one letter under an open round, to be signed. Who must be named depends on the tier of the link.

    Raises `Problem` when somebody needed is not named or does not belong under the link, the letter would end before
    it begins, or the same bearer has one that is live; `NotVisible` for a post of an enterprise out of scope.
    """
    if link.round.state != "open":
        raise Problem(text.ROUND_NOT_OPEN.format(state=term(f"pledge_round:{link.round.state}")))
    if giver_post is not None:
        giver = giver_post.party
    sides = {"giver": giver, "giver_post": giver_post, "enterprise": enterprise, "under": under}
    sides |= {"bearer": bearer_post.party if bearer_post else bearer, "bearer_post": bearer_post}
    _check_sides(actor, link, sides, post)
    pledge = _create(actor, link, sides, post, terms)
    record(pledge)
    return pledge


@command("pledge.issue_owed")
def issue_owed(*, actor: Actor, link: PledgeLink) -> list[Pledge]:
    """Issue a letter to each who owes one under the link and was issued none, up to `AT_ONCE`, those apart of whom it
    is not known who signs with them. Raises `Problem` when there is none to issue."""
    if link.round.state != "open":
        raise Problem(text.ROUND_NOT_OPEN.format(state=term(f"pledge_round:{link.round.state}")))
    if link.tier == "posts":
        raise Problem(text.POSTS_ONE_BY_ONE)
    lacking = owed(actor, link, "pledge.issue_owed").filter(standing="missing").order_by("name", "pk")
    found = [each for each in owing(link, lacking[:AT_ONCE]) if each.giver is not None]
    if not found:
        raise Problem(text.NOTHING_TO_ISSUE)
    pledges = [_create(actor, link, _sides(link, each), None, Terms()) for each in found]
    record(link.round, *pledges)
    return pledges


def _sides(link: PledgeLink, each: Owing) -> dict[str, Any]:
    sides = {"giver": each.giver, "giver_post": each.giver_post}
    if link.tier == "bodies":
        return sides | {"bearer": each.row}
    if link.tier == "leaders":
        return sides | {"bearer": each.row.party, "bearer_post": each.row}
    return sides | {"enterprise": each.row}


_NEEDED = {
    "bodies": ("giver", "bearer"),
    "leaders": ("giver_post", "bearer_post"),
    "enterprises": ("giver", "enterprise"),
    "posts": ("enterprise",),
    "promises": ("enterprise",),
}


def _check_sides(actor: Actor, link: PledgeLink, sides: dict[str, Any], post: EnterprisePost | None) -> None:
    for name in _NEEDED[link.tier]:
        if sides[name] is None:
            raise Problem(text.SIDE_NEEDED.format(tier=term(f"tier#{link.tier}"), name=term(name)), field=name)
    one = sides["giver_post"] or sides["giver"]
    if one is not None and one == (sides["bearer_post"] or sides["bearer"]):
        raise Problem(text.WITH_ONESELF, field="bearer")
    place = (sides["bearer"] or sides["enterprise"]).place
    within = link.round.issuer.place
    if not place.path.startswith(within.path):
        raise Problem(text.BEYOND_ROUND.format(place=place.name, within=within.name), field="bearer")
    if sides["giver"] is None and not visible_enterprises(actor, "pledge.issue").filter(pk=sides["enterprise"].pk):
        raise NotVisible(text.ENTERPRISE_ELSEWHERE)
    if link.tier == "posts":
        _check_post(sides, post)


def _check_post(sides: dict[str, Any], post: EnterprisePost | None) -> None:
    if post is None or not post.name.strip() or post.kind not in POST_KINDS:
        raise Problem(text.POST_NEEDED, field="post_name")
    if sides["under"] is not None and sides["under"].enterprise_id != sides["enterprise"].pk:
        raise Problem(text.UNDER_ANOTHER, field="under")


def _create(actor: Actor, link: PledgeLink, sides: dict[str, Any], post: EnterprisePost | None, terms: Terms) -> Pledge:
    holds_from = terms.holds_from or link.round.holds_from
    holds_to = terms.holds_to or link.round.holds_to
    if holds_to is not None and holds_to < holds_from:
        raise Problem(text.ENDS_BEFORE_IT_BEGINS.format(found=holds_to, start=holds_from), field="holds_to")
    bearer = sides.get("bearer_post") or sides.get("bearer") or sides["enterprise"]
    words = {"post_name": post.name.strip(), "post_kind": post.kind} if post else {}
    subject = f"{bearer.pk}/{words['post_name']}" if post else str(bearer.pk)
    try:
        with transaction.atomic():
            return Pledge.objects.create(
                link=link,
                subject=subject,
                **sides,
                **words,
                first_responsible=bool(post and post.first_responsible),
                place=(sides.get("bearer") or sides["enterprise"]).place,
                number=terms.number.strip(),
                holds_from=holds_from,
                holds_to=holds_to,
                handed_out_at=now(),
                handed_out_by=actor.key,
                handed_out_by_name=actor.name,
            )
    except IntegrityError as error:
        raise _issued_already(link, subject) from error


def _issued_already(link: PledgeLink, subject: str) -> Problem:
    other = Pledge.objects.get(link=link, subject=subject, state__in=LIVE)
    sentence = text.ISSUED_ALREADY.format(
        day=other.handed_out_at.astimezone(LOCAL).date(),
        name=other.handed_out_by_name,
        state=term(f"pledge:{other.state}"),
    )
    return Problem(sentence, field="bearer")
