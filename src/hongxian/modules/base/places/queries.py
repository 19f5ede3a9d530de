"""Reads of places."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.modules.base.places.models import LEVELS, Place

TREE_ADDRESS = "/places/cascade/"


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


def find_place(code: str) -> Place | None:
    """The place with that code, or None if it was not loaded."""
    return Place.objects.filter(pk=code).first()


class PlaceTree:
    """The places in which the actor holds the permission, to be chosen level by level down to `lowest`: a tree for
    `kernel.web.cascade.CascadeChoice`. Whoever holds it in one county only begins there."""

    def __init__(self, actor: Actor, permission: str = "place.view", lowest: str = "village") -> None:
        self.rows = visible_places(actor, permission).filter(level__in=LEVELS[: LEVELS.index(lowest) + 1])
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
