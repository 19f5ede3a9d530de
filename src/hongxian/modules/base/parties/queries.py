"""Reads of parties, posts, people and appointments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.parties.models import Appointment, Institution, Party, PartyName, Person, Post, Staffing

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


def visible_parties(actor: Actor, permission: str = "party.view") -> QuerySet[Party]:
    """The parties within the actor's scope: by the place they answer for, or the one organisation."""
    return scoped(Party.objects.select_related("place"), actor, permission, path="place__path", organisation="id")


def visible_posts(actor: Actor, permission: str = "post.view") -> QuerySet[Post]:
    """The posts of the parties within the actor's scope."""
    rows = Post.objects.select_related("party")
    return scoped(rows, actor, permission, path="party__place__path", organisation="party_id")


def visible_people(actor: Actor, permission: str = "person.view") -> QuerySet[Person]:
    """People who hold or held a post within the actor's scope, and those without any post who work there or of whom
    no place is known."""
    posts = visible_posts(actor, permission)
    if not actor.may(permission):
        return Person.objects.none()
    there = scoped(Person.objects.filter(place__isnull=False), actor, permission, path="place__path")
    without_post = Q(appointments__isnull=True) & (Q(place__isnull=True) | Q(pk__in=there.values("pk")))
    return Person.objects.filter(Q(appointments__post__in=posts) | without_post).distinct()


def people_with_posts(actor: Actor, permission: str = "person.view") -> QuerySet[Person]:
    """The people within the actor's scope by name, each with the `terms` within it: so namesakes are told apart. Those
    who are only known from an enterprise or another unit are not among them."""
    terms = current(visible_appointments(actor)).order_by("-valid_from")
    rows = (
        visible_people(actor, permission).filter(Q(workplace="") | Q(appointments__isnull=False)).order_by("name", "pk")
    )
    return rows.prefetch_related(Prefetch("appointments", queryset=terms, to_attr="terms"))


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


def committee_office(place_key: str) -> Party | None:
    """The office of the safety committee of that very place, if one is registered; not scoped."""
    rows = Party.objects.select_related("place", "chaser")
    return rows.filter(kind="committee_office", place=place_key, dissolved_on__isnull=True).order_by("pk").first()


def issuers_for(actor: Actor) -> QuerySet[Party]:
    """The bodies in whose name the actor's organisation may write: itself, those it is the office of, and the
    committee whose office it is."""
    if not actor.organisation:
        return Party.objects.none()
    own = actor.organisation
    serves = Q(pk=own) | Q(office=own) | Q(children__pk=own, children__kind="committee_office")
    return Party.objects.filter(serves, dissolved_on__isnull=True).select_related("place").distinct()


