"""Reads of enterprises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.kernel.paging import Page, page
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.enterprises.models import Enterprise, ResponsiblePerson

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


def visible_enterprises(actor: Actor, permission: str = "enterprise.view") -> QuerySet[Enterprise]:
    """The enterprises within the actor's scope."""
    rows = Enterprise.objects.select_related("place")
    return scoped(rows, actor, permission, path="place__path", sector="sector", enterprise="id")


def visible_responsible_people(
    actor: Actor, permission: str = "responsible_person.view"
) -> QuerySet[ResponsiblePerson]:
    """Who answers for safety in the enterprises within the actor's scope, all versions."""
    rows = ResponsiblePerson.objects.select_related("enterprise", "person")
    return scoped(
        rows,
        actor,
        permission,
        path="enterprise__place__path",
        sector="enterprise__sector",
        enterprise="enterprise_id",
    )


def enterprises_page(
    actor: Actor,
    *,
    words: str = "",
    place: Place | None = None,
    sector: str = "",
    after: str = "",
    before: str = "",
    limit: int = 20,
) -> Page[Enterprise]:
    """One page of the enterprises within the actor's scope, by name: those whose name holds the words or whose code
    begins with them, within a place, of a sector. Raises `Problem` at a paging token of another list."""
    rows = visible_enterprises(actor)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(credit_code__startswith=words.upper()))
    if place is not None:
        rows = rows.filter(path_range("place__path", place.path))
    if sector:
        rows = rows.filter(sector=sector)
    return page(rows, ("name", "pk"), after=after, before=before, limit=limit)


def responsible_on(actor: Actor, enterprises: Iterable[Enterprise], day: date) -> list[ResponsiblePerson]:
    """Who answers for safety in these enterprises on the day, as far as the actor may see it."""
    rows = visible_responsible_people(actor).filter(enterprise__in=[each.pk for each in enterprises])
    return list(valid(rows, day).order_by("valid_from"))


def responsible_history(actor: Actor, enterprise: Enterprise) -> QuerySet[ResponsiblePerson]:
    """Who answered for safety in the enterprise when, as known now, latest first."""
    rows = current(visible_responsible_people(actor)).filter(enterprise=enterprise)
    return rows.order_by("-valid_from", "role")
