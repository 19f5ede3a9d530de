"""Reads of pledges. Whoever signs from above and whoever is bound both see a pledge; a round is seen by all in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.modules.base.parties.queries import appointments_on, visible_parties
from hongxian.modules.responsibility.pledges.flow import PLEDGE
from hongxian.modules.responsibility.pledges.models import LIVE, STOOD, Pledge, PledgeLink, PledgeRound, PledgeSignature

FROM_ABOVE = ("pledge.issue_owed", "pledge.withdraw", "pledge.replace", "pledge.end")
"""What only those may do who act for the side that signs from above; an enterprise acts so for its own posts."""

IN_WORDS = ("link__round", "giver", "giver_post", "bearer", "bearer_post__party", "enterprise", "place")


def visible_pledges(actor: Actor, permission: str = "pledge.view") -> QuerySet[Pledge]:
    """The pledges given or received by those within the actor's scope; what ends one, only for those who gave it."""
    rows = Pledge.objects.select_related(*IN_WORDS)
    given = scoped(rows, actor, permission, path="giver__place__path", organisation="giver_id")
    inside = scoped(
        rows, actor, permission, path="place__path", sector="enterprise__sector", enterprise="enterprise_id"
    )
    if permission in FROM_ABOVE:
        return given | inside.filter(giver__isnull=True)
    return given | scoped(rows, actor, permission, organisation="bearer_id") | inside


def visible_pledge_signatures(actor: Actor, permission: str = "pledge.view") -> QuerySet[PledgeSignature]:
    """The signatures of the pledges upon which the permission may be used."""
    return PledgeSignature.objects.filter(pledge__in=visible_pledges(actor, permission))


def visible_pledge_rounds(actor: Actor, permission: str = "pledge_round.view") -> QuerySet[PledgeRound]:
    """The rounds begun within the actor's scope; to look at, also those handed down to it, once approved."""
    rows = PledgeRound.objects.select_related("issuer__place", "follows")
    own = scoped(rows, actor, permission, path="issuer__place__path", organisation="issuer_id")
    if permission != "pledge_round.view":
        return own
    inside = scoped(
        Pledge.objects.all(),
        actor,
        permission,
        path="place__path",
        organisation="bearer_id",
        enterprise="enterprise_id",
    )
    given = scoped(Pledge.objects.all(), actor, permission, path="giver__place__path", organisation="giver_id")
    handed_down = (inside | given).filter(link__round=OuterRef("pk"))
    return rows.filter(Q(pk__in=own.values("pk")) | Q(Exists(handed_down), state__in=("open", "closed")))


def visible_pledge_links(actor: Actor, permission: str = "pledge_round.view") -> QuerySet[PledgeLink]:
    """The links of the rounds upon which the permission may be used."""
    rounds = visible_pledge_rounds(actor, permission)
    return PledgeLink.objects.select_related("round__issuer__place").filter(round__in=rounds)


def rounds_page(actor: Actor, *, year: int | None = None, after: str = "", before: str = "") -> Page[PledgeRound]:
    """One page of the rounds, latest year first. Raises `Problem` at a paging token of another list."""
    rows = visible_pledge_rounds(actor)
    if year is not None:
        rows = rows.filter(year=year)
    return page(rows, ("-year", "-pk"), after=after, before=before)


def issuers(actor: Actor) -> QuerySet[Any]:
    """The bodies for which the actor may begin a round."""
    kinds = ("government", "party_committee", "committee", "zone", "department")
    rows = visible_parties(actor, "pledge_round.draw_up").filter(kind__in=kinds, dissolved_on__isnull=True)
    return rows.order_by("place__path", "name")


def may_edit(actor: Actor, held: PledgeRound) -> bool:
    """Whether the actor may change the links of the round: while it is a draft."""
    permission = "pledge_link.add"
    return held.state == "draft" and visible_pledge_rounds(actor, permission).filter(pk=held.pk).exists()


def pledge_steps(actor: Actor, pledge: Pledge) -> set[str]:
    """The verbs that the actor may use on the pledge now, the scope of each permission included."""
    found = {step.verb for step in PLEDGE.open_to(actor, pledge)}
    if pledge.state == "half_signed" and visible_pledges(actor, "pledge.sign").filter(pk=pledge.pk).exists():
        found.add("sign")
    return found


@dataclass(frozen=True)
class Chosen:
    """Which pledges of a round to show."""

    link: PledgeLink | None = None
    state: str = ""
    words: str = ""


