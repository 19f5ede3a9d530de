"""Who answers for safety in an enterprise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, end_before
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import Enterprise, ResponsiblePerson
from hongxian.modules.base.enterprises.queries import people_known
from hongxian.modules.base.parties.commands import register_person

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person


@command("responsible_person.name", sees="person=person.view")
def name_responsible_person(
    *,
    actor: Actor,
    enterprise: Enterprise,
    role: str,
    valid_from: date,
    person: Person | None = None,
    new_person: str = "",
    is_namesake: bool = False,
) -> ResponsiblePerson:
    """Say who bears a role in the enterprise from that day: somebody known, or registered by this act under the name of
    `new_person`; whoever bore it before bore it until the day before.

    Raises `Problem` when neither or both are given, and when somebody known in the enterprise, its parent or branches
    bears the new name, unless `is_namesake` says that it is another.
    """
    if (person is None) == (not new_person.strip()):
        raise Problem(text.NEW_OR_KNOWN, field="new_person")
    rows = ResponsiblePerson.objects.filter(enterprise=enterprise, role=role)
    if same := current(rows).filter(valid_to__isnull=True, person=person).first():
        raise _role_taken(same)
    bearer = person or _new_person(actor, enterprise, new_person.strip(), is_namesake)
    touched = end_before(rows, valid_from, _role_taken)
    named = ResponsiblePerson.objects.create(enterprise=enterprise, role=role, person=bearer, valid_from=valid_from)
    record(named, *touched)
    return named


def _new_person(actor: Actor, enterprise: Enterprise, name: str, is_namesake: bool) -> Person:
    if not is_namesake and (known := people_known(actor, enterprise).filter(name=name).first()):
        held = current(ResponsiblePerson.objects.filter(person=known)).values_list("role", flat=True)
        roles = text.LISTED.join(term(f"role#{role}") for role in dict.fromkeys(held))
        raise Problem(text.SAME_PERSON.format(name=name, roles=roles), field="new_person")
    return register_person(
        actor=actor, name=name, workplace=enterprise.name, place=enterprise.place, is_namesake=is_namesake
    )


def _role_taken(old: ResponsiblePerson) -> Problem:
    words = {"enterprise": old.enterprise.name, "role": term(f"role#{old.role}"), "name": old.person.name}
    return Problem(text.ROLE_TAKEN.format(**words), field="person")
