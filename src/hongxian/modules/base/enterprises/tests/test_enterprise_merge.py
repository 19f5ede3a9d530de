"""`enterprise_merge.*`, `enterprise_contact.*`: two persons for a merge, a purpose for a number."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import history_of
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises.commands import (
    attach_enterprise,
    confirm_enterprise_merge,
    propose_enterprise_merge,
    refuse_enterprise_merge,
    remove_enterprise_contact,
    reveal_enterprise_contact,
    set_enterprise_contact,
)
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.enterprises.queries import kept_instead, lookalikes, visible_enterprises


@pytest.fixture
def pair(registered: Any) -> tuple[Any, Any]:
    old = registered(credit_code="", registration_number="320506600453178", name="许昌试验机械厂")
    return old, registered()


def test_one_proposes_and_another_merges(pair: Any, registered: Any, cast: Any) -> None:
    old, kept = pair
    assert [each.pk for each in lookalikes(cast["张慧"], kept)] == [old.pk]
    branch = registered(name="分厂", credit_code="12320500466959475A", parent=old, is_branch=True)
    merge = propose_enterprise_merge(actor=cast["张慧"], duplicate=old, kept=kept, reason="换照前后同一家")
    with pytest.raises(Problem, match="提出人以外"):
        confirm_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge)
    confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)
    kept.refresh_from_db()
    branch.refresh_from_db()
    assert (kept.registration_number, branch.parent_id) == ("320506600453178", kept.pk)
    assert kept_instead(old.pk) == kept.pk
    assert old not in visible_enterprises(cast["张慧"])
    with pytest.raises(Problem):
        attach_enterprise(
            actor=cast["张慧"], enterprise=old, parent=None, is_branch=True, valid_from=date(2026, 1, 1), basis="x"
        )


def test_a_duplicate_gives_up_its_credit_code(pair: Any, cast: Any) -> None:
    old, new = pair
    merge = propose_enterprise_merge(actor=cast["张慧"], duplicate=new, kept=old, reason="换照前后同一家")
    confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)
    assert Enterprise.objects.get(pk=old.pk).credit_code == "91350100M000100Y43"
    assert Enterprise.objects.get(pk=new.pk).credit_code is None


def test_two_codes_are_two_enterprises_and_a_proposal_may_be_refused(pair: Any, registered: Any, cast: Any) -> None:
    old, kept = pair
    other = registered(name="另一家", credit_code="12320500466959475A")
    with pytest.raises(Problem, match="两个主体"):
        propose_enterprise_merge(actor=cast["张慧"], duplicate=other, kept=kept, reason="?")
    merge = propose_enterprise_merge(actor=cast["张慧"], duplicate=old, kept=kept, reason="?")
    with pytest.raises(Problem, match="已有待确认"):
        propose_enterprise_merge(actor=cast["张慧"], duplicate=old, kept=other, reason="?")
    refuse_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge, reason="地址不同")
    assert kept_instead(old.pk) is None


def test_a_number_is_shown_for_a_purpose_and_stays_out_of_the_ledger(registered: Any, cast: Any) -> None:
    firm, clerk = registered(), cast["张慧"]
    with pytest.raises(Problem, match="电话号码"):
        set_enterprise_contact(actor=clerk, enterprise=firm, contact_name="丁一", phone="丁一")
    contact = set_enterprise_contact(actor=clerk, enterprise=firm, contact_name="丁一", phone="139 1234 5678")
    with pytest.raises(Problem, match="用途"):
        reveal_enterprise_contact(actor=clerk, enterprise_contact=contact, purpose=" ")
    assert reveal_enterprise_contact(actor=clerk, enterprise_contact=contact, purpose="核实停产") == "139 1234 5678"
    entries = list(history_of(contact))
    assert entries[0].payload.content["reason"] == "核实停产"
    assert "1234" not in str([each.payload.content for each in entries])
    remove_enterprise_contact(actor=clerk, enterprise_contact=contact, reason="企业注销")
    assert not hasattr(Enterprise.objects.get(pk=firm.pk), "enterprise_contact")
