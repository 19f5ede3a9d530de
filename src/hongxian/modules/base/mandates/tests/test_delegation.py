"""`delegation.make`, `delegation.revoke`, and acting by a delegation"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.base.accounts.commands import define_role, set_security_policy
from hongxian.modules.base.mandates.capacities import actor_as, capacities_of
from hongxian.modules.base.mandates.commands import make_delegation, revoke_delegation
from hongxian.modules.base.parties.commands import end_appointment
from hongxian.modules.base.parties.models import Appointment
from hongxian.modules.responsibility.duty_lists.commands import record_duty_list


def make(cast: Any, world: Any, by: str = "陈刚", post: str = "副主任", to: str = "张慧", **more: Any) -> Any:
    given = {"valid_from": date(2026, 3, 5), "valid_to": date(2026, 3, 11), "reason": "培训"} | more
    actor = cast[by].lent("delegation.make", "post.view", "person.view")
    return make_delegation(actor=actor, post=world.posts[post], delegate=world.people[to], **given)


def acting(account: Any, delegation: Any) -> Any:
    return actor_as(account("zhanghui"), f"delegation:{delegation.pk}")


def test_act_by_delegation_names_both(account: Any, delegation: Any, cast: Any, world: Any) -> None:
    actor = acting(account, delegation)
    assert (actor.name, actor.post_name) == ("张慧", "副主任")
    assert actor.may("pack.publish")
    revoked = revoke_delegation(actor=actor.lent("delegation.revoke"), delegation=delegation, reason="试")
    moment = timeline(revoked)[0]
    assert moment.mandate == {"kind": "delegation", "key": str(delegation.pk), "name": "陈刚"}
    entry = Entry.objects.get(pk=moment.entry.pk)
    assert (entry.actor_key, entry.actor_post) == (str(world.people["张慧"].pk), str(world.posts["副主任"].pk))


def test_expired_and_future_delegation_give_nothing(account: Any, delegation: Any, clock: Any) -> None:
    clock.at("2026-03-11 23:59")
    assert acting(account, delegation)
    clock.at("2026-03-12 00:00")
    assert acting(account, delegation) is None
    assert capacities_of(account("zhanghui")) == []
    clock.at("2026-03-04 23:59")
    assert acting(account, delegation) is None


def test_delegation_lapses_with_the_post_of_who_made_it(account: Any, delegation: Any, root: Any, world: Any) -> None:
    term = Appointment.objects.get(post=world.posts["副主任"], recorded_to__isnull=True)
    end_appointment(actor=root, appointment=term, last_day=date(2026, 3, 4), basis="调离")
    assert acting(account, delegation) is None


def test_nobody_else_uses_it(account: Any, delegation: Any) -> None:
    assert actor_as(account("sunxiao"), f"delegation:{delegation.pk}") is None


def test_session_in_a_lapsed_capacity_does_nothing_and_says_so(
    browser: Any, delegation: Any, clock: Any, world: Any
) -> None:
    client = browser("zhanghui")
    page = client.post("/accounts/post/", {"post": f"delegation:{delegation.pk}"}, follow=True).content.decode()
    assert "已切换为岗位委托（陈刚）" in page
    assert "岗位委托：陈刚" in client.get("/").content.decode()
    clock.at("2026-03-12 00:00")
    client = browser("zhanghui")
    session = client.session
    session["post"] = f"delegation:{delegation.pk}"
    session.save()
    before = Entry.objects.count()
    answer = client.post("/parties/new/", {"name": "新单位"}, follow=True)
    assert "已经失效" in answer.content.decode()
    assert Entry.objects.count() == before
    assert client.get("/parties/new/").status_code == 200, "back in the own post"


def test_what_is_lent_is_not_lent_further(account: Any, delegation: Any, world: Any) -> None:
    actor = acting(account, delegation).lent("delegation.make", "post.view", "person.view")
    with pytest.raises(Problem, match="不能再委托"):
        make_delegation(
            actor=actor,
            post=world.posts["副主任"],
            delegate=world.people["孙晓"],
            valid_from=date(2026, 3, 5),
            valid_to=date(2026, 3, 6),
            reason="转",
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"post": "综合科科长"}, "只能委托自己正在担任"),
        ({"to": "陈刚"}, "不能委托给自己"),
        ({"to": "赵磊"}, "赵磊不能受托"),
        ({"to": "周建国"}, "周建国不能受托"),
        ({"valid_to": date(2026, 3, 4)}, "已经过去"),
        ({"valid_to": date(2026, 4, 4)}, "委托期为 31 天，最长为 30 天"),
        ({"roles": ["administrator"]}, "没有角色"),
    ],
)
def test_refuses(cast: Any, world: Any, changes: Any, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        make(cast, world, **changes)


def test_thirty_days_are_allowed_and_none_once_switched_off(cast: Any, world: Any, root: Any) -> None:
    make(cast, world, valid_to=date(2026, 4, 3))
    set_security_policy(actor=root, values={"delegation_days": 0}, basis="本单位不允许", seen=1)
    with pytest.raises(Problem, match="没有启用岗位委托"):
        make(cast, world, valid_to=date(2026, 3, 5))


def test_only_the_roles_named_and_never_administration(account: Any, cast: Any, world: Any, root: Any) -> None:
    approver = world.roles["approver"]
    define_role(actor=root, code="approver", name="负责人", permissions=[*approver.permissions, "user.open"])
    assert not acting(account, make(cast, world)).may("user.open")
    named = make(cast, world, roles=["approver"])
    assert acting(account, named).may("pack.publish")


def test_role_that_demands_a_second_factor_is_lent_only_to_who_has_one(
    account: Any, delegation: Any, world: Any, root: Any
) -> None:
    approver = world.roles["approver"]
    define_role(actor=root, code="approver", name="负责人", permissions=approver.permissions, needs_second_factor=True)
    assert not acting(account, delegation).may("pack.publish")


def test_second_person_stays_a_second_person(account: Any, delegation: Any, cast: Any, world: Any, clock: Any) -> None:
    """张慧 records afterwards and then, in the post of 陈刚, would confirm it herself."""
    from hongxian.modules.responsibility.duty_lists.commands import confirm_duty_list

    waiting = record_duty_list(
        actor=cast["张慧"],
        issuer=world.parties["市委"],
        kind="leader_responsibility_list",
        title="清单",
        document_number="许发〔2018〕36号",
        issued_on=date(2018, 12, 1),
    )
    assert waiting.state == "awaiting_confirmation"
    with pytest.raises(Problem, match="本人不能复核"):
        confirm_duty_list(actor=acting(account, delegation), duty_list=waiting)


def test_taken_back_at_once_by_who_made_it_and_only_once(
    account: Any, delegation: Any, browser: Any, cast: Any
) -> None:
    assert browser("sunxiao").get(f"/mandates/delegations/{delegation.pk}/").status_code == 404
    with pytest.raises(Denied):
        revoke_delegation(actor=cast["孙晓"], delegation=delegation, reason="无权")
    with pytest.raises(NotVisible):
        revoke_delegation(actor=_county(cast), delegation=delegation, reason="外地")
    client = browser("chengang")
    assert client.post(f"/mandates/delegations/{delegation.pk}/", {"reason": "提前返岗"}).status_code == 302
    assert acting(account, delegation) is None
    delegation.refresh_from_db()
    with pytest.raises(Stale):
        revoke_delegation(actor=cast["陈刚"], delegation=delegation, reason="再来")


def _county(cast: Any) -> Any:
    """赵磊, who may take back delegations of the county only."""
    from dataclasses import replace
    from types import MappingProxyType

    actor = cast["赵磊"]
    return replace(actor, grants=MappingProxyType({"delegation.revoke": actor.scopes("duty.view")}))


def test_work_in_the_background_goes_on_under_the_mandate_until_it_lapses(
    account: Any, delegation: Any, cast: Any
) -> None:
    from hongxian.modules.base.accounts.acting import actor_in_capacity

    acting = actor_as(account("zhanghui"), f"delegation:{delegation.pk}")
    assert acting is not None
    again = actor_in_capacity(acting.key, acting.capacity)
    assert (again.mandate, dict(again.grants)) == (acting.mandate, dict(acting.grants))
    revoke_delegation(actor=cast["陈刚"].lent("delegation.revoke"), delegation=delegation, reason="培训结束")
    assert not actor_in_capacity(acting.key, acting.capacity).key


def test_same_days_are_not_lent_to_the_same_colleague_twice(cast: Any, world: Any, delegation: Any) -> None:
    given = {
        "actor": cast["陈刚"].lent("delegation.make", "delegation.revoke", "post.view", "person.view"),
        "post": delegation.post,
        "delegate": delegation.delegate,
        "valid_from": delegation.valid_to,
        "valid_to": delegation.valid_to,
        "reason": "出差",
    }
    with pytest.raises(Problem, match="期间不能重复委托"):
        make_delegation(**given)
    revoke_delegation(actor=given["actor"], delegation=delegation, reason="改期")
    assert make_delegation(**given).pk


def test_who_has_no_colleague_is_told_so_instead_of_an_empty_list(browser: Any) -> None:
    assert "没有其他在岗且已开通账号的同事" in browser("wangjing").get("/mandates/delegations/new/").content.decode()
    assert "没有其他在岗" not in browser("chengang").get("/mandates/delegations/new/").content.decode()
