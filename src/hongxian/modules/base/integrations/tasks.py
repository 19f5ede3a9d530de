"""Telling other systems of acts: from the sealed ledger, in its order, none skipped, each signed and tried again."""

from __future__ import annotations

import hashlib
import hmac
import json

from django.db import transaction

from hongxian.kernel.clock import now
from hongxian.kernel.custody.queries import entry_for
from hongxian.kernel.ledger.queries import sealed_after
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.posting import post
from hongxian.modules.base.integrations.commands import advance
from hongxian.modules.base.integrations.models import Webhook
from hongxian.modules.base.integrations.queries import DELIVER, actor_of, open_webhooks, secret_of

AT_ONCE = 500


def look_for_news() -> None:
    """For each open webhook: what was sealed since it was last told, of its events and within its scope, is queued."""
    for webhook in open_webhooks():
        with transaction.atomic():
            _queue(webhook)


def _queue(webhook: Webhook) -> None:
    leaves = sealed_after(webhook.position, AT_ONCE)
    if not leaves:
        return
    reached = leaves[-1].index + 1
    if not advance(webhook, reached):
        return  # another worker queued them
    actor, events = actor_of(webhook.integration), set(webhook.events)
    for leaf in leaves:
        entry = leaf.entry
        if entry.event in events and entry_for(actor, entry.pk) is not None:
            enqueue(
                DELIVER,
                webhook=str(webhook.pk),
                entry=str(entry.pk),
                event=entry.event,
                happened_at=entry.at.isoformat(),
                subject={"kind": entry.subject_kind, "key": entry.subject_key},
            )


def deliver(delivery: Delivery) -> None:
    """Send one piece of news. Raises `NotTaken` unless the other system answers 2xx; ended webhooks get nothing."""
    webhook = open_webhooks().filter(pk=str(delivery.args["webhook"])).first()
    if webhook is None:
        return
    body = json.dumps({"id": str(delivery.key), **delivery.args}, ensure_ascii=False).encode()
    post(webhook.url, body, _headers(webhook, delivery, body))


def _headers(webhook: Webhook, delivery: Delivery, body: bytes) -> dict[str, str]:
    moment = str(int(now().timestamp()))
    signed = hmac.new(secret_of(webhook).encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Hongxian-Delivery": str(delivery.key),
        "Hongxian-Signature": f"t={moment},v1={signed}",
    }
