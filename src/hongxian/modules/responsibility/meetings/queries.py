"""Reads of bodies and meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.paging import Page, page
from hongxian.kernel.two_times import valid
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.responsibility.meetings.models import (
    AgendaItem,
    Decision,
    Meeting,
    Membership,
    WorkOccasion,
    WorkRecord,
)

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

NEWEST_FIRST = ("-held_on", "-pk")


def visible_meetings(actor: Actor, permission: str = "meeting.view") -> QuerySet[Meeting]:
    """The meetings of the bodies within the actor's scope."""
    rows = Meeting.objects.select_related("body__place")
    return scoped(rows, actor, permission, path="body__place__path", organisation="body_id")


def visible_items(actor: Actor, permission: str = "agenda_item.view") -> QuerySet[AgendaItem]:
    """The agenda items of the meetings within the actor's scope."""
    rows = AgendaItem.objects.select_related("meeting__body")
    return scoped(rows, actor, permission, path="meeting__body__place__path", organisation="meeting__body_id")


def visible_decisions(actor: Actor, permission: str = "decision.view") -> QuerySet[Decision]:
    """What the meetings within the actor's scope settled."""
    return scoped(
        Decision.objects.all(),
        actor,
        permission,
        path="item__meeting__body__place__path",
        organisation="item__meeting__body_id",
    )


def visible_memberships(actor: Actor, permission: str = "membership.view") -> QuerySet[Membership]:
    """Who sits in the bodies within the actor's scope, all versions."""
    rows = Membership.objects.select_related("body", "post__party")
    return scoped(rows, actor, permission, path="body__place__path", organisation="body_id")


def visible_work_records(actor: Actor, permission: str = "work_record.view") -> QuerySet[WorkRecord]:
    """What the offices within the actor's scope did."""
    rows = WorkRecord.objects.select_related("body")
    return scoped(rows, actor, permission, path="body__place__path", organisation="body_id")


def visible_work_occasions(actor: Actor, permission: str = "work_occasion.view") -> QuerySet[WorkOccasion]:
    """What called for the functions of the offices within the actor's scope."""
    rows = WorkOccasion.objects.select_related("body")
    return scoped(rows, actor, permission, path="body__place__path", organisation="body_id")


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The agenda of a meeting that the caller may see, with what was settled."""
    return meeting.items.order_by("order").prefetch_related("decisions")


def meetings_page(
    actor: Actor,
    *,
    body: Party | UUID | None = None,
    year: int | None = None,
    after: str = "",
    before: str = "",
    limit: int = 20,
) -> Page[Meeting]:
    """One page of the meetings within the actor's scope, latest first: of one body, of one year, or all.

    Raises `Problem` at a paging token of another list.
    """
    rows = visible_meetings(actor).prefetch_related("items")
    if body is not None:
        rows = rows.filter(body=body)
    if year is not None:
        rows = rows.filter(held_on__range=(date(year, 1, 1), date(year, 12, 31)))
    return page(rows, NEWEST_FIRST, after=after, before=before, limit=limit)


def may_add_extract(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor may add extracts of minutes to the meeting: it stands, and lies within the scope."""
    permission = "meeting.add_extract"
    return meeting.ended_at is None and visible_meetings(actor, permission).filter(pk=meeting.pk).exists()


def members_on(actor: Actor, day: date) -> QuerySet[Membership]:
    """Who sits in which body within the actor's scope that day, by body; the roles in no order."""
    return valid(visible_memberships(actor), day).order_by("body__place__path", "body__name", "body_id", "post__name")


def offices(actor: Actor, permission: str) -> QuerySet[Party]:
    """The offices of safety committees over which the actor holds the permission, by place and name."""
    rows = visible_parties(actor, permission).filter(kind="committee_office", dissolved_on__isnull=True)
    return rows.order_by("place__path", "name")
