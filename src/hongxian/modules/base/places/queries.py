"""Reads of places."""

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.modules.base.places.models import Place


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


def find_place(code: str) -> Place | None:
    """The place with that code, or None if it was not loaded."""
    return Place.objects.filter(pk=code).first()
