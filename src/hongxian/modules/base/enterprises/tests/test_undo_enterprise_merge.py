"""`enterprise_merge.contest`, `.undo`, `.uphold`: a merge is taken back by two persons, unless what happened since
stands in the way."""

from typing import Any

import pytest

from hongxian.kernel.ledger.queries import history_of
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises.commands import (
    change_enterprise,
    confirm_enterprise_merge,
    contest_enterprise_merge,
    propose_enterprise_merge,
    undo_enterprise_merge,
    uphold_enterprise_merge,
)
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseMerge
from hongxian.modules.base.enterprises.queries import kept_instead, visible_enterprises


@pytest.fixture
def pair(registered: Any) -> tuple[Any, Any]:
    old = registered(credit_code="", registration_number="320506600453178", name="许昌试验机械厂")
    return old, registered()


@pytest.fixture
def undo(cast: Any) -> Any:
    """Undo a merge: one contests it, another decides."""

    def run(merge: Any, reason: str = "经核查是两家") -> Any:
        contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge, reason=reason)
        return undo_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)

    return run


@pytest.fixture
def merged(cast: Any) -> Any:
    """Merge the one into the other."""

    def run(duplicate: Any, kept: Any) -> Any:
        merge = propose_enterprise_merge(actor=cast["张慧"], duplicate=duplicate, kept=kept, reason="换照前后同一家")
        return confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)

    return run


def test_a_merge_is_undone_by_a_second_person(pair: Any, registered: Any, merged: Any, cast: Any) -> None:
    old, new = pair
    branch = registered(name="分厂", credit_code="12320500466959475A", parent=new, is_branch=True)
    merge = merged(new, old)
    branch.refresh_from_db()
    assert branch.parent_id == old.pk == branch.versions.get(recorded_to=None).parent_id
    with pytest.raises(Problem, match="理由"):
        contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge, reason=" ")
    with pytest.raises(Problem):
        undo_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)
    contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge, reason="经核查是两家")
    assert kept_instead(new.pk) == old.pk, "until somebody decides, the merge stands"
    with pytest.raises(Problem, match="提出撤销的人以外"):
        undo_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge)
    undo_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge)
    for each in (old, new, branch):
        each.refresh_from_db()
    assert (new.merged_into_id, new.credit_code) == (None, "91350100M000100Y43")
    assert (old.credit_code, old.registration_number) == (None, "320506600453178")
    assert branch.parent_id == new.pk == branch.versions.get(recorded_to=None).parent_id
    assert new in visible_enterprises(cast["张慧"])
    assert [each.payload.content["reason"] for each in history_of(merge)][-1] == "换照前后同一家"
    assert list(row_findings(chunk=500)) == []


def test_a_contested_merge_may_be_upheld_and_contested_again(pair: Any, merged: Any, undo: Any, cast: Any) -> None:
    old, kept = pair
    merge = merged(old, kept)
    contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge, reason="似为两家")
    uphold_enterprise_merge(actor=cast["陈刚"], enterprise_merge=merge, reason="已到现场核对")
    assert (merge.state, kept_instead(old.pk)) == ("confirmed", kept.pk)
    undo(merge)
    for each in (old, kept):
        each.refresh_from_db()
    assert (kept.registration_number, kept_instead(old.pk)) == ("", None)
    assert merged(old, kept).state == "confirmed", "the same two may be merged again"


def test_what_the_one_kept_got_since_stays_with_it(pair: Any, merged: Any, undo: Any, cast: Any) -> None:
    old, kept = pair
    merge = merged(old, kept)
    kept.refresh_from_db()
    change_enterprise(
        actor=cast["张慧"], enterprise=kept, registration_number="320506600453179", basis="换照", is_correction=True
    )
    undo(merge)
    kept.refresh_from_db()
    assert kept.registration_number == "320506600453179"


def test_refuses_while_the_one_kept_is_merged_into_another(registered: Any, merged: Any, undo: Any, cast: Any) -> None:
    one = registered(name="甲厂", credit_code="", registration_number="320506600453178")
    two = registered(name="乙厂", credit_code="", registration_number="320506600453179")
    three = registered(name="丙厂")
    first, second = merged(one, two), merged(Enterprise.objects.get(pk=two.pk), three)
    with pytest.raises(Problem, match="“乙厂”其后又并入“丙厂”；请先撤销那次合并"):
        contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=first, reason="两家")
    undo(second)
    assert undo(EnterpriseMerge.objects.get(pk=first.pk)).state == "undone"


def test_refuses_where_the_credit_code_is_borne_by_another(pair: Any, registered: Any, merged: Any, cast: Any) -> None:
    old, new = pair
    merge = merged(new, old)
    old.refresh_from_db()
    said = {"actor": cast["张慧"], "enterprise": old, "basis": "原登记有误", "is_correction": True}
    change_enterprise(**said, credit_code="12320500466959475A")
    registered(name="另一家")
    with pytest.raises(Problem, match="91350100M000100Y43”，该代码其后已登记给“另一家”"):
        contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge, reason="两家")


def test_refuses_to_leave_the_one_kept_without_any_number(pair: Any, merged: Any, cast: Any) -> None:
    old, new = pair
    merge = merged(new, old)
    old.refresh_from_db()
    change_enterprise(actor=cast["张慧"], enterprise=old, registration_number="", basis="已换照", is_correction=True)
    with pytest.raises(Problem, match="没有统一社会信用代码或注册号"):
        contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=merge, reason="两家")
    merge.refresh_from_db()
    assert merge.state == "confirmed"


def test_a_code_that_the_one_kept_got_meanwhile_stops_the_merge(pair: Any, cast: Any) -> None:
    old, new = pair
    merge = propose_enterprise_merge(actor=cast["张慧"], duplicate=old, kept=new, reason="同一家")
    change_enterprise(
        actor=cast["张慧"], enterprise=old, credit_code="12320500466959475A", basis="换照", is_correction=True
    )
    with pytest.raises(Problem, match="两个主体"):
        confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=EnterpriseMerge.objects.get(pk=merge.pk))


def test_merges_are_contested_and_undone_on_the_page_and_over_rest(pair: Any, merged: Any, browse: Any) -> None:
    old, kept = pair
    merge = merged(old, kept)
    clerk, second = browse("zhanghui"), browse("chengang")
    address = f"/enterprises/merges/{merge.pk}"
    assert "撤销合并" in clerk.get("/enterprises/merges/").content.decode()
    assert "撤销合并" not in second.get("/enterprises/merges/").content.decode(), "whoever decides does not propose"
    clerk.post(f"{address}/contest/", {"reason": "两家"})
    listed = clerk.get("/enterprises/merges/").content.decode()
    assert "撤销理由：两家" in listed
    assert "确认撤销" not in listed
    assert "确认撤销" in second.get("/enterprises/merges/").content.decode()
    told = second.get(f"/api/v1/enterprises/enterprise-merge/{merge.pk}").json()
    assert (told["state"], told["contest_reason"]) == ("contested", "两家")
    answer = second.post(f"{address}/undo/", follow=True)
    assert "重新单独列出" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/enterprises/{old.pk}/"
    refused = clerk.post(
        f"/api/v1/enterprises/enterprise-merge/{merge.pk}/contest", {"reason": "再来"}, "application/json"
    )
    assert (refused.status_code, "已撤销" in refused.json()["title"]) == (422, True)