def pledges_of(actor: Actor, held: PledgeRound, chosen: Chosen = Chosen()) -> QuerySet[Pledge]:
    """The pledges of a round that the actor may see and that were asked for, each with its signatures."""
    rows = visible_pledges(actor).filter(link__round=held)
    if chosen.link is not None:
        rows = rows.filter(link=chosen.link)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.words:
        word = chosen.words
        names = Q(bearer__name__icontains=word) | Q(enterprise__name__icontains=word) | Q(number__icontains=word)
        rows = rows.filter(names | Q(post_name__icontains=word) | Q(bearer_post__name__icontains=word))
    signed = PledgeSignature.objects.order_by("side").select_related("post", "person")
    return rows.prefetch_related(Prefetch("signatures", queryset=signed))


def pledges_page(actor: Actor, held: PledgeRound, chosen: Chosen, *, after: str = "", before: str = "") -> Page[Pledge]:
    """One page of them, latest first. Raises `Problem` at a paging token of another list."""
    return page(pledges_of(actor, held, chosen), ("-pk",), after=after, before=before)


def handed_down(actor: Actor, pledge: Pledge) -> QuerySet[Pledge]:
    """What whoever is bound by the pledge handed down in the same round, and the posts under it."""
    rows = visible_pledges(actor).filter(link__round=pledge.link.round).exclude(pk=pledge.pk)
    if pledge.link.tier == "posts":
        return rows.filter(under=pledge).order_by("post_name")
    if pledge.enterprise_id:
        return rows.filter(enterprise=pledge.enterprise_id, link__tier="posts", under__isnull=True).order_by(
            "post_name"
        )
    if pledge.bearer_post_id:
        return rows.filter(giver_post=pledge.bearer_post_id).order_by("pk")
    return rows.filter(giver=pledge.bearer_id, giver__isnull=False).order_by("link__order", "pk")


def pledge_of(key: str) -> Pledge:
    """The letter with that key, for the worker."""
    return Pledge.objects.select_related(*IN_WORDS, "link__round__issuer", "giver__place", "bearer__place").get(pk=key)


def unsigned_in(round_key: str, *, bearers: Iterable[UUID], enterprises: Iterable[UUID]) -> list[Pledge]:
    """The letters of a round that wait for a signature of one of these, for the worker."""
    rows = Pledge.objects.select_related(*IN_WORDS, "link__round__issuer").prefetch_related("signatures")
    theirs = Q(bearer__in=list(bearers)) | Q(enterprise__in=list(enterprises))
    return list(rows.filter(theirs, link__round=UUID(round_key), state__in=("issued", "half_signed")).order_by("pk"))


def chain_above(actor: Actor, pledge: Pledge) -> list[Pledge]:
    """The letters of the same round from the top down to this one, which is the last, as far as the actor may see
    them: each was given by whoever is bound by the one before it."""
    found, seen = [pledge], {pledge.pk}
    while (above := _above(visible_pledges(actor), found[0])) is not None and above.pk not in seen:
        found.insert(0, above)
        seen.add(above.pk)
    return found


def _above(rows: QuerySet[Pledge], pledge: Pledge) -> Pledge | None:
    if pledge.under is not None:
        return rows.filter(pk=pledge.under.pk).first()
    rows = rows.filter(link__round=pledge.link.round_id, state__in={*LIVE, *STOOD}).order_by("-pk")
    if pledge.link.tier == "posts":
        return rows.filter(enterprise=pledge.enterprise_id, link__tier="enterprises").first()
    by_post = rows.filter(bearer_post=pledge.giver_post_id).first() if pledge.giver_post_id else None
    return by_post or (rows.filter(bearer=pledge.giver_id).first() if pledge.giver_id else None)


def holder_changed(rows: QuerySet[Pledge], day: date | None = None) -> QuerySet[Pledge]:
    """Those signed, a signer of which no longer holds the post he signed for on the day (today)."""
    holds = appointments_on(day or today()).filter(post=OuterRef("post"), person=OuterRef("person"))
    gone = PledgeSignature.objects.filter(~Exists(holds), pledge=OuterRef("pk"), post__isnull=False)
    return rows.filter(Exists(gone.filter(person__isnull=False)), state="signed")


def workshops(actor: Actor, link: PledgeLink, permission: str = "pledge.view") -> QuerySet[Pledge]:
    """The pledges of posts in enterprises under which another may stand."""
    rows = visible_pledges(actor, permission).filter(link=link, state__in=LIVE, under__isnull=True)
    return rows.order_by("enterprise__name", "post_name")
