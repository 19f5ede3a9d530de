"""The returns of the demo: what the city sets, the return of a month, a reminder, hints."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hongxian.kernel.clock import today
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger
from hongxian.modules.screening.returns import commands as returns

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def build_returns(world: World) -> None:
    """Set who owes reports, report the month that the exchange hands over, remind one, look for hints."""
    told = plan("returns")
    clerk, city = Cast()[told["by"]], place(told["place"])
    returns.set_returns(actor=clerk, place=city, told=told["setting"])
    returns.submit_return(actor=clerk, place=city, period=plan("exchange")["period"])
    alike = told["alike"]
    register_hidden_danger(
        actor=clerk,
        enterprise=world.enterprises[alike["where"]],
        origin="enterprise_self_check",
        description=alike["description"],
        location=alike["location"],
        danger_category=alike["category"],
        grade="general",
        removed_on_the_spot=True,
        rectification=alike["spot"],
    )
    returns.send_reminder(actor=clerk, enterprise=world.enterprises[told["remind"]])
    returns.find_hints(actor=clerk, place=city, since=today() - timedelta(days=told["days"]), until=today())
