"""Reads of integrations, and how a token becomes an actor."""

from __future__ import annotations

import hashlib
import hmac
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from hongxian.kernel.actor import NOBODY, Actor, ActorKind, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.outbox.models import Message
from hongxian.modules.base.accounts import queries as accounts
from hongxian.modules.base.integrations.models import AccessToken, Integration, Webhook

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post

_M = TypeVar("_M", bound=Model)

API = "/api/"
BEARER = "Bearer "
CHANNEL = "token"
DELIVER = "hongxian.modules.base.integrations.tasks.deliver"
_TO_ACT = tuple(
    f"integration__{each}"
    for each in ("name", "permissions", "post__name", "post__party__name", "post__party__place__path")
)
"""What makes an actor of a token: read with every request, so no more than that."""


def visible_integrations(actor: Actor, permission: str = "integration.view") -> QuerySet[Integration]:
    """The integrations that act for posts within the actor's scope."""
    rows = Integration.objects.select_related("post__party__place").order_by("name", "pk")
    return scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")


def visible_access_tokens(actor: Actor, permission: str = "integration.view") -> QuerySet[AccessToken]:
    """The tokens of integrations within the actor's scope."""
    rows = AccessToken.objects.select_related("integration").order_by("-given_at")
    return _of_integrations(rows, actor, permission)


def visible_webhooks(actor: Actor, permission: str = "integration.view") -> QuerySet[Webhook]:
    """The webhooks of integrations within the actor's scope."""
    rows = Webhook.objects.select_related("integration__post__party").order_by("-added_at")
    return _of_integrations(rows, actor, permission)


def open_webhooks() -> QuerySet[Webhook]:
    """The addresses that are still told, of integrations that still stand; for the worker."""
    rows = Webhook.objects.filter(ended_at__isnull=True, integration__ended_at__isnull=True)
    return rows.select_related("integration__post__party")


def _of_integrations(rows: QuerySet[_M], actor: Actor, permission: str) -> QuerySet[_M]:
    path, organisation = "integration__post__party__place__path", "integration__post__party_id"
    return scoped(rows, actor, permission, path=path, organisation=organisation)


def permissions_of_post(post: Post) -> set[str]:
    """What the post may do today, anywhere."""
    return set(accounts.grants_of_post(post))


def deliveries_of(webhook: Webhook) -> QuerySet[Message]:
    """What was sent to an address or waits to be, newest first."""
    return Message.objects.filter(task=DELIVER, args__webhook=str(webhook.pk)).order_by("-pk")


def secret_of(webhook: Webhook) -> str:
    """The key with which what is sent to the address is signed; derived, so that it is kept nowhere."""
    return hmac.new(settings.SECRET_KEY.encode(), f"webhook:{webhook.pk}".encode(), hashlib.sha256).hexdigest()


def actor_of(integration: Integration) -> Actor:
    """The integration acting: its post's grants of today, narrowed to its own permissions."""
    post = integration.post
    held = accounts.grants_of_post(post)
    grants = {each: held[each] for each in integration.permissions if each in held}
    return Actor(
        kind=ActorKind.SYSTEM,
        key=f"integration:{integration.pk}",
        name=integration.name,
        post=str(post.pk),
        post_name=post.name,
        organisation=str(post.party_id),
        organisation_name=post.party.name,
        path=post.party.place.path,
        grants=MappingProxyType(grants),
        channel=CHANNEL,
    )


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts: the integration whose token the request shows, on the interface only; else the account logged in."""
    header = request.headers.get("Authorization", "")
    if not header.startswith(BEARER) or not request.path.startswith(API):
        return accounts.actor_of_request(request)
    token = _token(header.removeprefix(BEARER).strip())
    if token is None:
        return NOBODY
    if token.used_on != today():
        AccessToken.objects.filter(pk=token.pk).update(used_on=today())
    return actor_of(token.integration)


def digest_of(shown: str) -> str:
    """The digest under which a token is kept: it is long and random, so a plain hash is enough."""
    return hashlib.sha256(shown.encode()).hexdigest()


def _token(shown: str) -> AccessToken | None:
    rows = AccessToken.objects.select_related("integration__post__party__place").filter(
        digest=digest_of(shown),
        revoked_at__isnull=True,
        expires_on__gte=today(),
        integration__ended_at__isnull=True,
    )
    return next(iter(rows.only("used_on", *_TO_ACT)), None)
