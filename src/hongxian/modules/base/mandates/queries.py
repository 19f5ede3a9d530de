"""Reads of delegations, accesses in emergencies, and service contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db.models import Case, Model, Q, QuerySet, When
from django.urls import reverse

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import acts_under
from hongxian.kernel.ledger.record import name_of
from hongxian.kernel.module import noun, visible_rows
from hongxian.kernel.two_times import current
from hongxian.modules.base.mandates.capacities import delegations_in_force
from hongxian.modules.base.mandates.models import AccessRequest, Delegation, EmergencyAccess, Handover, ServiceContract
from hongxian.modules.base.parties.queries import appointments_on, visible_posts

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Appointment, Party, Person, Post

SHOWN = 200


def visible_delegations(actor: Actor, permission: str = "delegation.view") -> QuerySet[Delegation]:
    """The delegations of the posts within the actor's scope, and those the actor made or holds."""
    rows = Delegation.objects.select_related("post__party", "delegator", "delegate")
    within = scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")
    found: QuerySet[Delegation] = within | rows.filter(pk__in=_own(Delegation, actor, "delegator", "delegate"))
    return found


def visible_emergency_accesses(actor: Actor, permission: str = "emergency_access.view") -> QuerySet[EmergencyAccess]:
    """What was taken in places within the actor's scope, and what the actor took."""
    rows = EmergencyAccess.objects.select_related("person", "post__party", "role", "place")
    within = scoped(rows, actor, permission, path="place__path", organisation="post__party_id")
    found: QuerySet[EmergencyAccess] = within | rows.filter(pk__in=_own(EmergencyAccess, actor, "person"))
    return found


def visible_service_contracts(actor: Actor, permission: str = "service_contract.view") -> QuerySet[ServiceContract]:
    """The contracts of the enterprises within the actor's scope, and of the actor's own body."""
    rows = ServiceContract.objects.select_related("enterprise", "service_body", "post__party", "role")
    return scoped(
        rows,
        actor,
        permission,
        path="enterprise__place__path",
        sector="enterprise__sector",
        enterprise="enterprise_id",
        organisation="service_body_id",
    )


def _own(model: Any, actor: Actor, *columns: str) -> QuerySet[Any]:
    """The rows in which the actor is named; none for who is nobody or no person."""
    named = Q()
    for column in columns:
        named |= Q(**{column: actor.key})
    rows: QuerySet[Any] = (
        model.objects.none() if not actor.key or actor.kind != "person" else model.objects.filter(named)
    )
    return rows.values("pk")


def delegations_listed(actor: Actor) -> list[Delegation]:
    """The delegations the actor may see, latest first."""
    return list(visible_delegations(actor).order_by("-recorded_at")[:SHOWN])


def emergencies_listed(actor: Actor) -> list[EmergencyAccess]:
    """The accesses in emergencies the actor may see, latest first."""
    return list(visible_emergency_accesses(actor).order_by("-opened_at")[:SHOWN])


def contracts_listed(actor: Actor) -> list[ServiceContract]:
    """The contracts as known now that the actor may see, latest first."""
    return list(current(visible_service_contracts(actor)).order_by("-valid_from", "enterprise__name")[:SHOWN])


def acts_of_delegation(delegation: Delegation) -> list[Entry]:
    """What was done by it, latest first. Whoever may see the delegation may see that."""
    return _acts("delegation", [delegation.pk], delegation.post.party, delegation.recorded_at)


def acts_of_emergency(access: EmergencyAccess) -> list[Entry]:
    """What was done under it, latest first."""
    return _acts("emergency_access", [access.pk], access.post.party, access.opened_at)


def acts_of_contract(contract: ServiceContract) -> list[Entry]:
    """What was done for the enterprise under the contract, in whichever version it was known, latest first."""
    same = {"enterprise": contract.enterprise_id, "post": contract.post_id, "document_number": contract.document_number}
    keys = list(ServiceContract.objects.filter(**same).values_list("pk", flat=True))
    since = datetime.combine(contract.valid_from, time(), LOCAL)
    return _acts("service_contract", keys, contract.service_body, since)


