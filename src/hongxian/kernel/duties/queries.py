"""Reads of duties."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.kernel.duties.models import Duty

_AT_ONCE = 500
"""Keys asked for in one statement: more is too much for a database."""


def visible_duties(actor: Actor, permission: str = "duty.view") -> QuerySet[Duty]:
    """The duties within the actor's scope, and those that were escalated to the actor's organisation."""
    rows = scoped(Duty.objects.all(), actor, permission, path="path", organisation="organisation")
    if actor.organisation and actor.may(permission):
        rows = rows | Duty.objects.filter(chaser=actor.organisation, escalated_at__isnull=False)
        rows = rows | Duty.objects.filter(office=actor.organisation)
    return rows


def desk_of(actor: Actor) -> QuerySet[Duty]:
    """What stands on the actor's desk: the open duties of the organisation acted for and of the bodies it serves,
    and what was escalated to it; earliest due first, without a due date last."""
    if not actor.organisation:
        return Duty.objects.none()
    mine = Q(organisation=actor.organisation) | Q(office=actor.organisation)
    escalated = Q(chaser=actor.organisation, escalated_at__isnull=False)
    return (
        visible_duties(actor)
        .filter(state="open")
        .filter(mine | escalated)
        .order_by(F("due_on").asc(nulls_last=True), "opened_at", "pk")
    )


def desk_figures(actor: Actor, day: date) -> dict[str, int]:
    """How many duties stand on the actor's desk, how many of them are overdue, how many soon due."""
    return desk_of(actor).aggregate(
        all=Count("pk"),
        overdue=Count("pk", filter=Q(due_on__lt=day)),
        soon=Count("pk", filter=Q(due_on__gte=day, reminded_at__isnull=False)),
    )


def open_duty_count(actor: Actor) -> int:
    """How many duties stand on the actor's desk."""
    return desk_of(actor).count()


def duty_from(source: str) -> Duty | None:
    """The duty that follows from that source, if there is one."""
    return Duty.objects.filter(source=source).first()


def duties_from(sources: Iterable[str]) -> dict[str, Duty]:
    """The duties that follow from these sources, by source."""
    asked = list(sources)
    found: dict[str, Duty] = {}
    for start in range(0, len(asked), _AT_ONCE):
        rows = Duty.objects.filter(source__in=asked[start : start + _AT_ONCE])
        found |= {each.source: each for each in rows}
    return found


def to_remind(day: date) -> QuerySet[Duty]:
    """Open duties whose day of reminding has come and that were not reminded of."""
    return Duty.objects.filter(state="open", remind_on__lte=day, reminded_at__isnull=True)


def to_escalate(day: date) -> QuerySet[Duty]:
    """Open duties past their due date that somebody is to chase and that were not escalated."""
    return Duty.objects.filter(state="open", due_on__lt=day, escalated_at__isnull=True).exclude(chaser="")


def to_tell_overdue(day: date) -> QuerySet[Duty]:
    """Open duties past their due date that nobody is to chase and of which those who owe them were not told."""
    return Duty.objects.filter(state="open", due_on__lt=day, overdue_told_at__isnull=True, chaser="")


def open_duties_of(organisation: str) -> QuerySet[Duty]:
    """The open duties that stand on the desk of an organisation as its own, or of a body it serves; not scoped."""
    mine = Q(organisation=organisation) | Q(office=organisation)
    return Duty.objects.filter(mine, state="open").order_by(F("due_on").asc(nulls_last=True), "pk")


def duties_under(source: str) -> QuerySet[Duty]:
    """The duties whose source begins so; not scoped."""
    return Duty.objects.filter(path_range("source", source))


def duties_about(actor: Actor, source: str) -> list[Duty]:
    """What stands on desks and follows from that source, as far as the actor may see it, earliest due first."""
    rows = visible_duties(actor).filter(path_range("source", source), state__in=("open", "explained"))
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))
