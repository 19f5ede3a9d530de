"""What the other side sent back stands on the desk of the body that answers for the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty
from hongxian.kernel.duties.queries import duty_from
from hongxian.modules.portal.exchange import text

if TYPE_CHECKING:
    from hongxian.modules.portal.exchange.models import Dispatch

CLERK = system_actor("exchange", "duty.open", "duty.discharge")


def settle(dispatch: Dispatch, rejected: int) -> None:
    """Put what was rejected of a sending on the desk, or take it off. May be called again at any time."""
    source = f"dispatch:{dispatch.pk}"
    duty = duty_from(source)
    if rejected and (duty is None or duty.state != "open"):
        mapping = dispatch.mapping
        party = mapping.partner.party
        owed = Owed(
            organisation=str(party.pk),
            organisation_name=party.name,
            path=party.place.path,
            title=text.DUTY_TITLE.format(
                partner=mapping.partner.name, period=dispatch.period, name=mapping.name, count=rejected
            )[:200],
            clause=text.DUTY_CLAUSE,
            clause_source=text.DUTY_SOURCE,
        )
        open_duty(actor=CLERK, owed=owed.about(source, "dispatch", str(dispatch.pk)))
    elif not rejected and duty is not None and duty.state == "open":
        discharge_duty(actor=CLERK, duty=duty, cause=text.DUTY_GONE)
