"""Reads of supervision: who supervises whom, and whom nobody or several supervise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hongxian.kernel.actor import Actor, path_range, scoped, system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import ancestry, visible_places
from hongxian.modules.base.supervision.flow import SUPERVISION_OVERRIDE, SUPERVISION_RULE
from hongxian.modules.base.supervision.models import (
    KINDS,
    SupervisedSector,
    Supervision,
    SupervisionOverride,
    SupervisionRule,
)

STANDINGS = ("single", "nobody", "several", "decided")
"""One body supervises; nobody does; several claim; decided by people instead of the rules."""

_SYSTEM = system_actor("supervision", "enterprise.view", "place.view", "party.view")


def visible_supervisions(actor: Actor, permission: str = "supervision.view") -> QuerySet[Supervision]:
    """Who supervises the enterprises and sectors within the actor's scope, and whom the actor's body supervises; all
    versions."""
    rows = Supervision.objects.select_related("enterprise__place", "sector", "body", "rule", "override")
    columns = {"sector": "enterprise__sector", "enterprise": "enterprise_id"}
    of_enterprises = scoped(rows, actor, permission, path="enterprise__place__path", organisation="body_id", **columns)
    return of_enterprises | scoped(rows, actor, permission, path="sector__government__place__path")


def visible_rules(actor: Actor, permission: str = "supervision_rule.view") -> QuerySet[SupervisionRule]:
    """The rules of the places within the actor's scope; to look at, also those of the places above them."""
    rows = SupervisionRule.objects.select_related("place", "in_place", "body")
    own = scoped(rows, actor, permission, path="place__path")
    if permission != "supervision_rule.view":
        return own
    paths = [scope.path for scope in actor.scopes(permission) if scope.path and not scope.organisation]
    above = Q(pk__in=[])
    for path in paths:
        above |= Q(place__path__in=ancestry(path), state__in=("confirmed", "ended"))
    return own | rows.filter(above)


def visible_overrides(actor: Actor, permission: str = "supervision_override.view") -> QuerySet[SupervisionOverride]:
    """What was decided instead of the rules for the enterprises within the actor's scope."""
    rows = SupervisionOverride.objects.select_related("enterprise__place", "body")
    names = {"path": "enterprise__place__path", "sector": "enterprise__sector", "enterprise": "enterprise_id"}
    return scoped(rows, actor, permission, **names)


def visible_sectors(actor: Actor, permission: str = "supervised_sector.view") -> QuerySet[SupervisedSector]:
    """The sectors that somebody must supervise in the places within the actor's scope, all versions."""
    rows = SupervisedSector.objects.select_related("government__place", "lead_department")
    return scoped(rows, actor, permission, path="government__place__path", organisation="government_id")


def enterprise_with(key: str) -> Any:
    """The enterprise with that key, for what the system computes; None if there is none any more."""
    return visible_enterprises(_SYSTEM).filter(pk=key).first()


def place_with(code: str) -> Any:
    """The place with that code, for what the system computes; None if there is none any more."""
    return visible_places(_SYSTEM).filter(pk=code).first()


def enterprise_of(override_key: str) -> str:
    """The enterprise for which something was decided; empty if it is not known."""
    found = SupervisionOverride.objects.filter(pk=override_key).values_list("enterprise", flat=True).first()
    return str(found or "")


def places_with_rules() -> list[Any]:
    """The places for which something is to be computed, each once, those inside another apart."""
    ruled = SupervisionRule.objects.filter(confirmed_at__isnull=False).values("place")
    decided = SupervisionOverride.objects.filter(confirmed_at__isnull=False).values("enterprise__place")
    rows = visible_places(_SYSTEM).filter(Q(pk__in=ruled) | Q(pk__in=decided)).order_by("path")
    found: list[Any] = []
    for each in rows:
        if not found or not each.path.startswith(found[-1].path):
            found.append(each)
    return found


@dataclass(frozen=True)
class Asked:
    """Which enterprises to show: for a kind of supervision, how it stands, in a place, with words in the name."""

    kind: str = "territorial"
    standing: str = ""
    place: Any = None
    words: str = ""


def enterprises_standing(actor: Actor, kind: str, day: date | None = None) -> QuerySet[Any]:
    """The enterprises within the actor's scope that stand on the day (today), each with `claims`, how many bodies
    supervise it in that kind, and whether it was `decided` by people."""
    on = day or today()
    rows = visible_enterprises(actor, "supervision.view").filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on))
    rows = rows.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=on))
    mine = valid(Supervision.objects.filter(kind=kind, enterprise=OuterRef("pk")), on)
    bodies = mine.filter(body__isnull=False).order_by().values("enterprise")
    numbers = bodies.annotate(number=Count("body", distinct=True)).values("number")
    return rows.annotate(
        claims=Coalesce(Subquery(numbers, output_field=IntegerField()), 0),
        decided=Exists(mine.filter(override__isnull=False)),
    )


def of_standing(rows: QuerySet[Any], standing: str) -> QuerySet[Any]:
    """Those of `enterprises_standing` that stand so."""
    if standing == "nobody":
        return rows.filter(claims=0)
    if standing == "several":
        return rows.filter(claims__gte=2)
    if standing == "single":
        return rows.filter(claims=1)
    return rows.filter(decided=True) if standing == "decided" else rows


