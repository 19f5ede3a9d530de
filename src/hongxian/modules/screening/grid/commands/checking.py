"""What every command of this room looks at before it writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.problem import AlreadyDone, Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.grid import text

M = TypeVar("M", bound=models.Model)


def last_day(valid_to: date, valid_from: date) -> date:
    """The last day, if it is not before the first."""
    if valid_to < valid_from:
        raise Problem(text.ENDS_BEFORE.format(found=valid_to, start=valid_from), field="valid_to")
    return valid_to


def position(longitude: Any, latitude: Any) -> dict[str, Decimal | None]:
    """Where something is, in degrees, as columns; nowhere if neither is given. Raises `Problem` at half a position and
    at one that is none."""
    if longitude is None and latitude is None:
        return {"longitude": None, "latitude": None}
    if longitude is None or latitude is None:
        raise Problem(text.POSITION_HALF, field="latitude" if latitude is None else "longitude")
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        sentence = text.POSITION_RANGE.format(longitude=longitude, latitude=latitude)
        raise Problem(sentence, field="longitude")
    six = Decimal("0.000001")
    return {"longitude": Decimal(str(longitude)).quantize(six), "latitude": Decimal(str(latitude)).quantize(six)}


def entered_by(actor: Actor) -> dict[str, Any]:
    """When and by whom a row is entered, as columns."""
    return {"recorded_at": now(), "recorded_by": actor.key, "recorded_by_name": actor.name}


def created_once(model: type[M], noun: str, key: UUID | None, **fields: Any) -> M:
    """A new row under a key that a device may have chosen. Raises `AlreadyDone`, naming the row, where the key is
    taken, also by somebody at the same moment."""
    rows: Any = model._default_manager
    if key is None:
        made: M = rows.create(**fields)
        return made
    taken = AlreadyDone(text.SAME_KEY, subject_kind=noun, subject_key=str(key))
    if rows.filter(pk=key).exists():
        raise taken
    try:
        with transaction.atomic():
            made = rows.create(pk=key, **fields)
    except IntegrityError as error:
        if rows.filter(pk=key).exists():
            raise taken from error
        raise
    return made


def written(row: M, version: int, **changes: Any) -> M:
    """Write columns by compare-and-set with the version that was read; `Stale` if somebody was faster."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(version=version + 1, **changes):
        raise Stale(STALE)
    row.refresh_from_db()
    return row
