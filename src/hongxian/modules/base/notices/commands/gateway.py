"""Gateways: registered, tried, stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings

from hongxian.kernel.actor import Actor
from hongxian.kernel.calling import check_address
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.sealing import seal
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.commands.delivery import queue_delivery
from hongxian.modules.base.notices.models import NoticeDelivery, NoticeGateway
from hongxian.modules.base.notices.sending import HOSTS_SETTING, SEALED_FOR

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party


@command("notice_gateway.add", sees="party=party.view")
def add_gateway(
    *,
    actor: Actor,
    kind: str,
    name: str,
    url: str,
    party: Party | None = None,
    secret: str = "",
    body: Mapping[str, Any] | None = None,
    accepted: Mapping[str, str] | None = None,
    mode: str = "digest",
) -> NoticeGateway:
    """Register a way out: the robot of a body's group, or the one way for text messages. Raises `Problem` at a host
    that is not on the list of the instance."""
    host = check_address(url.strip(), settings.NOTICE_HOSTS, setting=HOSTS_SETTING)
    if kind == "sms" and party is not None:
        raise Problem(text.NO_PARTY, field="party")
    if kind != "sms" and party is None:
        raise Problem(text.PARTY_NEEDED, field="party")
    gateway = NoticeGateway.objects.create(
        kind=kind,
        name=name.strip(),
        party=party,
        url=seal(url.strip(), purpose=SEALED_FOR),
        host=host,
        secret=seal(secret.strip(), purpose=SEALED_FOR) if secret.strip() else "",
        body=dict(body or {}) if kind == "sms" else {},
        accepted=dict(accepted or {}) if kind == "sms" else {},
        mode=mode,
    )
    record(gateway)
    return gateway


@command("notice_gateway.try")
def try_gateway(*, actor: Actor, notice_gateway: NoticeGateway) -> NoticeDelivery:
    """Send a message to a group that says only that it works."""
    if notice_gateway.ended_at or notice_gateway.kind == "sms":
        raise Problem(text.GATEWAY_ENDED)
    delivery = queue_delivery(purpose="trial", channel=notice_gateway.kind, gateway=notice_gateway)
    record(notice_gateway, detail={"delivery": str(delivery.pk)})
    return delivery


@command("notice_gateway.end")
def end_gateway(*, actor: Actor, notice_gateway: NoticeGateway, reason: str) -> NoticeGateway:
    """Send nothing by it any more, and forget its address and key."""
    rows = NoticeGateway.objects.filter(pk=notice_gateway.pk, ended_at__isnull=True)
    if not rows.update(ended_at=now(), url="", secret=""):
        raise Problem(text.GATEWAY_ENDED)
    notice_gateway.refresh_from_db()
    record(notice_gateway, reason=reason.strip())
    return notice_gateway
