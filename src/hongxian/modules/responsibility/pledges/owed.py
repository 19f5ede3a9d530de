"""Who owes a signature under a link of the chain, and who has none: bodies, holders of posts, enterprises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import (
    GOVERNING,
    appointments_on,
    governing_bodies,
    visible_parties,
    visible_posts,
)
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.responsibility.pledges.models import Pledge, PledgeLink

STANDINGS = ("signed", "waiting", "begun", "missing")
"""In force; signed, to be confirmed; issued, not signed by both; nothing issued, or no longer in force."""


def owed(actor: Actor, link: PledgeLink, permission: str = "pledge.view") -> QuerySet[Any]:
    """All who owe a signature under the link as far as the actor may see them: parties, posts or enterprises, each with
    `standing` (one of `STANDINGS`) and `pledge_key`, the latest pledge of it. A vacant post owes none."""
    within = link.round.issuer.place.path
    if link.tier == "bodies":
        rows: QuerySet[Any] = visible_parties(actor, permission).select_related("place", "parent__place")
        rows = rows.filter(path_range("place__path", within))
        rows = rows.filter(kind=link.bearer_kind, place__level=link.bearer_level, dissolved_on__isnull=True)
        return _with_standing(link, rows.exclude(pk=link.round.issuer_id), {"bearer": OuterRef("pk")})
    if link.tier == "leaders":
        held = appointments_on(today()).filter(post=OuterRef("pk"))
        rows = visible_posts(actor, permission).select_related("party__place", "party__parent")
        rows = rows.filter(path_range("party__place__path", within), kind=link.bearer_post_kind)
        rows = rows.filter(Exists(held), party__place__level=link.bearer_level, party__dissolved_on__isnull=True)
        return _with_standing(link, rows, {"bearer_post": OuterRef("pk")})
    rows = visible_enterprises(actor, permission).filter(path_range("place__path", within), closed_on__isnull=True)
    if link.reach != "all":
        rows = rows.filter(**{f"is_{link.reach}": True})
    return _with_standing(link, rows, {"enterprise": OuterRef("pk")})


def _with_standing(link: PledgeLink, rows: QuerySet[Any], mine: dict[str, Any]) -> QuerySet[Any]:
    under = Pledge.objects.filter(link=link, **mine)
    still = Q(holds_to__isnull=True) | Q(holds_to__gte=today())
    signed = Exists(under.filter(still, state__in=("signed", "being_replaced")))
    waiting = Exists(under.filter(state="awaiting_confirmation"))
    begun = Exists(under.filter(state__in=("issued", "half_signed")))
    order = (("waiting", waiting), ("begun", begun), ("signed", signed))
    if link.tier != "posts":  # of the posts of an enterprise, all must have signed
        order = (("signed", signed), ("waiting", waiting), ("begun", begun))
    cases = [When(condition, then=Value(name)) for name, condition in order]
    found: QuerySet[Any] = rows.annotate(
        standing=Case(*cases, default=Value("missing"), output_field=CharField()),
        pledge_key=Subquery(under.order_by("-pk").values("pk")[:1]),
    )
    return found


@dataclass(frozen=True)
class Coverage:
    """One link counted: how many owe, and how they stand."""

    link: PledgeLink
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many owe a signature under the link."""
        return sum(self.counts.values())

    @property
    def lacking(self) -> int:
        """How many have none in force."""
        return self.total - self.counts["signed"]


def coverage(actor: Actor, links: Iterable[PledgeLink]) -> list[Coverage]:
    """Each link counted, within the actor's scope."""
    found = []
    for link in links:
        counted = owed(actor, link).order_by().values_list("standing").annotate(number=Count("pk"))
        found.append(Coverage(link, dict.fromkeys(STANDINGS, 0) | dict(counted)))
    return found


@dataclass(frozen=True)
class Owing:
    """One who owes: the row itself, who signs with it from above (None if not known), how it stands."""

    row: Any
    giver: Any
    giver_post: Any
    standing: str
    pledge_key: Any

    @property
    def place(self) -> Any:
        """Where it lies."""
        return self.row.party.place if hasattr(self.row, "party") else self.row.place


def owing_page(
    actor: Actor, link: PledgeLink, standing: str = "", *, after: str = "", before: str = ""
) -> tuple[list[Owing], Page[Any]]:
    """One page of those who owe under a link, of one standing if asked for. Raises `Problem` at a foreign token."""
    rows = owed(actor, link)
    if standing:
        rows = rows.filter(standing=standing)
    found = page(rows, ("name", "pk"), after=after, before=before)
    return owing(link, found.rows), found


def owing(link: PledgeLink, rows: Iterable[Any]) -> list[Owing]:
    """Those rows of `owed`, each with who signs with it from above."""
    listed = list(rows)
    givers = _givers(link, listed)
    return [Owing(each, *givers.get(each.pk, (None, None)), each.standing, each.pledge_key) for each in listed]


def _givers(link: PledgeLink, rows: list[Any]) -> dict[Any, tuple[Any, Any]]:
    """Who signs from above, where exactly one can: the body, and the post of it for leaders."""
    if link.tier == "posts":
        return {}
    if link.tier == "leaders":
        return _giving_posts(link, rows)
    paths = {path for each in rows for path in ancestry(each.place.path)}
    bodies: dict[str, list[Any]] = {}
    for each in governing_bodies().filter(place__path__in=paths, place__level=link.giver_level):
        bodies.setdefault(each.place.path, []).append(each)
    found = {}
    for each in rows:
        parent = getattr(each, "parent", None) if link.tier == "bodies" and link.bearer_kind == "department" else None
        if parent is not None and parent.place.level == link.giver_level and parent.kind in GOVERNING:
            found[each.pk] = (parent, None)
            continue
        above = [body for path in ancestry(each.place.path) for body in bodies.get(path, []) if body.pk != each.pk]
        if len(above) == 1:
            found[each.pk] = (above[0], None)
    return found


def _giving_posts(link: PledgeLink, rows: list[Any]) -> dict[Any, tuple[Any, Any]]:
    parties = {each.party_id for each in rows} | {each.party.parent_id for each in rows}
    held = appointments_on(today()).filter(post__party__in=parties - {None}, post__kind=link.giver_post_kind)
    by_party: dict[Any, dict[Any, Any]] = {}
    for each in held:
        by_party.setdefault(each.post.party_id, {})[each.post_id] = each.post
    found = {}
    for each in rows:
        posts = by_party.get(each.party_id) or by_party.get(each.party.parent_id) or {}
        if len(posts) == 1:
            (post,) = posts.values()
            found[each.pk] = (post.party, post)
    return found
