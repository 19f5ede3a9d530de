"""The exchange of the demo: a return that goes to a platform above, and one that came from a county."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.portal.exchange import commands as exchange
from hongxian.modules.portal.exchange.commands import Incoming

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def build_exchange(world: World) -> None:
    """Register both partners with their mappings, hand one month over, take one in."""
    told = plan("exchange")
    clerk, period = Cast()[told["drafts"]], told["period"]
    outgoing = _agreed(world, told, told["above"], "outgoing")
    dispatch = exchange.prepare_dispatch(actor=clerk, mapping=outgoing, period=period)
    exchange.release_dispatch(actor=clerk, dispatch=dispatch)
    incoming = _agreed(world, told, told["below"], "incoming")
    records = [Incoming(each["key"], each["values"]) for each in told["received"]]
    exchange.receive_records(actor=clerk, partner=incoming.partner, code=incoming.code, period=period, records=records)


def _agreed(world: World, told: dict[str, Any], side: dict[str, Any], direction: str) -> Any:
    partner = exchange.register_partner(
        actor=Cast()[told["registers"]],
        name=side["name"],
        party=world.parties[told["office"]],
        place=place(side["place"]),
        channel="file",
    )
    examples = settings.PACKAGE_DIR / "modules/portal/exchange/examples"
    drafted = exchange.draft_mapping(
        actor=Cast()[told["drafts"]],
        partner=partner,
        code=side["code"],
        direction=direction,
        name=side["mapping"],
        content=(examples / f"{side['code']}_{direction}.yaml").read_text(encoding="utf-8"),
    )
    return exchange.publish_mapping(actor=Cast()[told["publishes"]], mapping=drafted)
