"""Which enterprises owe a report for a period, and which reported."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from hongxian.kernel.actor import path_range
from hongxian.modules.screening.returns.models import ReturnSetting
from hongxian.modules.screening.returns.periods import MONTHS

_CLASSES = {
    "high_risk_due": Q(is_high_risk=True),
    "above_scale_due": ~Q(is_high_risk=True) & Q(is_above_scale=True),
    "other_due": ~Q(is_high_risk=True) & ~Q(is_above_scale=True),
}


def due_in(interval: str, settings: Sequence[ReturnSetting] | None = None) -> Q:
    """The enterprises that owe a report for periods of that kind: whose class reports as often, or more often. Where
    nobody set it, none does. A condition of enterprises; what a place below sets prevails over what is set above."""
    everywhere = list(ReturnSetting.objects.select_related("place")) if settings is None else list(settings)
    owing = Q(pk__in=[])
    for each in everywhere:
        of_class = _owing_classes(each, interval)
        if of_class is not None:
            owing |= _ruled_by(each, everywhere) & of_class
    return owing


def _owing_classes(setting: ReturnSetting, interval: str) -> Q | None:
    found = None
    for name, condition in _CLASSES.items():
        every = getattr(setting, name)
        if every in MONTHS and MONTHS[every] <= MONTHS[interval]:
            found = condition if found is None else found | condition
    return found


def _ruled_by(setting: ReturnSetting, everywhere: Sequence[ReturnSetting]) -> Q:
    within = path_range("place__path", setting.place.path)
    for other in everywhere:
        if other is not setting and other.place.path.startswith(setting.place.path):
            within &= ~path_range("place__path", other.place.path)
    return within


def interval_owed(setting: ReturnSetting | None, is_high_risk: bool | None, is_above_scale: bool | None) -> str:
    """How often an enterprise of that class owes a report; empty where nobody said."""
    if setting is None:
        return ""
    if is_high_risk:
        return setting.high_risk_due
    return setting.above_scale_due if is_above_scale else setting.other_due


def base_is_set(settings: Sequence[ReturnSetting]) -> bool:
    """Whether somewhere it is said who owes reports."""
    return any(getattr(each, name) for each in settings for name in _CLASSES)
