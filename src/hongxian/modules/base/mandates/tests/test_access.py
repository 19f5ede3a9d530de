"""Why somebody may or may not; asking for access and answering"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.accounts.commands import define_role
from hongxian.modules.base.accounts.models import Authority
from hongxian.modules.base.mandates.commands import ask_for_access, grant_access, refuse_access, withdraw_request
from hongxian.modules.base.mandates.explaining import explain, target_of
from hongxian.modules.base.places.queries import place


def ask(cast: Any, world: Any, permission: str = "enterprise.view", by: str = "赵磊", post: str = "综合股股员") -> Any:
    actor = cast[by].lent("access_request.ask", "post.view")
    return ask_for_access(actor=actor, post=world.posts[post], permission=permission, reason="检查需要")


def grant(cast: Any, world: Any, request: Any, by: str = "郑凯", **more: Any) -> Any:
    given = {"role": world.roles["recorder"], "place": place("411081"), "valid_to": None, "opinion": "同意"} | more
    return grant_access(actor=cast[by], access_request=request, **given)


def test_says_which_role_in_which_scope_gives_or_falls_short(account: Any, world: Any) -> None:
    def address(name: str) -> str:
        return f"/parties/{world.parties[name].pk}/"

    inside = explain(account("zhaolei"), "party.view", target_of(address("禹州市政府")))
    assert inside[0].gives
    assert "查阅人员" in inside[0].sentence
    assert "禹州市" in inside[0].sentence
    outside = explain(account("zhaolei"), "party.view", target_of("https://somewhere.example" + address("市委")))
    assert not any(each.gives for each in outside)
    assert "它不在范围内，或者不存在" in outside[0].sentence
    unknown = explain(account("zhaolei"), "party.view", target_of("/parties/00000000-0000-7000-8000-000000000000/"))
    assert [each.sentence for each in unknown] == [each.sentence for each in outside], "existence is not told"
    assert "没有任何角色包含“发布政策包”" in explain(account("zhaolei"), "pack.publish", None)[0].sentence


def test_says_when_a_grant_is_over_or_not_yet(account: Any, world: Any, root: Any) -> None:
    from hongxian.modules.base.accounts.commands import grant_authority

    grant_authority(
        actor=root,
        post=world.posts["综合股股员"],
        role=world.roles["recorder"],
        place=place("411081"),
        valid_from=date(2026, 4, 1),
    )
    (reason,) = explain(account("zhaolei"), "record.enter", None)
    assert not reason.gives
    assert "自 2026-04-01 起才有效" in reason.sentence


def test_page_explains_to_oneself_and_of_others_only_within_scope(browser: Any, world: Any) -> None:
    client = browser("zhaolei")
    address = f"/parties/{world.parties['市委'].pk}/"
    assert "/mandates/why/?page_address=" in client.get(address).content.decode()
    page = client.get("/mandates/why/", {"page_address": address}).content.decode()
    assert "不能" in page
    assert "申请该权限" in page
    assert client.get("/mandates/why/", {"account": "sunxiao", "permission": "party.view"}).context["own"]
    administrator = browser("zhengkai")
    assert not administrator.get("/mandates/why/", {"account": "sunxiao", "permission": "party.view"}).context["own"]
    assert administrator.get("/mandates/why/", {"account": "nobody", "permission": "party.view"}).status_code == 422


def test_request_is_granted_by_an_authority_of_the_post(cast: Any, world: Any) -> None:
    assert not cast["赵磊"].may("record.enter")
    done = grant(cast, world, ask(cast, world, "record.enter"), valid_to=date(2026, 12, 31))
    assert (done.state, done.answered_by_name) == ("granted", "郑凯")
    assert done.authority.valid_to == date(2026, 12, 31)
    assert cast["赵磊"].may("record.enter")


def test_refuses_what_was_not_asked_twice_answers_and_strangers(cast: Any, world: Any, root: Any) -> None:
    request = ask(cast, world, "record.enter")
    with pytest.raises(Problem, match="尚未答复"):
        ask(cast, world, "record.enter")
    with pytest.raises(Problem, match="不包含所申请的权限"):
        grant(cast, world, request, role=world.roles["reader"])
    with pytest.raises(Denied):
        grant(cast, world, request, by="张慧")
    with pytest.raises(Problem, match="只有申请人"):
        withdraw_request(actor=cast["孙晓"].lent("access_request.withdraw"), access_request=request)
    refuse_access(actor=cast["郑凯"], access_request=request, opinion="不属本岗职责")
    before = Authority.objects.count()
    with pytest.raises(Problem):
        grant(cast, world, type(request).objects.get(pk=request.pk))
    assert Authority.objects.count() == before, "a grant that fails leaves no authority behind"


def test_nobody_answers_the_own_request_nor_one_of_another_place(cast: Any, world: Any, root: Any) -> None:
    own = ask(cast, world, "record.enter", by="郑凯", post="系统管理员")
    with pytest.raises(Problem):
        grant(cast, world, own, place=place("411000"))
    from hongxian.modules.base.accounts.commands import grant_authority

    administrator = world.roles["administrator"]
    grant_authority(
        actor=root,
        post=world.posts["综合股股员"],
        role=administrator,
        place=place("411081"),
        valid_from=date(2026, 3, 1),
    )
    with pytest.raises(NotVisible):
        grant(cast, world, ask(cast, world, "record.enter", by="陈刚", post="副主任"), by="赵磊")


def test_two_roles_are_kept_apart_also_by_way_of_requests(cast: Any, world: Any, root: Any) -> None:
    from hongxian.modules.base.accounts.commands import set_security_policy

    define_role(actor=root, code="administrator", name="系统管理员", permissions=["user.open"])
    granter = define_role(
        actor=root,
        code="granter",
        name="安全管理员",
        permissions=["authority.grant", "access_request.grant", "role.view", "post.view"],
    )
    set_security_policy(actor=root, values={"separate_administrators": 1}, basis="甲", seen=1)
    from hongxian.modules.base.accounts.commands import grant_authority

    grant_authority(
        actor=root,
        post=world.posts["综合科科长"],
        role=granter,
        place=place("410000"),
        valid_from=date(2026, 3, 1),
    )
    request = ask(cast, world, "authority.grant", by="郑凯", post="系统管理员")
    with pytest.raises(Problem, match="须由不同的人承担"):
        grant(cast, world, request, by="张慧", role=granter, place=place("410000"))


def test_refused_at_a_list_one_is_told_why_and_may_ask_at_once(browser: Any, world: Any) -> None:
    client = browser("sunxiao")
    refused = client.get("/enterprises/").content.decode()
    assert "page_address=/enterprises/&amp;permission=enterprise.view" in refused
    page = client.get("/mandates/why/?page_address=/enterprises/&permission=enterprise.view").content.decode()
    assert "没有任何角色包含" in page or "查看企业" in page
    assert "/mandates/requests/new/?permission=enterprise.view" in page


def test_page_that_shows_no_object_is_explained_by_what_it_takes_to_open_it(browser: Any) -> None:
    client = browser("zhaolei")
    found = client.get("/mandates/why/", {"page_address": "/mandates/handovers/new/"})
    assert found.context["permission"] == "handover.carry_out"
    assert "申请该权限" in found.content.decode()
    nowhere = client.get("/mandates/why/", {"page_address": "/no/such/page/"})
    assert (nowhere.status_code, "不是本系统的页面" in nowhere.content.decode()) == (422, True)


def test_permissions_are_offered_under_what_they_are_about_and_only_those_some_role_gives(browser: Any) -> None:
    page = browser("zhaolei").get("/mandates/why/").content.decode()
    assert '<optgroup label="企业">' in page
    assert "enterprise.view" in page
    assert "verdict.turn" not in page, "an act of the system, which nobody may ask for"
