"""Writes of service contracts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import supersede
from hongxian.modules.base.accounts.queries import lendable
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import ServiceContract
from hongxian.modules.base.mandates.queries import contract_in_force

if TYPE_CHECKING:
    from hongxian.modules.base.accounts.models import Role
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Post

_GRANTER = "authority.grant"


@command("service_contract.make", sees="post=post.view role=service_contract.make")
def make_contract(
    *,
    actor: Actor,
    enterprise: Enterprise,
    post: Post,
    role: Role,
    valid_from: date,
    valid_to: date,
    document_number: str,
) -> ServiceContract:
    """Let a post of a service body act for an enterprise, from–to, with a role that holds upon this enterprise alone.

    Nobody lends what they do not have: the maker must hold every permission of the role upon the enterprise, or be one
    who grants authorities there. Raises `Problem` otherwise, when the post belongs to no service body, when the period
    is over or overlaps a contract of the same post.
    """
    if post.party.kind != "service_body":
        raise Problem(text.NO_SERVICE_BODY.format(party=post.party.name), field="post")
    if valid_to < valid_from or valid_to < today():
        raise Problem(text.PERIOD_OVER.format(found=valid_to, start=valid_from), field="valid_to")
    _refuse_more_than_held(actor, enterprise, role)
    other = contract_in_force(enterprise, post)
    if other is not None and other.valid_to is not None and valid_from <= other.valid_to:
        words = {"number": other.document_number, "start": other.valid_from, "end": other.valid_to}
        raise Problem(text.CONTRACT_STANDS.format(**words), field="valid_from")
    contract = ServiceContract.objects.create(
        enterprise=enterprise,
        service_body=post.party,
        post=post,
        role=role,
        document_number=document_number,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record(contract)
    return contract


@command("service_contract.end")
def end_contract(*, actor: Actor, contract: ServiceContract, last_day: date, reason: str) -> ServiceContract:
    """End a contract before its time, with that last day; raises `Problem` when it ends by then anyway or began
    later."""
    if contract.valid_to is not None and contract.valid_to <= last_day:
        raise Problem(text.ENDS_ANYWAY.format(end=contract.valid_to), field="last_day")
    if last_day < contract.valid_from:
        raise Problem(text.BEGAN_LATER.format(start=contract.valid_from), field="last_day")
    ended = supersede(contract, valid_to=last_day)
    record(ended, contract, reason=reason)
    return ended


@command("service_contract.hand_on", sees="post=post.view")
def hand_on_contract(*, actor: Actor, contract: ServiceContract, post: Post) -> ServiceContract:
    """Let another post of the same service body carry out the contract; raises `Problem` for one of another body."""
    if post.party_id != contract.service_body_id:
        raise Problem(text.OTHER_BODY.format(party=contract.service_body.name), field="post")
    moved = supersede(contract, post_id=post.pk)
    record(moved, contract)
    return moved


def _refuse_more_than_held(actor: Actor, enterprise: Enterprise, role: Role) -> None:
    permissions = [each for each in role.permissions if lendable(each)]
    if visible_enterprises(actor, _GRANTER).filter(pk=enterprise.pk).exists():
        return
    missing = [each for each in permissions if not visible_enterprises(actor, each).filter(pk=enterprise.pk).exists()]
    if missing:
        listed = text.LISTED.join(term(each) for each in missing[:3])
        raise Problem(text.LENDS_TOO_MUCH.format(role=role.name, permissions=listed), field="role")
