"""Writes of parties, posts, people and appointments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.module import modules, resolve
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import TwoTimes, current, end_before, supersede
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.models import Appointment, Institution, Party, PartyName, Person, Post, Staffing
from hongxian.modules.base.parties.queries import people_with_posts

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("party.create")
def create_party(
    *,
    actor: Actor,
    place: Place,
    kind: str,
    name: str,
    established_on: date,
    parent: Party | None = None,
    office: Party | None = None,
    chaser: Party | None = None,
    basis: str = "",
) -> Party:
    """Set up a party under its first name. `office` does its daily work, `chaser` chases what it owes.

    Raises `Problem` when the place has a party of that name.
    """
    if Party.objects.filter(place=place, name=name, dissolved_on__isnull=True).exists():
        raise Problem(text.NAME_TAKEN.format(place=place.name, name=name), field="name")
    party = Party.objects.create(
        kind=kind,
        name=name,
        place=place,
        parent=parent,
        office=office,
        chaser=chaser,
        established_on=established_on,
    )
    first = PartyName.objects.create(party=party, name=name, valid_from=established_on, basis=basis)
    record(party, first)
    return party


@command("party.rename")
def rename_party(*, actor: Actor, party: Party, name: str, valid_from: date, basis: str) -> Party:
    """Give the party a new name from that day; the old one stays in the history.

    Raises `Problem` when the day is not later than the start of the present name, or when the place has a party of
    the new name.
    """
    if Party.objects.filter(place=party.place, name=name, dissolved_on__isnull=True).exists():
        raise Problem(text.NAME_BORNE.format(place=party.place.name, name=name), field="name")
    old = current(PartyName.objects.filter(party=party)).select_for_update().latest("valid_from")
    if valid_from <= old.valid_from:
        sentence = text.NAME_STARTS_TOO_EARLY.format(found=valid_from, name=old.name, expected=old.valid_from)
        raise Problem(sentence, field="valid_from")
    closed = supersede(old, valid_to=valid_from - timedelta(days=1))
    new = PartyName.objects.create(party=party, name=name, valid_from=valid_from, basis=basis)
    party.name = name
    party.save(update_fields=["name"])
    record(party, old, closed, new, reason=basis)
    return party


@command("institution.establish")
def establish_institution(
    *,
    actor: Actor,
    party: Party,
    function: str,
    valid_from: date,
    basis: str,
    is_working_department: bool | None = None,
    in_enforcement_sequence: bool | None = None,
    safety_class: str = "",
) -> Institution:
    """Say how a department is set up from that day, by which document; what held before ends the day before."""
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    touched = end_before(Institution.objects.filter(party=party, function=function), valid_from, _same_period)
    new = Institution.objects.create(
        party=party,
        function=function,
        valid_from=valid_from,
        basis=basis,
        is_working_department=is_working_department,
        in_enforcement_sequence=in_enforcement_sequence,
        safety_class=safety_class,
    )
    record(new, *touched, party, reason=basis)
    return new


@command("staffing.report")
def report_staffing(
    *, actor: Actor, party: Party, own: int, valid_from: date, basis: str, borrowed: int = 0
) -> Staffing:
    """Say how many people a body has from that day; what held before ends the day before."""
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    touched = end_before(Staffing.objects.filter(party=party), valid_from, _same_period)
    new = Staffing.objects.create(party=party, own=own, borrowed=borrowed, valid_from=valid_from, basis=basis)
    record(new, *touched, party, reason=basis)
    return new


@command("person.register")
def register_person(
    *, actor: Actor, name: str, workplace: str = "", place: Place | None = None, is_namesake: bool = False
) -> Person:
    """Enter a person by name, with the unit and place in which one works, where no post will tell. Raises `Problem`
    where the unit has somebody of that name, unless `is_namesake` says that it is another."""
    if workplace and not is_namesake and Person.objects.filter(name=name, workplace=workplace).exists():
        raise Problem(text.SAME_UNIT.format(name=name, unit=workplace), field="name")
    person = Person.objects.create(name=name, workplace=workplace, place=place)
    record(person)
    return person


@command("post.create")
def create_post(
    *, actor: Actor, party: Party, kind: str, name: str, is_leadership: bool = False, seats: int = 1
) -> Post:
    """Set up a post of the party. Raises `Problem` when it has one of that name."""
    if Post.objects.filter(party=party, name=name).exists():
        raise Problem(text.POST_EXISTS.format(party=party.name, name=name), field="name")
    post = Post.objects.create(party=party, kind=kind, name=name, is_leadership=is_leadership, seats=seats)
    record(post)
    return post


@command("appointment.make", sees="person=person.view")
def make_appointment(
    *,
    actor: Actor,
    post: Post,
    valid_from: date,
    person: Person | None = None,
    new_person: str = "",
    is_namesake: bool = False,
    valid_to: date | None = None,
    basis: str = "",
) -> Appointment:
    """Appoint a person to a post: one who is known, or one registered by this act under the name of `new_person`.

    Raises `Problem` when neither or both are given, when somebody the actor may see bears the new name (unless
    `is_namesake` says it is another), when the term ends before it begins, when it overlaps with as many terms as
    the post has seats (the sentence names who holds it and from when), or when a room forbids it (`may_hold`).
    """
    if valid_to is not None and valid_to < valid_from:
        raise Problem(text.ENDS_BEFORE_IT_BEGINS.format(found=valid_to, start=valid_from), field="valid_to")
    if (person is None) == (not new_person.strip()):
        raise Problem(text.ONE_PERSON_NEEDED if person is None else text.ONE_PERSON_ONLY, field="new_person")
    Post.objects.select_for_update().get(pk=post.pk)  # two clerks at once: the second waits here
    _refuse_taken(post, valid_from, valid_to)
    if person is not None:
        for module in modules().values():
            if module.may_hold:
                resolve(module.may_hold)(post, person)
    holder = person or _new_person(actor, new_person.strip(), is_namesake)
    appointment = Appointment.objects.create(
        post=post, person=holder, valid_from=valid_from, valid_to=valid_to, basis=basis
    )
    record(appointment, reason=basis)
    return appointment


@command("appointment.end")
def end_appointment(*, actor: Actor, appointment: Appointment, last_day: date, basis: str) -> Appointment:
    """End a term with that last day. The row as it was known stays, closed; a new one says when the term ended."""
    if appointment.valid_to is not None:
        raise Problem(text.ALREADY_ENDED.format(end=appointment.valid_to))
    if last_day < appointment.valid_from:
        sentence = text.ENDS_BEFORE_IT_BEGINS.format(found=last_day, start=appointment.valid_from)
        raise Problem(sentence, field="last_day")
    ended = supersede(appointment, valid_to=last_day)
    record(ended, appointment, reason=basis)
    return ended


def _same_period(old: TwoTimes) -> Problem:
    return Problem(text.SAME_PERIOD.format(start=old.valid_from), field="valid_from")


def _new_person(actor: Actor, name: str, is_namesake: bool) -> Person:
    """Register somebody, unless it may be the one who bears that name already: a veto follows one person, not two."""
    if not is_namesake and (known := people_with_posts(actor).filter(name=name).first()):
        posts = text.LISTED.join(each.post.name for each in known.terms) or text.NO_POST  # type: ignore[attr-defined]
        raise Problem(text.NAMESAKE.format(name=name, posts=posts), field="new_person")
    return register_person(actor=actor, name=name)


def _refuse_taken(post: Post, valid_from: date, valid_to: date | None) -> None:
    taken = [each for each in _terms(post) if _overlap(each, valid_from, valid_to)]
    if len(taken) >= post.seats:
        other = taken[0]
        sentence = text.POST_TAKEN.format(
            post=post.name,
            seats=post.seats,
            name=other.person.name,
            start=other.valid_from,
            end=other.valid_to or text.OPEN_END,
            found_start=valid_from,
            found_end=valid_to or text.OPEN_END,
        )
        raise Problem(sentence, field="valid_from")


def _terms(post: Post) -> list[Appointment]:
    return list(current(Appointment.objects.filter(post=post)).select_related("person").order_by("valid_from"))


def _overlap(term: Appointment, start: date, end: date | None) -> bool:
    begins_before_end = end is None or term.valid_from <= end
    ends_after_start = term.valid_to is None or term.valid_to >= start
    return begins_before_end and ends_after_start
