"""The power lists of the demo, version by version."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.responsibility.power_lists import commands as power_lists
from hongxian.modules.responsibility.power_lists.commands import Item

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def build_power_lists(world: World, present: date) -> None:
    """Draw up, confirm and publish the versions of the plan; the last one may stop on the way."""
    told = plan("power_lists")
    clerk, second = Cast()[told["drafts"]], Cast()[told["confirms"]]
    for each in told["lists"]:
        for version in each["versions"]:
            drawn = power_lists.draw_up_version(
                actor=clerk,
                body=world.parties[each["body"]],
                kind=each["kind"],
                issued_on=present + timedelta(days=version["issued"]),
                document_number=version["number"],
            )
            items = [
                Item(str(code), title, category, law, office) for code, category, title, law, office in version["items"]
            ]
            power_lists.set_items(actor=clerk, version=drawn, items=items)
            power_lists.submit_version(actor=clerk, version=drawn)
            if "published" in version:
                power_lists.confirm_version(actor=second, version=drawn)
                day = present + timedelta(days=version["published"])
                power_lists.publish_version(actor=clerk, version=drawn, published_on=day, published_where=told["where"])
