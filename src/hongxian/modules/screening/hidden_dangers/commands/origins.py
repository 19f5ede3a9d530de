"""Writes of what each origin brought into the register of a place, or that it brought nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import not_ahead, one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.together import Lookup, change_where, insert, is_together
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.models import ORIGINS, DangerOriginReturn, HiddenDanger

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

DECLARED = ORIGINS[:-1]
"""The five origins of which somebody may state that they found nothing."""
_RETURNS = Lookup(DangerOriginReturn.objects.all, "place")


def origin_of(danger: HiddenDanger) -> list[DangerOriginReturn]:
    """That the place of a danger has one of its origin, for the command that enters it: the row where it is new or
    began later, to be named in the ledger."""
    begun = {"valid_from": danger.found_on, "recorded_at": now(), "recorded_by_name": danger.recorded_by_name}
    if is_together():
        return _with_others(danger, begun)
    row, made = DangerOriginReturn.objects.get_or_create(place=danger.place, origin=danger.origin, defaults=begun)
    if made:
        return [row]
    if row.valid_from <= danger.found_on:  # it only ever moves to an earlier day
        return []
    earlier = DangerOriginReturn.objects.filter(pk=row.pk, valid_from__gt=danger.found_on)
    if not earlier.update(valid_from=danger.found_on):
        return []
    row.refresh_from_db()
    return [row]


def origins_ahead(places: Collection[str]) -> None:
    """Load for many acts done together what these places have."""
    _RETURNS.load(places)


def _with_others(danger: HiddenDanger, begun: dict[str, Any]) -> list[DangerOriginReturn]:
    row = next((each for each in _RETURNS.of(danger.place_id) if each.origin == danger.origin), None)
    if row is None:
        row = DangerOriginReturn(place=danger.place, origin=danger.origin, **begun)
        insert(row)
    elif row.valid_from > danger.found_on:
        change_where(row, {"valid_from": row.valid_from}, {"valid_from": danger.found_on})
    else:
        return []
    return [row]


@command("danger_origin_return.declare", sees="place=place.view")
def declare_none(
    *, actor: Actor, place: Place, origin: str, basis: str, declared_on: date | None = None
) -> DangerOriginReturn:
    """State that an origin found no hidden danger in a place and below it, and on what that rests. It counts until a
    danger of that origin is entered. Raises `Problem` where there is one, or the same was stated before.
    """
    one_of("origin", origin, DECLARED)
    day, words = not_ahead("declared_on", declared_on or today()), said("basis", basis)
    entered = HiddenDanger.objects.filter(path_range("place_path", place.path), origin=origin)
    if number := entered.exclude(state="withdrawn").count():
        raise Problem(text.ORIGIN_HAS.format(place=place.name, origin=term(f"origin#{origin}"), number=number))
    told = {"declared_none": True, "declared_on": day, "declared_at": now(), "basis": words}
    told["declared_by_name"] = actor.name
    begun = {"valid_from": day, "recorded_at": now(), "recorded_by_name": actor.name}
    row, made = DangerOriginReturn.objects.get_or_create(place=place, origin=origin, defaults=told | begun)
    if not made:
        if row.declared_none:
            raise Problem(text.DECLARED_BEFORE.format(day=row.declared_on, name=row.declared_by_name))
        told["valid_from"] = min(row.valid_from, day)
        _written(row, **told)
    record(row, reason=words)
    return row


@command("danger_origin_return.take_back")
def take_back_declaration(*, actor: Actor, danger_origin_return: DangerOriginReturn, reason: str) -> DangerOriginReturn:
    """Take back the statement that an origin found nothing, with the reason; it stays in the ledger."""
    words = said("reason", reason)
    if not danger_origin_return.declared_none:
        raise Problem(text.NOT_DECLARED)
    told = {"declared_none": False, "declared_on": None, "declared_at": None, "declared_by_name": "", "basis": ""}
    _written(danger_origin_return, **told)
    record(danger_origin_return, reason=words)
    return danger_origin_return


def _written(row: DangerOriginReturn, **changes: object) -> None:
    kept = DangerOriginReturn.objects.filter(pk=row.pk, version=row.version)
    if not kept.update(version=row.version + 1, **changes):
        raise Stale(STALE)
    row.refresh_from_db()
