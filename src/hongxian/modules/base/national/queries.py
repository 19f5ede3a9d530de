"""Reads of what law and standards publish, and of what was confirmed."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.rules.published import PublishedValue, read_published
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.national.models import NationalConfirmation

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@lru_cache(maxsize=1)
def published() -> dict[str, tuple[PublishedValue, ...]]:
    """Every published value by key, its versions in the order of their days."""
    versions = sorted((settings.PACKAGE_DIR / "packs" / "national").iterdir(), key=lambda each: int(each.name))
    return read_published(versions[-1] / "values")


def value_on(key: str, day: date) -> PublishedValue | None:
    """The version of a value that is in force on the day."""
    return next((each for each in published().get(key, ()) if each.holds_on(day)), None)


def visible_confirmations(
    actor: Actor, permission: str = "national_confirmation.view"
) -> QuerySet[NationalConfirmation]:
    """Confirmations of the places within the actor's scope, all versions."""
    return scoped(NationalConfirmation.objects.select_related("place"), actor, permission, path="place__path")


def standing_confirmations(actor: Actor) -> QuerySet[NationalConfirmation]:
    """The confirmations in force within the actor's scope, as known now."""
    return current(visible_confirmations(actor)).filter(valid_to__isnull=True).order_by("place__path")


def deciding_values(
    keys: set[str], place: Place, day: date, known_at: datetime | None = None
) -> dict[str, PublishedValue]:
    """Of these values, those that decide in a place on a day: read in the text or computed, or confirmed there or in
    a place above, as known then."""
    found = {key: value for key in keys if (value := value_on(key, day)) is not None and value.value is not None}
    doubtful = {key: value for key, value in found.items() if not value.certainty.decides}
    if not doubtful:
        return found
    rows = valid(NationalConfirmation.objects.filter(value_key__in=doubtful), day, known_at).select_related("place")
    confirmed = {(row.value_key, row.version_from) for row in rows if place.path.startswith(row.place.path)}
    return {
        key: value for key, value in found.items() if value.certainty.decides or (key, value.valid_from) in confirmed
    }


def confirmed_key(confirmation: str) -> str:
    """Which value a confirmation, by its key, is about."""
    return NationalConfirmation.objects.values_list("value_key", flat=True).get(pk=confirmation)
