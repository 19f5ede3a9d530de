"""Writes of duty lists and roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import end_before
from hongxian.modules.base.verdicts.queries import is_back_entry
from hongxian.modules.responsibility.duty_lists import text
from hongxian.modules.responsibility.duty_lists.flow import DUTY_LIST
from hongxian.modules.responsibility.duty_lists.models import DutyItem, DutyList, SafetyRole

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Post


@command("duty_list.record")
def record_duty_list(
    *,
    actor: Actor,
    issuer: Party,
    kind: str,
    title: str,
    document_number: str,
    issued_on: date,
    items: Sequence[tuple[Post, str]] = (),
) -> DutyList:
    """Enter an issued list with its items (post, duty). Raises `Problem` when the issuer's number was entered before,
    the day lies in the future or a post lies outside the issuer's place."""
    if issued_on > today():
        raise Problem(text.NOT_ISSUED_YET.format(found=issued_on, today=today()), field="issued_on")
    _check_posts(issuer, items)
    late = is_back_entry(issuer, "document", issued_on)
    try:
        with transaction.atomic():
            duty_list = DutyList.objects.create(
                kind=kind,
                title=title,
                document_number=document_number,
                issuer=issuer,
                issued_on=issued_on,
                state="awaiting_confirmation" if late else "recorded",
                recorded_at=now(),
                recorded_by=actor.key,
                recorded_by_name=actor.name,
            )
    except IntegrityError as error:
        raise _number_taken(issuer, document_number) from error
    rows = [DutyItem.objects.create(duty_list=duty_list, post=post, text=duty) for post, duty in items]
    record(duty_list, *rows)
    return duty_list


@command("duty_list.confirm")
def confirm_duty_list(*, actor: Actor, duty_list: DutyList) -> DutyList:
    """Confirm, as a second person, a list typed in afterwards."""
    DUTY_LIST.advance(
        duty_list, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name
    )
    record(duty_list)
    return duty_list


@command("duty_list.reject")
def reject_duty_list(*, actor: Actor, duty_list: DutyList, reason: str) -> DutyList:
    """Refuse, as a second person, to confirm it; it never counts, and stays on record."""
    DUTY_LIST.advance(duty_list, "reject", actor, {"reason": reason})
    record(duty_list, reason=reason)
    return duty_list


@command("safety_role.assign")
def assign_safety_role(
    *, actor: Actor, post: Post, role: str, valid_from: date, basis: str, fields_text: str = ""
) -> SafetyRole:
    """Say what a post is in safety from that day, by the division of work; an earlier role ends the day before."""
    if role == "one_post_two_duties" and not fields_text.strip():
        raise Problem(text.FIELDS_NEEDED, field="fields_text")
    touched = end_before(SafetyRole.objects.filter(post=post), valid_from, _role_held)
    assigned = SafetyRole.objects.create(
        post=post, role=role, fields_text=fields_text, basis=basis, valid_from=valid_from
    )
    record(assigned, *touched, reason=basis)
    return assigned


def _check_posts(issuer: Party, items: Sequence[tuple[Post, str]]) -> None:
    for index, (post, _) in enumerate(items):
        if not post.party.place.path.startswith(issuer.place.path):
            sentence = text.POST_ELSEWHERE.format(post=post.name, issuer=issuer.name, place=issuer.place.name)
            raise Problem(sentence, field=f"items.{index}.post")


def _role_held(old: SafetyRole) -> Problem:
    words = {"post": old.post.name, "start": old.valid_from, "role": term(f"role#{old.role}")}
    return Problem(text.ROLE_HELD.format(**words), field="valid_from")


def _number_taken(issuer: Party, number: str) -> Problem:
    other = DutyList.objects.exclude(state="rejected").get(issuer=issuer, document_number=number)
    sentence = text.NUMBER_TAKEN.format(
        issuer=issuer.name, number=number, name=other.recorded_by_name, title=other.title
    )
    return Problem(sentence, field="document_number")
