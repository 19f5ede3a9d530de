"""A letter that waits for a signature stands on the desk of whoever is to sign it"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.duties.models import Duty
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.portal.demo.world import settle
from hongxian.modules.responsibility.pledges.commands import Signed, issue_pledge, sign_pledge, withdraw_pledge


@pytest.fixture
def firm(world: Any) -> Any:
    """An enterprise with an account that acts for it."""
    return Enterprise.objects.get(name="许昌演示化工有限公司")


def test_enterprise_signs_from_its_own_desk(cast: Any, world: Any, firm: Any, link: Any) -> None:
    county = world.parties["魏都区政府"]
    pledge = issue_pledge(actor=cast["张慧"], link=link("enterprises"), giver=county, enterprise=firm)
    settle()
    duty = Duty.objects.get(subject_kind="pledge", subject_key=str(pledge.pk))
    assert (duty.organisation_name, duty.state) == ("许昌演示化工有限公司", "open")
    assert "待签字" in duty.clause
    sign_pledge(actor=cast["刘洋"], pledge=pledge, signatures={"bearer": Signed("丁一", date(2026, 2, 2))})
    settle()
    duty.refresh_from_db()
    assert duty.state == "done"


def test_nobody_has_it_where_nobody_may_sign_and_it_goes_when_withdrawn(
    cast: Any, world: Any, firm: Any, link: Any, issued: Any
) -> None:
    settle()
    assert not Duty.objects.filter(subject_kind="pledge").exists()
    pledge = issue_pledge(
        actor=cast["张慧"], link=link("enterprises"), giver=world.parties["魏都区政府"], enterprise=firm
    )
    settle()
    withdraw_pledge(actor=cast["张慧"], pledge=pledge, reason="另发")
    settle()
    assert Duty.objects.get(subject_kind="pledge").state == "withdrawn"
