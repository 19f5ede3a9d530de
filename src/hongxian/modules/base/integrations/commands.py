"""Writes of integrations."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from hongxian.kernel.actor import Actor
from hongxian.kernel.calling import check_address
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command, commands
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import count_leaves
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.integrations import text
from hongxian.modules.base.integrations.models import AccessToken, Integration, Webhook
from hongxian.modules.base.integrations.queries import digest_of, permissions_of_post

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post

PREFIX = "hx_"
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Issued:
    """A new token and what the other system must show; that is told this once and kept nowhere."""

    token: AccessToken
    shown: str


@command("integration.register", sees="post=post.view")
def register_integration(*, actor: Actor, name: str, purpose: str, post: Post, permissions: list[str]) -> Integration:
    """Let another system act in the name of a post, with some of the post's permissions. Raises `Problem` when none is
    named, or one that the post does not carry."""
    if not permissions:
        raise Problem(text.NO_PERMISSIONS, field="permissions")
    if beyond := sorted(set(permissions) - permissions_of_post(post)):
        names = "、".join(term(each) for each in beyond)
        raise Problem(text.BEYOND_POST.format(names=names), field="permissions")
    integration = Integration.objects.create(
        name=name, purpose=purpose, post=post, permissions=sorted(set(permissions))
    )
    record(integration)
    return integration


@command("integration.end")
def end_integration(*, actor: Actor, integration: Integration, reason: str) -> Integration:
    """Stop an integration: none of its tokens opens anything any more, nothing is told to it."""
    _still_open(integration)
    integration.ended_at = now()
    integration.save(update_fields=["ended_at"])
    record(integration, reason=reason)
    return integration


@command("access_token.issue", sees="integration=integration.view")
def issue_access_token(*, actor: Actor, integration: Integration, expires_on: date) -> Issued:
    """Make a token for an integration, good until that day at most a year ahead."""
    _still_open(integration)
    if not today() < expires_on <= today() + LONGEST:
        raise Problem(text.EXPIRED_DAY, field="expires_on")
    shown = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        integration=integration, digest=digest_of(shown), hint=shown[-4:], expires_on=expires_on
    )
    record(token)
    return Issued(token, shown)


@command("access_token.revoke")
def revoke_access_token(*, actor: Actor, access_token: AccessToken, reason: str) -> AccessToken:
    """Take a token back, at once."""
    if not AccessToken.objects.filter(pk=access_token.pk, revoked_at__isnull=True).update(revoked_at=now()):
        raise Problem(text.ALREADY_REVOKED)
    access_token.refresh_from_db()
    record(access_token, reason=reason)
    return access_token


@command("webhook.add", sees="integration=integration.view")
def add_webhook(*, actor: Actor, integration: Integration, url: str, events: list[str]) -> Webhook:
    """Tell an address of future acts of these events. Raises `Problem` at an address whose host is not on the list of
    the instance, or an event that does not exist."""
    _still_open(integration)
    check_address(url, settings.WEBHOOK_HOSTS, setting="HONGXIAN_WEBHOOK_HOSTS")
    if not events:
        raise Problem(text.NO_EVENTS, field="events")
    if unknown := sorted(set(events) - set(commands())):
        raise Problem(text.UNKNOWN_EVENTS.format(names="、".join(unknown)), field="events")
    webhook = Webhook.objects.create(
        integration=integration, url=url, events=sorted(set(events)), position=count_leaves()
    )
    record(webhook)
    return webhook


@command("webhook.end")
def end_webhook(*, actor: Actor, webhook: Webhook, reason: str) -> Webhook:
    """Tell that address nothing more."""
    if not Webhook.objects.filter(pk=webhook.pk, ended_at__isnull=True).update(ended_at=now()):
        raise Problem(text.HOOK_ENDED)
    webhook.refresh_from_db()
    record(webhook, reason=reason)
    return webhook


def advance(webhook: Webhook, reached: int) -> bool:
    """Note how far the address was told; False when another worker was quicker. No act: it can be told again."""
    return bool(Webhook.objects.filter(pk=webhook.pk, position=webhook.position).update(position=reached))


def _still_open(integration: Integration) -> None:
    if integration.ended_at:
        raise Problem(text.ENDED.format(name=integration.name))
