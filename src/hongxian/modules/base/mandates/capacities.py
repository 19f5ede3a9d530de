"""What somebody may act as beside the own posts, and the actor that comes of it. Asked anew at every page: what has
lapsed gives nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value

from hongxian.kernel.actor import Actor, Mandate, Scope
from hongxian.kernel.clock import now, today
from hongxian.kernel.two_times import valid
from hongxian.modules.base.accounts.queries import (
    authorities_of,
    grants_of,
    lendable,
    own_grants,
    person_in,
    second_factor_of,
)
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import Delegation, EmergencyAccess, ServiceContract
from hongxian.modules.base.parties.queries import terms_of_anybody

if TYPE_CHECKING:
    from uuid import UUID

    from hongxian.modules.base.accounts.models import User


def delegations_in_force() -> QuerySet[Delegation]:
    """What is delegated today, by people who hold the post today."""
    day = today()
    holds = valid(terms_of_anybody(), day).filter(post=OuterRef("post"), person=OuterRef("delegator"))
    rows = Delegation.objects.filter(valid_from__lte=day, valid_to__gte=day, revoked_at__isnull=True)
    return rows.filter(Exists(holds))


def emergencies_open() -> QuerySet[EmergencyAccess]:
    """What was taken in an emergency and has not ended, by people who hold today the post in which they took it."""
    holds = valid(terms_of_anybody(), today()).filter(post=OuterRef("post"), person=OuterRef("person"))
    return EmergencyAccess.objects.filter(Exists(holds), state="open", ends_at__gt=now())


def contracts_of(person: UUID | None) -> QuerySet[ServiceContract]:
    """The contracts in force today whose post the person holds."""
    holds = valid(terms_of_anybody(), today()).filter(post=OuterRef("post"), person=person)
    return valid(ServiceContract.objects.all(), today()).filter(Exists(holds))


def capacities_of(user: User) -> list[tuple[str, str]]:
    """Key and label of everything the account may act as beside its own posts: one query."""
    delegated = _listed(
        delegations_in_force().filter(delegate=user.person_id), "delegation", "post__party__name", "post__name"
    )
    taken = _listed(emergencies_open().filter(person=user.person_id), "emergency_access", "place__name", "role__name")
    contracted = _listed(contracts_of(user.person_id), "service_contract", "enterprise__name", "role__name")
    rows: Any = delegated.union(taken, contracted, all=True)
    return [
        (f"{each['capacity']}:{each['pk']}", text.CAPACITY[each["capacity"]].format(each["first"], each["second"]))
        for each in rows
    ]


def _listed(rows: QuerySet[Any], kind: str, first: str, second: str) -> Any:
    named = {"capacity": Value(kind, output_field=CharField()), "first": F(first), "second": F(second)}
    return rows.order_by().annotate(**named).values("pk", "capacity", "first", "second")


def actor_as(user: User, capacity: str) -> Actor | None:
    """The account in that capacity; None when it does not have it, or no longer."""
    kind, _, key = capacity.partition(":")
    made = {"delegation": _delegate, "emergency_access": _in_emergency, "service_contract": _for_enterprise}.get(kind)
    return made(user, key) if made and user.person_id else None


def _delegate(user: User, key: str) -> Actor | None:
    rows = delegations_in_force().select_related("post__party__place", "delegator")
    found = rows.filter(pk=key, delegate=user.person_id).first()
    if found is None:
        return None
    authorities = authorities_of([found.post])
    if found.roles:
        authorities = authorities.filter(role__code__in=found.roles)
    if second_factor_of(user) is None:
        authorities = authorities.filter(role__needs_second_factor=False)
    mandate = Mandate("delegation", str(found.pk), found.delegator.name, found.valid_to)
    return replace(person_in(user, found.post), grants=_lent(grants_of(authorities)), mandate=mandate)


def _in_emergency(user: User, key: str) -> Actor | None:
    rows = emergencies_open().select_related("post__party__place", "role", "place")
    found = rows.filter(pk=key, person=user.person_id).first()
    if found is None:
        return None
    mandate = Mandate("emergency_access", str(found.pk), found.role.name, found.ends_at)
    grants = _upon(found.role.permissions, Scope(path=found.place.path))
    return replace(person_in(user, found.post), grants=_lent(grants), mandate=mandate)


def _for_enterprise(user: User, key: str) -> Actor | None:
    rows = contracts_of(user.person_id).select_related("post__party__place", "role", "enterprise")
    found = rows.filter(pk=key).first()
    if found is None:
        return None
    mandate = Mandate("service_contract", str(found.pk), found.enterprise.name, found.valid_to)
    grants = _upon(found.role.permissions, Scope(enterprise=str(found.enterprise_id)))
    return replace(person_in(user, found.post), grants=_lent(grants), mandate=mandate)


def _upon(permissions: Iterable[str], scope: Scope) -> MappingProxyType[str, tuple[Scope, ...]]:
    return MappingProxyType(dict.fromkeys(permissions, (scope,)))


def _lent(grants: Any) -> MappingProxyType[str, tuple[Scope, ...]]:
    """Without what nobody acts upon for another: administration, and mandates themselves."""
    return MappingProxyType(own_grants() | {key: scopes for key, scopes in grants.items() if lendable(key)})
