"""Writes of accesses taken in an emergency."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts.commands import refuse_mixed_person
from hongxian.modules.base.accounts.queries import has_second_factor, security_settings
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.flow import EMERGENCY_ACCESS
from hongxian.modules.base.mandates.models import EmergencyAccess

if TYPE_CHECKING:
    from hongxian.modules.base.accounts.models import Role
    from hongxian.modules.base.places.models import Place


@command("emergency_access.open", sees="role=emergency_access.open")
def open_emergency_access(*, actor: Actor, role: Role, place: Place, reason: str, hours: int) -> EmergencyAccess:
    """Take a role within a place at once, for so many hours, with the reason: for an emergency in which nobody can be
    asked. Whatever is done under it is marked, and a second person reviews it afterwards.

    Raises `Problem` without a reason, beyond the hours that the settings allow, by mandate, for a role that demands a
    second factor from whoever has none, or that would mix administrations that are to be kept apart.
    """
    if actor.mandate is not None or not actor.post:
        raise Problem(text.ONLY_IN_OWN_POST)
    if len(reason.strip()) < text.SHORTEST_REASON:
        raise Problem(text.REASON_TOO_SHORT.format(expected=text.SHORTEST_REASON), field="reason")
    most = security_settings()["emergency_hours"]
    if not 1 <= hours <= most:
        raise Problem(text.HOURS_OUTSIDE.format(found=hours, expected=most), field="hours")
    if role.needs_second_factor and not has_second_factor(actor.key):
        raise Problem(text.SECOND_FACTOR_FIRST.format(role=role.name), field="role")
    refuse_mixed_person(actor.key, actor.name, role)
    moment = now()
    access = EmergencyAccess.objects.create(
        person_id=UUID(actor.key),
        post_id=UUID(actor.post),
        role=role,
        place=place,
        reason=reason.strip(),
        opened_at=moment,
        ends_at=moment + timedelta(hours=hours),
    )
    record(access, reason=reason.strip())
    return access


@command("emergency_access.close")
def close_emergency_access(*, actor: Actor, access: EmergencyAccess) -> EmergencyAccess:
    """Give it back before its time."""
    EMERGENCY_ACCESS.advance(access, "close", actor, closed_at=now())
    record(access)
    return access


@command("emergency_access.justify")
def justify_emergency_access(*, actor: Actor, access: EmergencyAccess, opinion: str) -> EmergencyAccess:
    """Say, as a second person once it is over, that it was right."""
    return _review(actor, access, "justify", opinion)


@command("emergency_access.object")
def object_to_emergency_access(*, actor: Actor, access: EmergencyAccess, opinion: str) -> EmergencyAccess:
    """Say, as a second person once it is over, that it was not right, and why."""
    return _review(actor, access, "object", opinion)


def _review(actor: Actor, access: EmergencyAccess, verb: str, opinion: str) -> EmergencyAccess:
    reviewed: dict[str, Any] = {"reviewed_at": now(), "reviewed_by": actor.key, "reviewed_by_name": actor.name}
    EMERGENCY_ACCESS.advance(access, verb, actor, opinion=opinion.strip(), **reviewed)
    record(access, reason=opinion.strip())
    return access
