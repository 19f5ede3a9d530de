"""Who sees what returns keep."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.screening.returns.models import (
    HiddenDangerReturn,
    ReportHint,
    ReportingReminder,
    ReturnLine,
    ReturnSetting,
)

_OF_ENTERPRISE = {"path": "place_path", "sector": "enterprise__sector", "enterprise": "enterprise_id"}


def visible_settings(actor: Actor, permission: str = "return_setting.view") -> QuerySet[ReturnSetting]:
    """What places within the actor's scope set."""
    return scoped(ReturnSetting.objects.select_related("place"), actor, permission, path="place__path")


def visible_returns(actor: Actor, permission: str = "hidden_danger_return.view") -> QuerySet[HiddenDangerReturn]:
    """The returns of places within the actor's scope, corrected ones too; any regulator of the place reads the same."""
    return scoped(HiddenDangerReturn.objects.select_related("place"), actor, permission, path="place_path")


def visible_lines(actor: Actor, permission: str = "hidden_danger_return.view") -> QuerySet[ReturnLine]:
    """The lines of the returns that may be seen, and those of an industry to whoever sees that industry only."""
    rows = ReturnLine.objects.select_related("hidden_danger_return", "place")
    return scoped(rows, actor, permission, path="hidden_danger_return__place_path", sector="sector")


def visible_reminders(actor: Actor, permission: str = "reporting_reminder.view") -> QuerySet[ReportingReminder]:
    """The reminders of enterprises within the actor's scope; an enterprise sees its own."""
    return scoped(ReportingReminder.objects.select_related("enterprise"), actor, permission, **_OF_ENTERPRISE)


def visible_hints(actor: Actor, permission: str = "report_hint.view") -> QuerySet[ReportHint]:
    """The hints about enterprises within the actor's scope; none for whoever sees by an enterprise, whatever it may."""
    rows = ReportHint.objects.select_related("enterprise")
    return scoped(rows, actor, permission, path="place_path", sector="enterprise__sector")


def pointing_to(of: UUID, to: UUID) -> tuple[QuerySet[Any], ...]:
    """The reminders and hints of the one enterprise, but for those that the other has alike (reminded the same day, the
    same hint); not scoped, for following a merge."""
    found: list[QuerySet[Any]] = []
    for model, once in ((ReportingReminder, "reminded_on"), (ReportHint, "clue_key")):
        alike = model.objects.filter(enterprise=to, **{once: OuterRef(once)})
        found.append(model.objects.filter(~Exists(alike), enterprise=of))
    return tuple(found)


def reporting_units(actor: Actor, permission: str = "reporting_unit.view") -> QuerySet[Any]:
    """The enterprises within the actor's scope that may owe reports, those that stand no more too."""
    return visible_enterprises(actor, permission)


def standing_in(since: date, until: date) -> Q:
    """The enterprises that stood on some of these days."""
    began = Q(opened_on__isnull=True) | Q(opened_on__lte=until)
    return began & (Q(closed_on__isnull=True) | Q(closed_on__gte=since))


def setting_for(path: str) -> ReturnSetting | None:
    """What holds at a place of that path: what it sets, or the nearest place above. None where nobody set anything."""
    rows = ReturnSetting.objects.filter(place__path__in=ancestry(path)).select_related("place")
    return max(rows, key=lambda each: len(each.place.path), default=None)


def settings_upon(path: str) -> list[ReturnSetting]:
    """The settings that hold anywhere at or below a place of that path: its own or the nearest above, and those
    below."""
    below = ReturnSetting.objects.filter(path_range("place__path", path)).select_related("place")
    found = {each.pk: each for each in below}
    if own := setting_for(path):
        found[own.pk] = own
    return sorted(found.values(), key=lambda each: each.place.path)
