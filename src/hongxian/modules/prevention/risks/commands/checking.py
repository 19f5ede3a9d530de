"""What the commands of this room look at before they write, and how they write what has versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Model

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.two_times import TwoTimes, current, supersede
from hongxian.modules.prevention.risks import text


def said(field: str, words: str, label: str = "") -> str:
    """The words without blanks around them. Raises `Problem` where there are none; `label` is the key of what the
    input is called, where it is not the field's."""
    if not words.strip():
        raise Problem(text.TEXT_NEEDED.format(label=term(label or field)), field=field)
    return words.strip()


def past(field: str, day: date | None) -> date:
    """The day, today if none is given. Raises `Problem` at a day to come."""
    if day is not None and day > today():
        raise Problem(text.DAY_IN_FUTURE.format(label=term(field), found=day, today=today()), field=field)
    return day or today()


def by(actor: Actor) -> dict[str, str]:
    """Who records it."""
    return {"recorded_by": actor.key, "recorded_by_name": actor.name}


def begin(row: Any, versions: type[TwoTimes], names: tuple[str, ...], day: date, **more: Any) -> TwoTimes:
    """Put down the first version of a row that was just made."""
    told = {name: getattr(row, name) for name in names}
    made: TwoTimes = versions._default_manager.create(**{_noun(row): row}, valid_from=day, **told, **more)
    return made


def restate(
    row: Any,
    versions: type[TwoTimes],
    told: Mapping[str, Any],
    day: date,
    *,
    version: int | None = None,
    more: Mapping[str, Any] | None = None,
    beside: Mapping[str, Any] | None = None,
    field: str = "assessed_on",
) -> list[Model]:
    """Let what is told hold from that day; the version before ends the day before, one that began the same day is
    corrected. Returns the versions touched. `more` are columns of the versions alone, `beside` of the row alone;
    `field` is the input of the day.

    `Stale` where the row is no longer of the version that was read; `Problem` at a day before the present version.
    """
    kept = type(row)._default_manager
    seen = row.version if version is None else version
    if not kept.filter(pk=row.pk, version=seen, ended_on__isnull=True).update(
        **told, **(beside or {}), version=F("version") + 1
    ):
        raise Stale(STALE)
    row.refresh_from_db()
    old = current(versions._default_manager.filter(**{_noun(row): row}, valid_to__isnull=True)).get()
    if day < old.valid_from:
        raise Problem(text.VERSION_LATER.format(start=old.valid_from), field=field)
    if day == old.valid_from:
        return [supersede(old, **told, **(more or {})), old]
    closed = supersede(old, valid_to=day - timedelta(days=1))
    return [_next(old, {**told, **(more or {})}, day), closed, old]


def finish(row: Any, versions: type[TwoTimes], day: date, reason: str) -> list[Model]:
    """Let the row end with that day. Returns the versions touched. Raises as `restate` does."""
    kept = type(row)._default_manager.filter(pk=row.pk, version=row.version, ended_on__isnull=True)
    if not kept.update(ended_on=day, end_reason=reason, version=F("version") + 1):
        raise Stale(STALE)
    row.refresh_from_db()
    old = current(versions._default_manager.filter(**{_noun(row): row}, valid_to__isnull=True)).get()
    if day < old.valid_from:
        raise Problem(text.ENDS_BEFORE.format(found=day, start=old.valid_from), field="valid_to")
    return [supersede(old, valid_to=day), old]


def unsay(row: Any, versions: type[TwoTimes]) -> list[Model]:
    """Take back all versions of a row that was made by mistake: from now on nothing is known of it."""
    found = list(current(versions._default_manager.filter(**{_noun(row): row})).select_for_update())
    versions._default_manager.filter(pk__in=[each.pk for each in found]).update(recorded_to=now())
    return list(versions._default_manager.filter(pk__in=[each.pk for each in found]))


def _next(old: TwoTimes, told: Mapping[str, Any], day: date) -> TwoTimes:
    same = {f.attname: getattr(old, f.attname) for f in old._meta.concrete_fields}
    for name in ("id", "valid_from", "valid_to", "recorded_from", "recorded_to"):
        del same[name]
    made: TwoTimes = type(old)._default_manager.create(**{**same, **told}, valid_from=day)
    return made


def _noun(row: Model) -> str:
    return {"Risk": "risk", "RiskUnit": "risk_unit", "PlaceRisk": "place_risk"}[type(row).__name__]