def _acts(kind: str, keys: list[Any], body: Party, since: datetime) -> list[Entry]:
    return list(acts_under(kind, [str(key) for key in keys], organisation=str(body.pk), since=since)[:SHOWN])


def contract_in_force(enterprise: Enterprise, post: Post) -> ServiceContract | None:
    """The contract known now between an enterprise and a post that ends last."""
    rows = current(ServiceContract.objects.filter(enterprise=enterprise, post=post))
    return rows.order_by("-valid_to").first()


def visible_handovers(actor: Actor, permission: str = "handover.view") -> QuerySet[Handover]:
    """The handovers of the posts within the actor's scope."""
    rows = Handover.objects.select_related("post__party", "successor_post__party", "person", "successor_person")
    return scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")


@dataclass(frozen=True)
class OpenThen:
    """What was open when a post changed hands: its noun, what it is called and where it is shown. `title` and `href`
    are empty where the actor may not see it."""

    noun: str
    title: str = ""
    href: str = ""


def open_then(actor: Actor, names: Iterable[str], *, titles: bool = False) -> list[OpenThen]:
    """The rows that a handover names, in its order: a query or two for each noun. With `titles` also those are called
    by their names that the actor may not open, as whoever carries out a handover is shown them before."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name in names:
        keys[name.partition(":")[0]].append(name.partition(":")[2])
    seen: dict[str, OpenThen] = {}
    for kind, wanted in keys.items():
        declared = noun(kind)
        rows = visible_rows(kind, actor, f"{kind}.view").filter(pk__in=wanted) if declared.visible else ()
        if titles:
            model: type[Model] = apps.get_model(declared.model)
            seen |= {name_of(row): OpenThen(kind, str(row)) for row in model._default_manager.filter(pk__in=wanted)}
        for row in rows:
            href = reverse(declared.page, args=[row.pk]) if declared.page else ""
            seen[name_of(row)] = OpenThen(kind, str(row), href)
    return [seen.get(name, OpenThen(name.partition(":")[0])) for name in names]


def visible_access_requests(actor: Actor, permission: str = "access_request.view") -> QuerySet[AccessRequest]:
    """What was asked for posts within the actor's scope, and what the actor asked."""
    rows = AccessRequest.objects.select_related("post__party", "person", "authority__role")
    within = scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")
    found: QuerySet[AccessRequest] = within | rows.filter(pk__in=_own(AccessRequest, actor, "person"))
    return found


def handovers_listed(actor: Actor) -> list[Handover]:
    """The handovers the actor may see, latest first."""
    return list(visible_handovers(actor).order_by("-recorded_at")[:SHOWN])


def request_of(key: str) -> AccessRequest:
    """The request with that key, for the worker."""
    return AccessRequest.objects.select_related("post__party__place", "person").get(pk=key)


def requests_listed(actor: Actor) -> list[AccessRequest]:
    """The requests the actor may see, what waits first, then the latest."""
    waiting = Case(When(state="asked", then=0), default=1)
    return list(visible_access_requests(actor).order_by(waiting, "-asked_at")[:SHOWN])


def delegations_of_post(post: Post, person: Person) -> list[Delegation]:
    """The delegations of a post by a person that were not taken back and are not over."""
    rows = Delegation.objects.filter(post=post, delegator=person, revoked_at__isnull=True, valid_to__gte=today())
    return list(rows)


def deputies_of(posts: Iterable[UUID]) -> list[Delegation]:
    """What is delegated today of these posts, with who deputises; not scoped, so only for deciding."""
    return list(delegations_in_force().filter(post__in=list(posts)).select_related("delegate__user"))


def contracts_of_post(post_key: str) -> list[ServiceContract]:
    """The contracts known now of a post that are not over."""
    rows = current(ServiceContract.objects.select_related("enterprise")).filter(
        post_id=UUID(post_key), valid_to__gte=today()
    )
    return list(rows)


def terms_to_hand_over(actor: Actor) -> QuerySet[Appointment]:
    """Who holds today which post within the scope in which the actor may hand posts over."""
    posts = visible_posts(actor, "handover.carry_out")
    rows = appointments_on(today()).filter(post__in=posts)
    return rows.order_by("post__party__name", "post__name", "person__name")
