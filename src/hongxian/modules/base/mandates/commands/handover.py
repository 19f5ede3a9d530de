"""Handing a post over: to somebody else in the same post, or to another post."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import name_of, record
from hongxian.kernel.module import modules, resolve
from hongxian.kernel.problem import Problem, Stale
from hongxian.modules.base.accounts.commands import close_user
from hongxian.modules.base.accounts.queries import account_of
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands.delegation import revoke_delegation
from hongxian.modules.base.mandates.models import Handover
from hongxian.modules.base.mandates.planning import Plan, plan_handover
from hongxian.modules.base.mandates.queries import delegations_of_post
from hongxian.modules.base.parties.commands import end_appointment, make_appointment
from hongxian.modules.base.parties.queries import posts_held, term_of

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Appointment, Person, Post


@command("handover.carry_out", sees="person=person.view successor_person=person.view successor_post=post.view")
def carry_out_handover(
    *,
    actor: Actor,
    post: Post,
    person: Person,
    successor_person: Person,
    successor_post: Post,
    last_day: date,
    basis: str,
    seen: str,
) -> Handover:
    """End somebody's term in a post with that last day and let a successor take over, in the same post or another:
    whatever names the post moves, delegations of it end, and the account of one who holds no post any more closes.

    `seen` is the digest of the list that was looked at: `Stale` if something was opened or done meanwhile. Raises
    `Problem` when the person does not hold the post, the successor has no account, the last day lies in the future or
    before the term, or when something would be left with nobody who may go on with it; nothing is changed then.
    """
    term, plan = _checked(post, person, successor_person, successor_post, last_day)
    if plan.digest != seen:
        raise Stale(text.LIST_CHANGED)
    handover = Handover.objects.create(
        post=post,
        person=person,
        successor_person=successor_person,
        successor_post=successor_post,
        last_day=last_day,
        basis=basis,
        moved=[name_of(each.holding.row) for each in plan.items if each.moves],
        stayed=[name_of(each.holding.row) for each in plan.items if not each.moves],
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    record(handover, reason=basis)
    end_appointment(actor=actor.lent("appointment.end"), appointment=term, last_day=last_day, basis=basis)
    _appoint(actor, handover)
    _move(actor, plan, handover)
    _close_account(actor, person, basis)
    return handover


def _checked(
    post: Post, person: Person, successor: Person, successor_post: Post, last_day: date
) -> tuple[Appointment, Plan]:
    """The term that ends and what is open; `Problem` at whatever stands in the way."""
    term = term_of(post, person)
    if term is None:
        raise Problem(text.HOLDS_NOT.format(name=person.name, post=post.name), field="person")
    if not term.valid_from <= last_day <= today():
        raise Problem(text.LAST_DAY_OUTSIDE.format(found=last_day, start=term.valid_from), field="last_day")
    if successor.pk == person.pk:
        raise Problem(text.NOT_TO_THE_SAME, field="successor_person")
    user = account_of(successor)
    if user is None:
        raise Problem(text.SUCCESSOR_WITHOUT_ACCOUNT.format(name=successor.name), field="successor_person")
    plan = plan_handover(post, person, user, successor_post)
    if plan.orphans:
        titles = text.LISTED.join(each.holding.title for each in plan.orphans[:5])
        words = {"name": successor.name, "post": successor_post.name, "count": len(plan.orphans), "titles": titles}
        raise Problem(text.ORPHANS.format(**words), field="successor_person")
    return term, plan


def _appoint(actor: Actor, handover: Handover) -> None:
    """From the day after, unless the successor holds the post already."""
    if term_of(handover.successor_post, handover.successor_person) is None:
        make_appointment(
            actor=actor.lent("appointment.make", "person.view"),
            post=handover.successor_post,
            person=handover.successor_person,
            valid_from=handover.last_day + timedelta(days=1),
            basis=handover.basis,
        )


def _move(actor: Actor, plan: Plan, handover: Handover) -> None:
    for each in plan.items:
        if each.moves:
            resolve(modules()[each.room].hand_on)(actor, each.holding.row, handover.successor_post)
    for delegation in delegations_of_post(handover.post, handover.person):
        revoke_delegation(actor=actor.lent("delegation.revoke"), delegation=delegation, reason=handover.basis)


def _close_account(actor: Actor, person: Person, basis: str) -> None:
    """Close it at once when nothing is held any more; whose last day is today keeps it until the day is over."""
    user = account_of(person)
    if user is not None and not posts_held(person) and actor.key != str(person.pk):
        close_user(actor=actor.lent("user.close"), user=user, reason=basis)
