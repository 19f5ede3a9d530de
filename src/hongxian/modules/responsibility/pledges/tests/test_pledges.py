"""One letter: issued, signed by both, seen by a second person, renewed when the holder changes, ended."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.parties.commands import end_appointment, make_appointment
from hongxian.modules.base.parties.queries import appointments_on
from hongxian.modules.responsibility.pledges.commands import (
    EnterprisePost,
    Signed,
    confirm_pledge,
    end_pledge,
    issue_owed,
    issue_pledge,
    reject_pledge,
    replace_pledge,
    sign_pledge,
    withdraw_pledge,
)
from hongxian.modules.responsibility.pledges.models import Pledge
from hongxian.modules.responsibility.pledges.queries import holder_changed, visible_pledge_rounds, visible_pledges

DAY = date(2026, 2, 3)


def test_what_one_person_entered_waits_for_a_second(issued: Any, both: Any, cast: Any) -> None:
    sign_pledge(actor=cast["张慧"], pledge=issued, signatures=both)
    assert (issued.state, issued.signed_on) == ("awaiting_confirmation", DAY)
    same = replace(cast["陈刚"], key=cast["张慧"].key)
    with pytest.raises(Problem, match="须由另一人对照原件复核"):
        confirm_pledge(actor=same, pledge=issued)
    assert confirm_pledge(actor=cast["陈刚"], pledge=issued).state == "signed"


def test_what_two_people_entered_is_in_force_at_once(issued: Any, both: Any, cast: Any, world: Any) -> None:
    county = Scope(path=world.parties["禹州市政府"].place.path)
    clerk = replace(cast["赵磊"], grants={**cast["赵磊"].grants, "pledge.sign": (county,)})
    sign_pledge(actor=cast["张慧"], pledge=issued, signatures={"giver": both["giver"]})
    assert issued.state == "half_signed"
    other = issue_for(cast, world, "魏都区政府", issued.link)
    theirs = replace(clerk, grants={"pledge.sign": (Scope(path=other.place.path),)})
    with pytest.raises(Denied, match="不能登记上一级的签字"):
        sign_pledge(actor=theirs, pledge=other, signatures={"giver": both["giver"]})
    sign_pledge(actor=clerk, pledge=issued, signatures={"bearer": both["bearer"]})
    assert (issued.state, issued.confirmed_by_name) == ("signed", "赵磊")


def issue_for(cast: Any, world: Any, name: str, link: Any) -> Pledge:
    return issue_pledge(actor=cast["张慧"], link=link, giver=world.parties["市政府"], bearer=world.parties[name])


@pytest.mark.parametrize(
    ("side", "changes", "sentence"),
    [
        ("giver", {"signer_name": "张三"}, "是吴海峰，不是张三"),
        ("giver", {"signed_on": date(2026, 3, 6)}, "晚于今天（2026-03-05）"),
        ("giver", {"signer_name": " "}, "姓名"),
        ("bearer", {"signer_name": "吴海峰"}, "须由两人分别签字"),
    ],
)
def test_refuses_a_signature_that_cannot_be(
    issued: Any, both: Any, cast: Any, side: str, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Problem, match=sentence) as caught:
        sign_pledge(actor=cast["张慧"], pledge=issued, signatures={**both, side: replace(both[side], **changes)})
    assert caught.value.field.startswith(side)
    issued.refresh_from_db()
    assert (issued.state, issued.signatures.count()) == ("issued", 0)


def test_another_may_sign_on_behalf_and_a_side_signs_once(issued: Any, both: Any, cast: Any) -> None:
    instead = replace(both["giver"], signer_name="冯立新", on_behalf_of="市长，授权委托书")
    sign_pledge(actor=cast["张慧"], pledge=issued, signatures={"giver": instead})
    with pytest.raises(Problem, match="上一级已由冯立新于 2026-02-02 签字"):
        sign_pledge(actor=cast["张慧"], pledge=issued, signatures={"giver": instead})


def test_one_live_letter_of_each_bearer(issued: Any, cast: Any, world: Any) -> None:
    with pytest.raises(Problem, match="已由张慧于 2026-03-05 下发"):
        issue_for(cast, world, "禹州市政府", issued.link)
    withdraw_pledge(actor=cast["张慧"], pledge=issued, reason="写错")
    assert issue_for(cast, world, "禹州市政府", issued.link).state == "issued"


def test_refused_by_the_second_person_it_never_counts(issued: Any, both: Any, cast: Any) -> None:
    sign_pledge(actor=cast["张慧"], pledge=issued, signatures=both)
    reject_pledge(actor=cast["陈刚"], pledge=issued, reason="原件无签字")
    assert issued.state == "rejected"
    with pytest.raises(Problem, match="已退回"):
        withdraw_pledge(actor=cast["张慧"], pledge=issued, reason="再撤")


def test_renewed_when_the_holder_changed_the_old_one_holds_until_then(signed: Any, cast: Any, world: Any) -> None:
    mayor = world.posts["市长"]
    term = appointments_on(DAY).get(post=mayor)
    rows = Pledge.objects.filter(pk=signed.pk)
    assert not holder_changed(rows).exists()
    end_appointment(actor=world.root, appointment=term, last_day=date(2026, 2, 20), basis="任免通知")
    make_appointment(actor=world.root, post=mayor, valid_from=date(2026, 2, 21), new_person="新市长")
    assert holder_changed(rows).exists()
    new = replace_pledge(actor=cast["张慧"], pledge=signed, reason="市长更替")
    assert (signed.state, new.state, new.replaces) == ("being_replaced", "issued", signed)
    later = {"giver": Signed("新市长", date(2026, 3, 2), post=mayor), "bearer": Signed("演示甲", date(2026, 3, 2))}
    sign_pledge(actor=cast["张慧"], pledge=new, signatures=later)
    confirm_pledge(actor=cast["陈刚"], pledge=new)
    signed.refresh_from_db()
    assert (signed.state, signed.ended_on, new.state) == ("replaced", date(2026, 3, 1), "signed")


def test_renewal_withdrawn_leaves_the_old_one_in_force(signed: Any, cast: Any) -> None:
    new = replace_pledge(actor=cast["张慧"], pledge=signed, reason="遗失")
    withdraw_pledge(actor=cast["张慧"], pledge=new, reason="找到了")
    signed.refresh_from_db()
    assert signed.state == "signed"


def test_ends_no_later_than_today_and_not_before_it_was_signed(signed: Any, cast: Any) -> None:
    for day, sentence in ((date(2026, 3, 6), "晚于今天"), (date(2026, 2, 2), "早于签订日期 2026-02-03")):
        with pytest.raises(Problem, match=sentence):
            end_pledge(actor=cast["张慧"], pledge=signed, ended_on=day, reason="机构撤销")
    end_pledge(actor=cast["张慧"], pledge=signed, ended_on=date(2026, 3, 5), reason="机构撤销")
    assert signed.state == "ended"


def test_promise_is_signed_by_the_enterprise_alone(world: Any, cast: Any, link: Any) -> None:
    firm = world.enterprises["许昌演示化工有限公司"]
    promise = issue_pledge(actor=cast["张慧"], link=link("promises"), enterprise=firm)
    with pytest.raises(Problem, match="单方签署"):
        sign_pledge(actor=cast["张慧"], pledge=promise, signatures={"giver": Signed("某人", DAY)})
    sign_pledge(actor=cast["张慧"], pledge=promise, signatures={"bearer": Signed("丁一", DAY)})
    assert promise.state == "awaiting_confirmation"


def test_posts_of_an_enterprise_stand_under_their_workshop(world: Any, cast: Any, link: Any) -> None:
    firm, other = world.enterprises["许昌演示化工有限公司"], world.enterprises["襄城演示建筑有限公司"]
    given = {"actor": cast["张慧"], "link": link("posts")}
    workshop = issue_pledge(**given, enterprise=firm, post=EnterprisePost("合成车间"))
    assert issue_pledge(**given, enterprise=firm, post=EnterprisePost("班长"), under=workshop).under == workshop
    with pytest.raises(Problem, match="另一家企业"):
        issue_pledge(**given, enterprise=other, post=EnterprisePost("班长"), under=workshop)
    with pytest.raises(Problem, match="岗位名称"):
        issue_pledge(**given, enterprise=other)


def test_issues_to_all_who_lack_one(cast: Any, link: Any, issued: Any) -> None:
    made = issue_owed(actor=cast["张慧"], link=link("bodies"))
    assert {each.bearer.name for each in made} >= {"魏都区人民政府", "长葛市人民政府"}
    assert "禹州市人民政府" not in {each.bearer.name for each in made}
    with pytest.raises(Problem, match="没有可以下发的"):
        issue_owed(actor=cast["张慧"], link=link("bodies"))


def test_county_sees_its_own_letter_and_the_round_it_stands_in(signed: Any, opened: Any, cast: Any) -> None:
    assert list(visible_pledges(cast["赵磊"])) == [signed]
    assert list(visible_pledge_rounds(cast["赵磊"])) == [opened]
    assert not visible_pledges(cast["刘洋"]).exists()
    assert not visible_pledge_rounds(cast["俞海波"]).exists()
