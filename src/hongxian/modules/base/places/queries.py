"""Reads of places."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.kernel.registers.declaration import Filter, FilterKind
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.places import text
from hongxian.modules.base.places.models import LEVELS, Place, PlaceAdjustment, PlaceBoundary, PlaceVersion

TREE_ADDRESS = "/places/cascade/"
_AT_ONCE = 500


def visible_places(actor: Actor, permission: str = "place.view") -> QuerySet[Place]:
    """The places in which the actor holds the permission."""
    return scoped(Place.objects.all(), actor, permission, path="path")


def place(code: str) -> Place:
    """The place with that code; `Place.DoesNotExist` if it was not loaded. Names of places are public knowledge."""
    return Place.objects.get(pk=code)


def subtree(root: Place) -> QuerySet[Place]:
    """The place and everything below it, in the order of the codes."""
    return Place.objects.filter(path_range("path", root.path)).order_by("path")


def ancestry(path: str) -> list[str]:
    """The path of a place and of every place in which it lies, from the top down."""
    codes = path.rstrip("/").split("/") if path else []
    return ["/".join(codes[:number]) + "/" for number in range(1, len(codes) + 1)]


def names_above(place: Place) -> list[str]:
    """The names of the place and of all it lies in, from the top down."""
    return list(Place.objects.filter(path__in=ancestry(place.path)).order_by("path").values_list("name", flat=True))


def places_at(paths: Iterable[str]) -> dict[str, Place]:
    """The places with these paths, by path. Names of places are public knowledge."""
    wanted = sorted(set(paths))
    parts = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    return {each.path: each for part in parts for each in Place.objects.filter(path__in=part)}


def find_place(code: str) -> Place | None:
    """The place with that code, or None if it was not loaded."""
    return Place.objects.filter(pk=code).first()


def visible_place_versions(actor: Actor, permission: str = "place_version.view") -> QuerySet[PlaceVersion]:
    """What the places were in which the actor holds the permission, all versions."""
    return scoped(PlaceVersion.objects.select_related("place", "parent"), actor, permission, path="place__path")


def visible_place_adjustments(actor: Actor, permission: str = "place_adjustment.view") -> QuerySet[PlaceAdjustment]:
    """The adjustments of places in which the actor holds the permission."""
    rows = PlaceAdjustment.objects.select_related("place__parent", "new_parent", "into")
    return scoped(rows, actor, permission, path="place__path")


def visible_place_boundaries(actor: Actor, permission: str = "place_boundary.view") -> QuerySet[PlaceBoundary]:
    """The outlines of places in which the actor holds the permission."""
    return scoped(PlaceBoundary.objects.select_related("place"), actor, permission, path="place__path")


def paths_of(code: Any) -> QuerySet[Any]:
    """The path of the place with that code, as a subquery."""
    return Place.objects.filter(pk=code).values("path")


def place_now(code: str) -> Place | None:
    """The place that carries on what hangs on that code: itself, or its last successor; None if it was not loaded."""
    found = find_place(code)
    while found is not None and found.succeeded_by_id is not None:
        found = find_place(found.succeeded_by_id)
    return found


def place_on(code: str, day: date) -> PlaceVersion | Place | None:
    """What the place of that code was on that day (`name`, `parent`); None if it did not stand then."""
    found = find_place(code)
    if found is None:
        return None
    versions = current(PlaceVersion.objects.filter(place=found))
    if then := valid(versions, day).select_related("parent").first():
        return then
    return None if versions.exists() else found


def outlines_below(actor: Actor, place: Place) -> list[PlaceBoundary]:
    """The outlines of what lies directly below a place, or of the place itself where nothing below has one."""
    rows = visible_place_boundaries(actor).filter(place__abolished_on__isnull=True)
    return list(rows.filter(place__parent=place).order_by("place")) or list(rows.filter(place=place))


def outlines_of_tops(actor: Actor) -> list[PlaceBoundary]:
    """The outlines of what lies directly below where the actor's power begins, or of these places themselves."""
    found: list[PlaceBoundary] = []
    for top in PlaceTree(actor).roots():
        found += outlines_below(actor, top)
    return found


def place_chain(place: Place) -> list[Place]:
    """The places in which it lies and itself, from the top down. Names of places are public knowledge."""
    return list(Place.objects.filter(path__in=ancestry(place.path)).order_by("path"))


def adjustments_of(actor: Actor, place: Place) -> list[PlaceAdjustment]:
    """The adjustments of a place, newest first."""
    return list(visible_place_adjustments(actor).filter(place=place).order_by("-valid_from", "-pk"))


def find_places(actor: Actor, words: str, limit: int = 100) -> list[Place]:
    """The places that the actor may see whose name, now or once, holds the words, or whose code begins with them."""
    named = Q(name__icontains=words) | Q(versions__name__icontains=words) | Q(code__startswith=words)
    return list(visible_places(actor).filter(named).distinct().order_by("path")[:limit])


class PlaceTree:
    """The places in which the actor holds the permission, to be chosen level by level down to `lowest`: a tree for
    `kernel.web.cascade.CascadeChoice`. Whoever holds it in one county only begins there."""

    def __init__(self, actor: Actor, permission: str = "place.view", lowest: str = "village") -> None:
        levels = LEVELS[: LEVELS.index(lowest) + 1]
        self.rows = visible_places(actor, permission).filter(level__in=levels, abolished_on__isnull=True)
        self._limits = [scope.path for scope in actor.scopes(permission)]
        self.address = f"{TREE_ADDRESS}?{urlencode({'permission': permission, 'lowest': lowest})}"

    def roots(self) -> Sequence[Place]:
        """Where the actor's power begins: the provinces, or the places of the grants."""
        if "" in self._limits:
            return list(self.rows.filter(parent=None).order_by("path"))
        tops = [
            path for path in set(self._limits) if not any(path != top and path.startswith(top) for top in self._limits)
        ]
        return list(self.rows.filter(path__in=tops).order_by("path"))

    def below(self, row: Place) -> Sequence[Place]:
        """The places directly under a place, by code."""
        return list(self.rows.filter(parent=row).order_by("code"))

    def chain(self, key: str) -> Sequence[Place]:
        """The place and those it lies in, as far as they may be chosen, from the top down."""
        found = self.rows.filter(pk=key).first()
        return list(self.rows.filter(path__in=ancestry(found.path)).order_by("path")) if found else []


def place_tree(permission: str) -> Callable[[Actor], PlaceTree]:
    """For the filter of a register: the places in which an actor holds the permission."""
    return partial(PlaceTree, permission=permission)


def own_level(path: str, permission: str) -> Filter:
    """For a register whose rows stand in places (`path` is the column): what stands in the place itself, and in none
    below it."""

    def only(rows: QuerySet[Any], found: Place) -> QuerySet[Any]:
        return rows.filter(**{path: found.path})

    tree = place_tree(permission)
    return Filter("own_level", FilterKind.PLACE, label=text.OWN_LEVEL, tree=tree, apply=only)
