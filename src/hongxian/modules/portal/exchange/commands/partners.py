"""Writes of partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from hongxian.kernel.actor import Actor
from hongxian.kernel.calling import check_address
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.sealing import seal
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.models import ExchangePartner
from hongxian.modules.portal.exchange.queries import PURPOSE

if TYPE_CHECKING:
    from hongxian.modules.base.integrations.models import Integration
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place


@command("exchange_partner.register", sees="party=party.view place=place.view integration=integration.view")
def register_partner(
    *, actor: Actor, name: str, party: Party, place: Place, channel: str, integration: Integration | None = None
) -> ExchangePartner:
    """Enter another system with which we exchange, and our body that answers for it. What comes in from it must lie in
    the place."""
    partner = ExchangePartner.objects.create(
        name=name.strip(), party=party, place=place, channel=channel, integration=integration
    )
    record(partner)
    return partner


@command("exchange_partner.connect")
def connect_partner(*, actor: Actor, partner: ExchangePartner, url: str, token: str) -> ExchangePartner:
    """Say where the partner's instance is and what to show there. Raises `Problem` at an address whose host is not on
    the list of the instance."""
    check_open(partner)
    if partner.channel != "instance":
        raise Problem(text.FILE_HAS_NO_URL)
    check_address(url, settings.WEBHOOK_HOSTS, setting="HONGXIAN_WEBHOOK_HOSTS")
    partner.url, partner.sealed_token = url.rstrip("/"), seal(token.strip(), purpose=PURPOSE)
    partner.save(update_fields=["url", "sealed_token"])
    record(partner)
    return partner


@command("exchange_partner.end")
def end_partner(*, actor: Actor, partner: ExchangePartner, reason: str) -> ExchangePartner:
    """Stop the exchange: nothing is sent to it, nothing taken from it. What was exchanged stays."""
    if not ExchangePartner.objects.filter(pk=partner.pk, ended_at__isnull=True).update(ended_at=now()):
        raise Problem(text.ENDED.format(name=partner.name))
    partner.refresh_from_db()
    record(partner, reason=reason)
    return partner


def check_open(partner: ExchangePartner) -> None:
    """Raises `Problem` once the exchange was stopped."""
    if partner.ended_at:
        raise Problem(text.ENDED.format(name=partner.name))