def parties_by_name(names: Iterable[str]) -> dict[str, UUID]:
    """The bodies that bear these names now, where only one does; not scoped, so never show whether one was found."""
    found: dict[str, list[UUID]] = {}
    rows = Party.objects.filter(name__in=sorted(names), dissolved_on__isnull=True)
    for name, key in rows.values_list("name", "pk"):
        found.setdefault(name, []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


GOVERNING = ("government", "zone")
"""The kinds of bodies that govern a place."""


def governing_bodies() -> QuerySet[Party]:
    """The governments and zone administrations that stand; not scoped, so show only what somebody may see."""
    return Party.objects.select_related("place").filter(kind__in=GOVERNING, dissolved_on__isnull=True)


def name_on(party_key: UUID | str, day: date) -> str:
    """The name the party bore that day, or the name it bears now if none is known for that day."""
    names = valid(PartyName.objects.filter(party_id=party_key), day).values_list("name", flat=True)
    return names.first() or Party.objects.values_list("name", flat=True).get(pk=party_key)


def names_of(one: Party) -> QuerySet[PartyName]:
    """All names of the party as known now, oldest first."""
    return current(PartyName.objects.filter(party=one)).order_by("valid_from")


def appointments_on(day: date, known_at: datetime | None = None) -> QuerySet[Appointment]:
    """Who held which post that day, as known at that moment."""
    return valid(Appointment.objects.select_related("post__party__place", "person"), day, known_at)


def posts_held(person: Person, day: date | None = None) -> list[Post]:
    """The posts a person holds on that day (today), leadership first."""
    rows = appointments_on(day or today()).filter(person=person).order_by("-post__is_leadership", "post__name")
    return [appointment.post for appointment in rows]


def with_words(rows: QuerySet[Party], words: str) -> QuerySet[Party]:
    """Those of the parties in whose name, borne now or before, the words stand."""
    bore = current(PartyName.objects.filter(name__icontains=words)).values("party_id")
    return rows.filter(Q(name__icontains=words) | Q(pk__in=bore))


def posts_with_terms(actor: Actor, one: Party, day: date) -> list[tuple[Post, list[Appointment]]]:
    """The posts of a party, leadership first, each with who holds it that day, as far as the actor may see both."""
    posts = visible_posts(actor).filter(party=one).order_by("-is_leadership", "name")
    terms = valid(visible_appointments(actor), day).filter(post__party=one).order_by("valid_from")
    by_post: dict[object, list[Appointment]] = {}
    for each in terms:
        by_post.setdefault(each.post_id, []).append(each)
    return [(post, by_post.get(post.pk, [])) for post in posts]


def terms_of(actor: Actor, one: Party) -> QuerySet[Appointment]:
    """Who held which post of a party when, as known now, latest first."""
    rows = current(visible_appointments(actor)).filter(post__party=one)
    return rows.order_by("-valid_from", "post__name")


def terms_between(person: Person, since: date, until: date) -> list[Appointment]:
    """The posts a person held on any day from one through another, as known now, earliest first. Not scoped."""
    rows = current(Appointment.objects.filter(person=person, valid_from__lte=until))
    ends = Q(valid_to__isnull=True) | Q(valid_to__gte=since)
    return list(rows.filter(ends).select_related("post__party").order_by("valid_from", "pk"))


def institutions_of(actor: Actor, one: Party, day: date) -> QuerySet[Institution]:
    """How the department is set up on the day."""
    return valid(visible_institutions(actor), day).filter(party=one).order_by("function")


def institution_history(actor: Actor, one: Party) -> QuerySet[Institution]:
    """How the department was set up when, as known now, latest first."""
    return current(visible_institutions(actor)).filter(party=one).order_by("-valid_from", "function")


def staffing_history(actor: Actor, one: Party) -> QuerySet[Staffing]:
    """How many people the body had when, as known now, latest first."""
    return current(visible_staffings(actor)).filter(party=one).order_by("-valid_from")


def staffings_of(actor: Actor, one: Party, day: date) -> QuerySet[Staffing]:
    """How many people the body has on the day."""
    return valid(visible_staffings(actor), day).filter(party=one).order_by("valid_from")


def terms_in_scope(actor: Actor, permission: str) -> QuerySet[Appointment]:
    """The terms known now of the posts in which the actor holds the permission, whatever it is."""
    return current(visible_appointments(actor, permission))


def terms_of_anybody() -> QuerySet[Appointment]:
    """Every term known now; not scoped, so only for deciding, never for showing."""
    return current(Appointment.objects.all())


def party_named(place: Place, name: str) -> Party | None:
    """The party of that very place that bears that name now; not scoped."""
    return Party.objects.filter(place=place, name=name, dissolved_on__isnull=True).first()


def post_by_key(key: str) -> Post:
    """The post with that key; not scoped, so only for the post somebody acts in."""
    return Post.objects.select_related("party__place").get(pk=key)


def colleagues_of(post: Post) -> QuerySet[Person]:
    """Who holds a post today in the body of that post, in the body above it or in those below it."""
    body = post.party
    near = Q(post__party=body) | Q(post__party__parent=body) | Q(post__party=body.parent_id)
    return Person.objects.filter(pk__in=appointments_on(today()).filter(near).values("person"))


def service_posts() -> QuerySet[Post]:
    """The posts of service bodies: public knowledge."""
    rows = Post.objects.select_related("party").filter(party__kind="service_body", party__dissolved_on__isnull=True)
    return rows.order_by("party__name", "name")


def term_of(post: Post, person: Person) -> Appointment | None:
    """The term in which the person holds the post today; not scoped."""
    return appointments_on(today()).filter(post=post, person=person).order_by("-valid_from").first()


def terms_of_body(body: Party) -> QuerySet[Appointment]:
    """Who holds a post of the body today; not scoped."""
    return appointments_on(today()).filter(post__party=body)


def leavers(day: date) -> QuerySet[Person]:
    """Those who held a post and hold none on that day or later, as known now."""
    known = current(Appointment.objects.filter(person=OuterRef("pk")))
    staying = known.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return Person.objects.filter(Exists(known)).exclude(Exists(staying))


def paths_of_parties(key: Any) -> QuerySet[Any]:
    """The path of the place of the party with that key, as a subquery."""
    return Party.objects.filter(pk=key).values("place__path")


def issuing_bodies(path: str, kinds: Iterable[str]) -> QuerySet[Party]:
    """The bodies of these kinds that answer for the place with that path or one above it, the nearest last; not scoped,
    so offer only their names."""
    codes = [code for code in path.split("/") if code]
    rows = Party.objects.filter(place__in=codes, kind__in=tuple(kinds), dissolved_on__isnull=True)
    return rows.select_related("place").order_by("place__path", "kind", "name")
