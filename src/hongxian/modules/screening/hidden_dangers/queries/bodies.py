"""Which bodies a hidden danger concerns, and for whom somebody acts."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.together import Lookup, once
from hongxian.kernel.two_times import valid
from hongxian.modules.base.accounts.queries import AUTHORITIES, body_acting_for
from hongxian.modules.base.parties.queries import party
from hongxian.modules.base.supervision.queries import visible_supervisions
from hongxian.modules.screening.hidden_dangers.models import ORIGINS

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party

_SYSTEM = system_actor("hidden_dangers", "supervision.view")
_OWN = ("enterprise_self_check",)


SUPERVISIONS = Lookup(
    lambda: (
        valid(visible_supervisions(_SYSTEM).select_related(None), today())
        .filter(body__isnull=False)
        .only("kind", "body", "enterprise")
    ),
    "enterprise",
)
"""Who supervises an enterprise today."""


def supervisor_of(enterprise: Enterprise) -> Party | None:
    """The body that supervises the enterprise directly today, else the one that does as the place's own; None where
    nobody does or several claim to."""
    claims: dict[str, set[str]] = {}
    for each in SUPERVISIONS.of(enterprise.pk):
        claims.setdefault(each.kind, set()).add(str(each.body_id))
    for kind in ("direct", "territorial"):
        if len(found := claims.get(kind, set())) == 1:
            return body_with(found.pop())
    return None


def body_with(key: str) -> Party:
    """The body with that key."""
    return once(("party", key), lambda: party(key))


def look_ahead(enterprises: Collection[UUID]) -> None:
    """Load for many acts done together who supervises these enterprises, and who acts for them."""
    SUPERVISIONS.load(enterprises)
    AUTHORITIES.load(enterprises)


def body_of_enterprise(enterprise: Enterprise | None) -> Party | None:
    """The body in which somebody acts for the enterprise; None where it has no account."""
    return body_acting_for(enterprise.pk, "hidden_danger.report_rectified") if enterprise is not None else None


def is_only_of_enterprise(actor: Actor, permission: str) -> bool:
    """Whether the actor holds the permission for enterprises alone, not for a place or an industry."""
    scopes = actor.scopes(permission)
    wider = any(not scope.enterprise and (scope.path or scope.sector or not scope.limits()) for scope in scopes)
    return any(scope.enterprise for scope in scopes) and not wider


def acts_for_enterprise(actor: Actor, permission: str) -> set[str]:
    """The enterprises for which the actor uses the permission as the enterprise itself."""
    return {scope.enterprise for scope in actor.scopes(permission) if scope.enterprise}


def is_by_contract(actor: Actor) -> bool:
    """Whether the actor is of a service body and acts for an enterprise under its contract."""
    return actor.mandate is not None and actor.mandate.kind == "service_contract"


def is_itself(actor: Actor, permission: str, enterprise: Enterprise) -> bool:
    """Whether what the actor enters is entered by the enterprise itself, not by others on its behalf."""
    return str(enterprise.pk) in acts_for_enterprise(actor, permission) and not is_by_contract(actor)


def origins_open(actor: Actor, permission: str) -> tuple[str, ...]:
    """From which origins the dangers come that the actor may enter, the usual one first: an enterprise enters what it
    found itself, a service body that acts for one under a contract also what it found."""
    if is_only_of_enterprise(actor, permission):
        return ("intermediary_check", *_OWN) if is_by_contract(actor) else _OWN
    return ORIGINS
