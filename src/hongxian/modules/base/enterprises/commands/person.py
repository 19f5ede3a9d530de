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

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person


@command("responsible_person.name", sees="person=person.view")
def name_responsible_person(
    *, actor: Actor, enterprise: Enterprise, role: str, person: Person, valid_from: date
) -> ResponsiblePerson:
    """Say who bears a role in the enterprise from that day; whoever bore it before bore it until the day before."""
    rows = ResponsiblePerson.objects.filter(enterprise=enterprise, role=role)
    if same := current(rows).filter(valid_to__isnull=True, person=person).first():
        raise _role_taken(same)
    touched = end_before(rows, valid_from, _role_taken)
    named = ResponsiblePerson.objects.create(enterprise=enterprise, role=role, person=person, valid_from=valid_from)
    record(named, *touched)
    return named


def _role_taken(old: ResponsiblePerson) -> Problem:
    words = {"enterprise": old.enterprise.name, "role": term(f"role#{old.role}"), "name": old.person.name}
    return Problem(text.ROLE_TAKEN.format(**words), field="person")
