"""Adjustments of divisions: renamed, moved, merged, split; proposed by one person, decided by another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text
from hongxian.modules.base.places.commands.applying import apply
from hongxian.modules.base.places.flow import PLACE_ADJUSTMENT
from hongxian.modules.base.places.models import ADJUSTMENT_KINDS, Place, PlaceAdjustment

_CODE = re.compile(r"[0-9]{6}([0-9]{3}){0,2}|[0-9]{6,9}Z[0-9]{2}")
_LENGTHS = {"province": 6, "city": 6, "county": 6, "town": 9, "village": 12}


@command("place_adjustment.propose", sees="new_parent=place.view into=place.view")
def propose_place_adjustment(
    *,
    actor: Actor,
    place: Place,
    adjustment_kind: str,
    valid_from: date,
    basis: str,
    new_name: str = "",
    new_code: str = "",
    new_parent: Place | None = None,
    into: Place | None = None,
    split_into: Sequence[tuple[str, str]] = (),
) -> PlaceAdjustment:
    """Propose an adjustment with the document that decided it. Raises `Problem` where something needed is missing or
    does not fit: a code that exists or has the wrong form, a parent that lies in the place itself."""
    if adjustment_kind not in ADJUSTMENT_KINDS:
        raise Problem(text.CHOOSE_KIND, field="adjustment_kind")
    if place.abolished_on is not None:
        raise Problem(text.GONE.format(name=place.name, end=place.abolished_on), field="place")
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    adjustment = PlaceAdjustment(
        adjustment_kind=adjustment_kind,
        place=place,
        new_name=new_name.strip(),
        new_code=new_code.strip(),
        new_parent=new_parent,
        into=into,
        split_into=[list(each) for each in split_into],
        valid_from=valid_from,
        basis=basis.strip(),
        proposed_by=actor.key,
    )
    check(adjustment)
    if PlaceAdjustment.objects.filter(place=place, state="proposed").exists():
        raise Problem(text.PENDING.format(name=place.name), field="place")
    adjustment.save(force_insert=True)
    record(adjustment, place, reason=adjustment.basis)
    return adjustment


@command("place_adjustment.confirm")
def confirm_place_adjustment(*, actor: Actor, place_adjustment: PlaceAdjustment) -> PlaceAdjustment:
    """Carry the adjustment out, as somebody else than who proposed it, once its day has come."""
    if place_adjustment.valid_from > today():
        raise Problem(text.DAY_TO_COME.format(day=place_adjustment.valid_from))
    check(place_adjustment)
    PLACE_ADJUSTMENT.advance(place_adjustment, "confirm", actor, decided_by=actor.key)
    record(place_adjustment, *apply(place_adjustment), reason=place_adjustment.basis)
    return place_adjustment


@command("place_adjustment.refuse")
def refuse_place_adjustment(*, actor: Actor, place_adjustment: PlaceAdjustment, reason: str) -> PlaceAdjustment:
    """Say why it is not carried out."""
    PLACE_ADJUSTMENT.advance(place_adjustment, "refuse", actor, {"reason": reason}, decided_by=actor.key)
    record(place_adjustment, reason=reason)
    return place_adjustment


def check(adjustment: PlaceAdjustment) -> None:
    """Raise `Problem` where the adjustment lacks something or does not fit the places as they are now."""
    _CHECKS[adjustment.adjustment_kind](adjustment)
    codes = [code for code, _ in adjustment.split_into] or ([adjustment.new_code] if adjustment.new_code else [])
    field = "split_into" if adjustment.split_into else "new_code"
    for code in codes:
        _check_code(code, adjustment.place, field)
    if len(set(codes)) < len(codes):
        raise Problem(text.SAME_CODE, field=field)


def _check_rename(adjustment: PlaceAdjustment) -> None:
    if adjustment.new_name in ("", adjustment.place.name):
        raise Problem(text.NAME_NEEDED, field="new_name")


def _check_move(adjustment: PlaceAdjustment) -> None:
    _check_above(adjustment.place, adjustment.new_parent, "new_parent")
    if adjustment.new_parent == adjustment.place.parent:
        raise Problem(text.SAME_PARENT, field="new_parent")


def _check_merge(adjustment: PlaceAdjustment) -> None:
    _check_above(adjustment.place, adjustment.into, "into")
    if adjustment.into and adjustment.into.level != adjustment.place.level:
        raise Problem(text.OTHER_LEVEL, field="into")


def _check_split(adjustment: PlaceAdjustment) -> None:
    if len(adjustment.split_into) < 2:
        raise Problem(text.TWO_PARTS, field="split_into")


def _check_above(place: Place, other: Place | None, field: str) -> None:
    if other is None:
        raise Problem(text.PLACE_NEEDED, field=field)
    if other.abolished_on is not None:
        raise Problem(text.GONE.format(name=other.name, end=other.abolished_on), field=field)
    if other.path.startswith(place.path):
        raise Problem(text.INSIDE.format(name=other.name, place=place.name), field=field)


def _check_code(code: str, place: Place, field: str) -> None:
    wanted = len(place.code) if place.kind == "zone" else _LENGTHS[place.level]
    if not _CODE.fullmatch(code) or (place.kind != "zone" and len(code) != wanted):
        raise Problem(text.CODE_SHAPE.format(found=code, length=wanted), field=field)
    if other := Place.objects.filter(pk=code).first():
        raise Problem(text.CODE_TAKEN.format(code=code, name=other.name), field=field)


_CHECKS = {"rename": _check_rename, "move": _check_move, "merge": _check_merge, "split": _check_split}
