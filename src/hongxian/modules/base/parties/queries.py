"""Reads of parties, posts, people and appointments."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.parties.models import Appointment, Institution, Party, PartyName, Person, Post, Staffing


def visible_parties(actor: Actor, permission: str = "party.view") -> QuerySet[Party]:
    """The parties within the actor's scope: by the place they answer for, or the one organisation."""
    return scoped(Party.objects.select_related("place"), actor, permission, path="place__path", organisation="id")


def visible_posts(actor: Actor, permission: str = "post.view") -> QuerySet[Post]:
    """The posts of the parties within the actor's scope."""
    rows = Post.objects.select_related("party")
    return scoped(rows, actor, permission, path="party__place__path", organisation="party_id")


def visible_people(actor: Actor, permission: str = "person.view") -> QuerySet[Person]:
    """People who hold or held a post within the actor's scope, and those without any post yet."""
    posts = visible_posts(actor, permission)
    if not actor.may(permission):
        return Person.objects.none()
    return Person.objects.filter(Q(appointments__post__in=posts) | Q(appointments__isnull=True)).distinct()


def visible_appointments(actor: Actor, permission: str = "appointment.view") -> QuerySet[Appointment]:
    """Appointments to the posts within the actor's scope, all versions."""
    rows = Appointment.objects.select_related("post__party", "person")
    return scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")


def visible_institutions(actor: Actor, permission: str = "institution.view") -> QuerySet[Institution]:
    """How the departments within the actor's scope are set up, all versions."""
    rows = Institution.objects.select_related("party")
    return scoped(rows, actor, permission, path="party__place__path", organisation="party_id")


def visible_party_names(actor: Actor, permission: str = "party_name.view") -> QuerySet[PartyName]:
    """The names of the parties within the actor's scope, all versions."""
    rows = PartyName.objects.select_related("party")
    return scoped(rows, actor, permission, path="party__place__path", organisation="party_id")


def visible_staffings(actor: Actor, permission: str = "staffing.view") -> QuerySet[Staffing]:
    """How many people the bodies within the actor's scope have, all versions."""
    rows = Staffing.objects.select_related("party")
    return scoped(rows, actor, permission, path="party__place__path", organisation="party_id")


def party(key: str) -> Party:
    """The party with that key, for another room's own rows; not scoped, so never show it unasked."""
    return Party.objects.select_related("place", "office", "chaser").get(pk=key)


def name_on(party_key: object, day: date) -> str:
    """The name the party bore that day, or the name it bears now if none is known for that day."""
    names = valid(PartyName.objects.filter(party_id=party_key), day).values_list("name", flat=True)
    return names.first() or Party.objects.values_list("name", flat=True).get(pk=party_key)


def names_of(one: Party) -> QuerySet[PartyName]:
    """All names of the party as known now, oldest first."""
    return current(PartyName.objects.filter(party=one)).order_by("valid_from")


def appointments_on(day: date, known_at: datetime | None = None) -> QuerySet[Appointment]:
    """Who held which post that day, as known at that moment."""
    return valid(Appointment.objects.select_related("post__party", "person"), day, known_at)


def posts_held(person: Person, day: date | None = None) -> list[Post]:
    """The posts a person holds on that day (today), leadership first."""
    rows = appointments_on(day or today()).filter(person=person).order_by("-post__is_leadership", "post__name")
    return [appointment.post for appointment in rows]
