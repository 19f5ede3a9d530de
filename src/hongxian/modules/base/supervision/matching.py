"""What follows from the rules: for each enterprise and sector, who claims it, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import path_range, system_actor
from hongxian.kernel.two_times import valid
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import governing_bodies, visible_institutions
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.base.supervision.models import (
    KINDS,
    SupervisedSector,
    SupervisionOverride,
    SupervisionRule,
)

_SYSTEM = system_actor("supervision", "enterprise.view", "institution.view")
GOVERNMENT_AT = {"coal_producing_county": "county"}
"""Levels of the rules that are no level of places, with the level that they mean."""


@dataclass(frozen=True)
class Claim:
    """One body supervises it: by a rule, or by what was decided instead."""

    kind: str
    body: Any
    level: str
    rule: Any = None
    override: Any = None


@dataclass(frozen=True)
class Subject:
    """What the rules ask of an enterprise."""

    key: Any
    path: str
    ownership: str
    parent_ownership: str
    is_branch: bool
    sector: str
    since: date | None


@dataclass(frozen=True)
class Which:
    """Which enterprises: those of a place, of them those with these `keys`, or those after one key through another.
    `sectors` says whether the sectors of the place are looked at too."""

    path: str = ""
    keys: tuple[Any, ...] | None = None
    after: Any = None
    through: Any = None
    sectors: bool = True

    def within(self, field: str) -> Q:
        """The condition upon a column that names enterprises."""
        found = Q() if self.keys is None else Q(**{f"{field}__in": self.keys})
        found &= Q(**{f"{field}__gt": self.after}) if self.after else Q()
        return found & Q(**{f"{field}__lte": self.through}) if self.through else found


def standing_enterprises(day: date, which: Which) -> QuerySet[Any]:
    """Those of the enterprises that stand on the day."""
    rows = visible_enterprises(_SYSTEM).filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day))
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day)).filter(which.within("pk"))
    return rows.filter(path_range("place__path", which.path)) if which.path else rows


def turned_with_time(path: str, since: date, day: date) -> tuple[bool, set[Any]]:
    """What time alone may have changed for a place from `since` through the day: whether rules or authorities began or
    ended, which touches everybody there, and the enterprises for which a decision or they themselves did."""

    def turned(began: str = "valid_from", ended: str = "valid_to") -> Q:
        return Q(**{f"{began}__gt": since, f"{began}__lte": day}) | Q(**{f"{ended}__gte": since, f"{ended}__lt": day})

    rules = SupervisionRule.objects.filter(turned(), confirmed_at__isnull=False)
    rules = rules.filter(path_range("place__path", path))
    bodies = visible_institutions(_SYSTEM).filter(turned(), function="safety_authority")
    decided = SupervisionOverride.objects.filter(turned(), confirmed_at__isnull=False)
    decided = decided.filter(path_range("enterprise__place__path", path))
    opened = visible_enterprises(_SYSTEM).filter(turned("opened_on", "closed_on"))
    opened = opened.filter(path_range("place__path", path))
    keys = {*decided.values_list("enterprise", flat=True), *opened.values_list("pk", flat=True)}
    return rules.exists() or bodies.exists(), keys


def subjects(rows: QuerySet[Any]) -> Iterator[Subject]:
    """The enterprises as the rules see them, streamed."""
    names = ("pk", "place__path", "ownership", "parent__ownership", "is_branch", "sector", "opened_on")
    for key, path, ownership, parent, branch, sector, since in rows.order_by("pk").values_list(*names).iterator(2000):
        yield Subject(key, path, ownership, parent or "", branch, sector, since)


def rules_on(day: date) -> list[SupervisionRule]:
    """The rules that hold on the day, those that decide first at the front."""
    rows = SupervisionRule.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    rows = rows.filter(confirmed_at__isnull=False).select_related("place", "in_place")
    return list(rows.order_by("kind", "rank", "pk"))


def overrides_on(day: date) -> dict[tuple[Any, str], SupervisionOverride]:
    """What was decided instead, by enterprise and kind, as it holds on the day."""
    rows = SupervisionOverride.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    return {(each.enterprise_id, each.kind): each for each in rows.filter(confirmed_at__isnull=False)}


class Bodies:
    """Which body stands for a level of government where something lies."""

    def __init__(self, day: date) -> None:
        self._governments: dict[tuple[str, str], Any] = {}
        for each in governing_bodies().order_by("-kind", "pk"):
            self._governments[each.place.path, each.place.level] = each.pk
        rows = valid(visible_institutions(_SYSTEM), day).filter(function="safety_authority")
        self._authorities = {each.party.parent_id: each.party_id for each in rows if each.party.parent_id}

    def at(self, path: str, level: str, *, by_authority: bool) -> Any:
        """The government at that level above a path, or its safety authority; None where none is registered."""
        asked = GOVERNMENT_AT.get(level, level)
        found = next(
            (key for above in reversed(ancestry(path)) if (key := self._governments.get((above, asked))) is not None),
            None,
        )
        if found is None:
            return None
        return self._authorities.get(found) if by_authority else found


class Matcher:
    """The rules, decisions and bodies of one day, put to one subject after another."""

    def __init__(self, day: date) -> None:
        self._rules = rules_on(day)
        self._overrides = overrides_on(day)
        self._bodies = Bodies(day)

    def claims(self, subject: Subject) -> list[Claim]:
        """Who supervises an enterprise, for every kind of supervision."""
        found: list[Claim] = []
        for kind in KINDS:
            decided = self._overrides.get((subject.key, kind))
            if decided is not None:
                found.append(Claim(kind, decided.body_id, decided.level, override=decided.pk))
                continue
            found += self._by_rules([each for each in self._rules if each.kind == kind], subject)
        return found

    def sector_claims(self, sector: SupervisedSector) -> list[Claim]:
        """Who supervises a sector directly: the rules that name a body for all of that sector there, and no more."""
        path = sector.government.place.path
        fitting = [
            each
            for each in self._rules
            if each.kind == "direct" and sector.code and sector.code in each.sectors and _is_of_the_sector_alone(each)
            if path.startswith(each.place.path)
        ]
        return [self._claim(each, path) for each in _first(fitting)]

    def _by_rules(self, rules: Sequence[SupervisionRule], subject: Subject) -> list[Claim]:
        claims = [self._claim(each, subject.path) for each in _first([each for each in rules if fits(each, subject)])]
        once: dict[Any, Claim] = {}
        for each in claims:
            once.setdefault((each.body, each.level), each)
        return list(once.values())

    def _claim(self, rule: SupervisionRule, path: str) -> Claim:
        body = rule.body_id or self._bodies.at(path, rule.level, by_authority=rule.by_authority)
        return Claim(rule.kind, body, rule.level, rule=rule.pk)


def fits(rule: SupervisionRule, subject: Subject) -> bool:
    """Whether the rule is about that enterprise."""
    return (
        subject.path.startswith(rule.place.path)
        and (rule.in_place is None or subject.path.startswith(rule.in_place.path))
        and (rule.is_branch is None or rule.is_branch == subject.is_branch)
        and _among(rule.ownerships, subject.ownership)
        and _among(rule.parent_ownerships, subject.parent_ownership)
        and _among(rule.sectors, subject.sector)
    )


def _among(values: Iterable[str], value: str) -> bool:
    wanted = list(values)
    return not wanted or value in wanted


def _first(rules: Sequence[SupervisionRule]) -> list[SupervisionRule]:
    """Those of the smallest rank; they stand in the order of ranks."""
    return [each for each in rules if each.rank == rules[0].rank]


def _is_of_the_sector_alone(rule: SupervisionRule) -> bool:
    narrowed = rule.ownerships or rule.parent_ownerships or rule.in_place or rule.is_branch is not None
    return not narrowed
