"""Reads of what places choose between texts: practices they made their own, dates they moved, which pack prevails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.policies.content import content_of, dictionary
from hongxian.modules.base.policies.models import Adoption, Pack, ParameterValue, Practice, Precedence, Rebase
from hongxian.modules.base.policies.queries import adoptions_on

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

Choice = ParameterValue | Practice | Rebase | Precedence
_CHOICES: dict[str, type[Choice]] = {
    "parameter_value": ParameterValue,
    "practice": Practice,
    "rebase": Rebase,
    "precedence": Precedence,
}


def visible_practices(actor: Actor, permission: str = "adoption.view") -> QuerySet[Practice]:
    """Which reported practices the places within the actor's scope made their own, all versions."""
    return scoped(Practice.objects.select_related("place"), actor, permission, path="place__path")


def practices_on(pack: Pack, day: date, known_at: datetime | None = None) -> list[Practice]:
    """Where which practice of a pack binds on that day, as known then."""
    rows = Practice.objects.filter(pack_code=pack.code).select_related("place")
    return list(valid(rows, day, known_at))


def practices_of(actor: Actor, pack: Pack) -> QuerySet[Practice]:
    """Every adoption of a practice of the pack that the actor may see, as known now, newest first."""
    return current(visible_practices(actor)).filter(pack_code=pack.code).order_by("-valid_from", "place__path")


def visible_rebases(actor: Actor, permission: str = "adoption.view") -> QuerySet[Rebase]:
    """By how much the places within the actor's scope moved the dates of packs, all versions."""
    return scoped(Rebase.objects.select_related("place"), actor, permission, path="place__path")


def years_moved(pack: Pack, place: Place, day: date, known_at: datetime | None = None) -> int:
    """By how many years the dates printed in the pack are moved in the place on that day, as known then; mostly 0."""
    rows = valid(Rebase.objects.filter(pack_code=pack.code, place=place), day, known_at)
    return rows.values_list("years", flat=True).first() or 0


def rebases_of(adoption: Adoption) -> QuerySet[Rebase]:
    """By how much a place moved the dates of a pack when, newest first."""
    rows = Rebase.objects.filter(pack_code=adoption.pack.code, place=adoption.place_id).select_related("place")
    return current(rows).order_by("-valid_from", "-recorded_from")


def visible_precedences(actor: Actor, permission: str = "adoption.view") -> QuerySet[Precedence]:
    """Which packs the places within the actor's scope let prevail, all versions."""
    return scoped(Precedence.objects.select_related("place"), actor, permission, path="place__path")


def precedences_on(day: date, known_at: datetime | None = None) -> list[Precedence]:
    """Which pack prevails where in which family on that day, as known then."""
    return list(valid(Precedence.objects.select_related("place"), day, known_at))


def precedence_over(path: str, family: str, day: date, known_at: datetime | None = None) -> Precedence | None:
    """What was chosen in a family for the place with that path: by the place itself, or by the nearest above it."""
    return nearest(precedences_on(day, known_at), path, family)


def nearest(chosen: Iterable[Precedence], path: str, family: str) -> Precedence | None:
    """Of these choices the one in that family nearest above the path, if there is one."""
    over = [each for each in chosen if each.family == family and path.startswith(each.place.path)]
    return max(over, key=lambda each: len(each.place.path), default=None)


def precedences_of(place: Place, family: str) -> QuerySet[Precedence]:
    """What a place chose in a family when, newest first."""
    rows = Precedence.objects.filter(place=place, family=family).select_related("place")
    return current(rows).order_by("-valid_from", "-recorded_from")


def families() -> dict[str, str]:
    """The families of rules by which packs are compared: their names by code."""
    return dict(dictionary().families)


def packs_binding(place: Place, day: date | None = None) -> list[Pack]:
    """The packs that bind a place on that day (today), adopted there or above: the nearest last."""
    adopted = [each for each in adoptions_on(day) if place.path.startswith(each.place.path)]
    adopted.sort(key=lambda each: (len(each.place.path), each.pack.code))
    return list({each.pack.code: each.pack for each in adopted}.values())


def members_of(pack: Pack, family: str) -> list[Obligation]:
    """The obligations of a pack in a family of rules."""
    return [each for each in content_of(pack).obligations.values() if each.entry.family == family]


def families_of(pack: Pack) -> set[str]:
    """The families of rules of which the pack has an obligation."""
    return {each.entry.family for each in content_of(pack).obligations.values() if each.entry.family}


def rivals(place: Place, day: date | None = None) -> dict[str, list[tuple[Pack, list[Obligation]]]]:
    """The families in which several packs bind the place, each with the packs and their obligations in it."""
    found: dict[str, list[tuple[Pack, list[Obligation]]]] = {}
    packs = packs_binding(place, day)
    for family in families():
        rows = [(pack, members) for pack in packs if (members := members_of(pack, family))]
        if len(rows) > 1:
            found[family] = rows
    return found


def pack_titles() -> dict[str, str]:
    """The title of each pack by its code, that of the newest version."""
    return dict(Pack.objects.order_by("version").values_list("code", "title"))


def pack_title(code: str) -> str:
    """The title of the pack of that code, that of the newest version; empty if there is none."""
    return Pack.objects.filter(code=code).order_by("-version").values_list("title", flat=True).first() or ""


def boundaries_of(kind: str, key: str) -> list[date]:
    """The days after today on which what a place chose (a parameter value, a practice …) begins or ceases to hold."""
    row = _choice(kind, key)
    days = [row.valid_from, *([row.valid_to + timedelta(days=1)] if row.valid_to else [])]
    return [day for day in days if day > today()]


def adoptions_touched(kind: str, key: str) -> list[tuple[Adoption, list[str]]]:
    """Where what a place chose (its noun and key) counts, with the obligations that it may turn there."""
    row = _choice(kind, key)
    found = []
    for adoption in adoptions_on():
        codes = [each.id for each in content_of(adoption.pack).obligations.values() if _touches(row, adoption, each)]
        if codes:
            found.append((adoption, codes))
    return found


def _choice(kind: str, key: str) -> Choice:
    row: Choice = _CHOICES[kind]._default_manager.select_related("place").get(pk=key)
    return row


def _touches(row: Choice, adoption: Adoption, obligation: Obligation) -> bool:
    if isinstance(row, Precedence):
        near = adoption.place.path.startswith(row.place.path) or row.place.path.startswith(adoption.place.path)
        return near and obligation.entry.family == row.family
    if row.pack_code != adoption.pack.code:
        return False
    if isinstance(row, Practice):
        return row.obligation == obligation.id
    if row.place_id != adoption.place_id:
        return False
    return isinstance(row, Rebase) or row.parameter in obligation.parameters