@dataclass(frozen=True)
class Counted:
    """How the enterprises stand in one kind of supervision; `ruled` whether a rule of that kind holds anywhere."""

    kind: str
    ruled: bool
    total: int
    counts: dict[str, int]


def counted(actor: Actor, place: Any = None) -> list[Counted]:
    """Each kind of supervision counted, within the actor's scope and a place if given."""
    found = []
    rules = set(visible_rules(actor).filter(state="confirmed").values_list("kind", flat=True))
    for kind in KINDS:
        rows = enterprises_standing(actor, kind)
        if place is not None:
            rows = rows.filter(path_range("place__path", place.path))
        numbers = {name: of_standing(rows, name).count() for name in STANDINGS}
        total = numbers["single"] + numbers["nobody"] + numbers["several"]
        found.append(Counted(kind, kind in rules, total, numbers))
    return found


def enterprises_page(actor: Actor, asked: Asked, *, after: str = "", before: str = "") -> Page[Any]:
    """One page of the enterprises asked for, by name, each with `supervisions`, the rows of that kind that hold today.
    Raises `Problem` at a paging token of another list."""
    found = page(asked_enterprises(actor, asked), ("name", "pk"), after=after, before=before)
    with_supervisions(found.rows, asked.kind)
    return found


def asked_enterprises(actor: Actor, asked: Asked) -> QuerySet[Any]:
    """The enterprises asked for."""
    rows = of_standing(enterprises_standing(actor, asked.kind), asked.standing)
    if asked.place is not None:
        rows = rows.filter(path_range("place__path", asked.place.path))
    return rows.filter(name__icontains=asked.words) if asked.words else rows


def with_supervisions(enterprises: Iterable[Any], kind: str) -> None:
    """Put beside each enterprise the rows of that kind that hold today. Call it with what the actor may see."""
    listed = list(enterprises)
    by_enterprise: dict[Any, list[Supervision]] = {}
    rows = valid(Supervision.objects.filter(kind=kind, enterprise__in=[each.pk for each in listed]), today())
    for row in rows.select_related("body", "rule", "override").order_by("pk"):
        by_enterprise.setdefault(row.enterprise_id, []).append(row)
    for each in listed:
        each.standing_supervisions = by_enterprise.get(each.pk, [])


def history_of(actor: Actor, enterprise: Any) -> QuerySet[Supervision]:
    """Who supervised the enterprise when, as known now, latest first."""
    rows = current(visible_supervisions(actor)).filter(enterprise=enterprise)
    return rows.order_by("kind", "-valid_from", "-pk")


def supervising_bodies(actor: Actor) -> list[tuple[Any, dict[str, int]]]:
    """The bodies that supervise enterprises within the actor's scope today, with how many of each kind."""
    rows = valid(visible_supervisions(actor), today()).filter(body__isnull=False, enterprise__isnull=False)
    numbers: dict[Any, dict[str, int]] = {}
    tallied = rows.order_by().values_list("body", "kind").annotate(number=Count("enterprise", distinct=True))
    for body, kind, number in tallied:
        numbers.setdefault(body, dict.fromkeys(KINDS, 0))[kind] = number
    parties = visible_parties(_SYSTEM).filter(pk__in=numbers).order_by("place__path", "name")
    return [(each, numbers[each.pk]) for each in parties]


def supervising_body(actor: Actor, key: str) -> Any:
    """The body with that key, where the actor may see it or whom it supervises or supervised; else None."""
    if visible_parties(actor).filter(pk=key).exists() or visible_supervisions(actor).filter(body__in=[key]).exists():
        return visible_parties(_SYSTEM).filter(pk=key).first()
    return None


def supervised_by(actor: Actor, body: Any, kind: str = "", *, after: str = "", before: str = "") -> Page[Supervision]:
    """One page of whom a body supervises today, within the actor's scope. Raises `Problem` at a foreign token."""
    rows = valid(visible_supervisions(actor), today()).filter(body=body, enterprise__isnull=False)
    if kind:
        rows = rows.filter(kind=kind)
    return page(rows, ("pk",), after=after, before=before, limit=50)


def sectors_on(actor: Actor, day: date) -> QuerySet[SupervisedSector]:
    """The sectors within the actor's scope on the day, each with `supervised`, whether a body supervises it."""
    mine = valid(Supervision.objects.filter(sector=OuterRef("pk"), body__isnull=False), day)
    rows = valid(visible_sectors(actor), day).annotate(supervised=Exists(mine))
    return rows.order_by("government__place__path", "name")


FLOWS = {"rule": SUPERVISION_RULE, "override": SUPERVISION_OVERRIDE}


@dataclass(frozen=True)
class Standing:
    """How one enterprise stands in one kind of supervision today."""

    kind: str
    rows: list[Supervision]

    @property
    def name(self) -> str:
        """One of `STANDINGS`."""
        if any(each.override_id for each in self.rows):
            return "decided"
        bodies = {each.body_id for each in self.rows if each.body_id}
        return "nobody" if not bodies else "single" if len(bodies) == 1 else "several"


def standing_of(actor: Actor, enterprise: Any) -> list[Standing]:
    """How the enterprise stands today, kind by kind."""
    rows = list(valid(visible_supervisions(actor), today()).filter(enterprise=enterprise).order_by("pk"))
    return [Standing(kind, [each for each in rows if each.kind == kind]) for kind in KINDS]
