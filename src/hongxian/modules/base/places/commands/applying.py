"""How an adjustment of divisions is carried out on the rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from hongxian.kernel.actor import path_range
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, end_before
from hongxian.modules.base.places import text
from hongxian.modules.base.places.models import SINCE_UNKNOWN, Place, PlaceAdjustment, PlaceVersion


def apply(adjustment: PlaceAdjustment) -> list[models.Model]:
    """Carry it out; return every row touched, the place first, as they then stand."""
    place = Place.objects.select_for_update().get(pk=adjustment.place_id)
    if place.abolished_on is not None:
        raise Problem(text.GONE.format(name=place.name, end=place.abolished_on))
    inside = list(Place.objects.filter(path_range("path", place.path)).values_list("pk", flat=True))
    touched = _applied(place, adjustment)
    others = [each for each in touched if not (isinstance(each, Place) and each.pk in inside)]
    return [*Place.objects.filter(pk__in=inside).order_by("path"), *others]


def _applied(place: Place, adjustment: PlaceAdjustment) -> list[models.Model]:
    if adjustment.adjustment_kind == "merge":
        assert adjustment.into is not None
        return list(_end(place, adjustment.into, adjustment))
    if adjustment.adjustment_kind == "split":
        split_into = [_new(place, adjustment, code, name, place.parent) for code, name in adjustment.split_into]
        return [*_end(place, split_into[0], adjustment), *split_into[1:]]
    name = adjustment.new_name or place.name
    parent = adjustment.new_parent or place.parent
    if adjustment.new_code:
        return list(_end(place, _new(place, adjustment, adjustment.new_code, name, parent), adjustment))
    return list(_restate(place, name, parent, adjustment))


def _new(place: Place, adjustment: PlaceAdjustment, code: str, name: str, parent: Place | None) -> Place:
    new = Place.objects.create(
        code=code,
        name=name,
        level=place.level,
        kind=place.kind,
        parent=parent,
        path=f"{parent.path if parent else ''}{code}/",
        source=adjustment.basis[:120],
    )
    PlaceVersion.objects.create(
        place=new, name=name, parent=parent, valid_from=adjustment.valid_from, basis=adjustment.basis
    )
    return new


def _end(place: Place, successor: Place, adjustment: PlaceAdjustment) -> Iterator[models.Model]:
    """Let the place end, with all below it under its successor, and its own path too: what hangs on it is found."""
    last_day = adjustment.valid_from - timedelta(days=1)
    children = list(Place.objects.filter(parent=place, abolished_on__isnull=True))
    yield place
    yield successor
    yield from _close(place, adjustment)
    old = place.path
    place.abolished_on, place.succeeded_by = last_day, successor
    place.save(update_fields=["abolished_on", "succeeded_by"])
    _rewrite(old, f"{successor.path}{place.code}/")
    for child in children:  # straight under the successor, not under the place that is no more
        child.refresh_from_db()
        yield from _restate(child, child.name, successor, adjustment)
    place.refresh_from_db()


def _restate(place: Place, name: str, parent: Place | None, adjustment: PlaceAdjustment) -> Iterator[models.Model]:
    yield place
    yield from _close(place, adjustment)
    yield PlaceVersion.objects.create(
        place=place, name=name, parent=parent, valid_from=adjustment.valid_from, basis=adjustment.basis
    )
    old = place.path
    place.name, place.parent = name, parent
    place.save(update_fields=["name", "parent"])
    _rewrite(old, f"{parent.path if parent else ''}{place.code}/")
    place.refresh_from_db()


def _close(place: Place, adjustment: PlaceAdjustment) -> list[PlaceVersion]:
    """Let the open version of a place end the day before; one that never changed gets its first."""
    versions = PlaceVersion.objects.filter(place=place)
    if current(versions).filter(valid_to__isnull=True).exists():
        return end_before(versions, adjustment.valid_from, _too_early)
    first = PlaceVersion.objects.create(
        place=place,
        name=place.name,
        parent=place.parent,
        valid_from=SINCE_UNKNOWN,
        valid_to=adjustment.valid_from - timedelta(days=1),
    )
    return [first]


def _too_early(old: PlaceVersion) -> Problem:
    return Problem(text.LATER.format(name=old.name, start=old.valid_from))


def _rewrite(old: str, new: str) -> None:
    """Move a subtree: every path that begins with the old one."""
    if old != new:
        rows = Place.objects.filter(path_range("path", old))
        rows.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
