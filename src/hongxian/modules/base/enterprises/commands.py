"""Writes of enterprises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, end_before
from hongxian.modules.base.enterprises import credit_code as gb32100
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import Enterprise, ResponsiblePerson

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person
    from hongxian.modules.base.places.models import Place


@command("enterprise.register")
def register_enterprise(
    *,
    actor: Actor,
    place: Place,
    name: str,
    ownership: str,
    sector: str,
    credit_code: str = "",
    registration_number: str = "",
    parent: Enterprise | None = None,
    is_branch: bool = False,
    is_high_risk: bool | None = None,
    is_above_scale: bool | None = None,
) -> Enterprise:
    """Enter an enterprise at its place. Raises `Problem` at a wrong or taken credit code (GB 32100)."""
    _check_numbers(credit_code, registration_number)
    if is_branch and parent is None:
        raise Problem(text.BRANCH_NEEDS_PARENT, field="parent")
    enterprise = Enterprise.objects.create(
        credit_code=credit_code or None,
        registration_number=registration_number,
        name=name,
        place=place,
        ownership=ownership,
        sector=sector,
        parent=parent,
        is_branch=is_branch,
        is_high_risk=is_high_risk,
        is_above_scale=is_above_scale,
    )
    record(enterprise)
    return enterprise


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


def _check_numbers(credit_code: str, registration_number: str) -> None:
    if not credit_code:
        if len(registration_number) != 15 or not registration_number.isdigit():
            raise Problem(text.NUMBER_NEEDED, field="credit_code")
        return
    if len(credit_code) != 18 or any(character not in gb32100.ALPHABET for character in credit_code):
        sentence = text.CODE_SHAPE.format(code=credit_code, length=len(credit_code))
        raise Problem(sentence, field="credit_code")
    if not gb32100.is_valid(credit_code):
        expected = gb32100.check_character(credit_code[:17])
        raise Problem(text.CODE_WRONG.format(code=credit_code, expected=expected), field="credit_code")
    if other := Enterprise.objects.filter(credit_code=credit_code).first():
        raise Problem(text.CODE_TAKEN.format(code=credit_code, name=other.name), field="credit_code")
