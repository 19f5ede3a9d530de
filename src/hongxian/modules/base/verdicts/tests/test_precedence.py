"""Several packs, one place: which prevails in a family is somebody's choice; the others are owed by nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import end_precedence, set_precedence, withdraw_pack
from hongxian.modules.base.policies.models import Pack, Precedence
from hongxian.modules.base.policies.queries.choices import precedence_over, rivals
from hongxian.modules.base.verdicts.models import Turn, Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle

Worker = Callable[[], int]
FAMILY = "top_body_meeting"


@pytest.fixture
def choose(second: Any, world: World, cast: Cast, worker: Worker) -> Callable[..., Precedence]:
    """Let the second pack prevail for Xuchang, as Chen Gang; the worker does its work."""
    settle()

    def run(**more: Any) -> Precedence:
        given = {
            "actor": cast["陈刚"],
            "place": world.pack.place,
            "family": FAMILY,
            "pack": second,
            "reason": "后发文件更具体",
            "valid_from": date(2026, 3, 1),
        } | more
        done = set_precedence(**given)
        worker()
        return done

    return run


def hearing(pack: Any) -> Verdict:
    return Verdict.objects.get(pack=pack, obligation="XC-01", period="2026-Q1")


def desk(verdict: Verdict) -> str:
    duty = duty_from(f"verdict:{verdict.pk}")
    return duty.state if duty else ""


def test_until_somebody_chooses_all_bind_and_the_page_says_so(second: Any, world: World) -> None:
    settle()
    assert [desk(hearing(pack)) for pack in (world.pack, second)] == ["open", "open"]
    page = read("sunxiao", "/verdicts/xuchang-2018/XC-01/")
    assert "没有选定以何为准，均有约束力" in page
    assert "未选定" in read("zhanghui", "/policies/precedence/")


def test_what_does_not_prevail_is_judged_marked_and_owed_by_nobody(
    second: Any, world: World, choose: Callable[..., Precedence]
) -> None:
    before = hearing(world.pack)
    choose()
    yields, prevails = hearing(world.pack), hearing(second)
    assert (yields.status, yields.yields_to, desk(yields)) == (before.status, "xuchang-2019", "withdrawn")
    assert (prevails.yields_to, desk(prevails)) == ("", "open")
    turn = Turn.objects.filter(verdict=yields).latest("at")
    assert (turn.before, turn.after, turn.event) == ("not_due", "not_due", "precedence.set")
    page = read("sunxiao", "/verdicts/xuchang-2018/XC-01/")
    assert "为准；本项照常判定、只作显示，不产生待办" in page
    assert "同一规则族已选定以本文件为准" in read("sunxiao", "/verdicts/xuchang-2019/XC-01/")
    assert "》为准</span>" in read("sunxiao", "/verdicts/xuchang-2018/")
    rows = client("sunxiao").get("/api/v1/verdicts?pack=xuchang-2018").json()
    assert {row["yields_to"] for row in rows if row["obligation"] == "XC-01"} == {"xuchang-2019"}


def test_other_families_are_not_touched(second: Any, world: World, choose: Callable[..., Precedence]) -> None:
    choose()
    others = Verdict.objects.filter(pack=world.pack).exclude(obligation__in=("XC-01", "XC-02"))
    assert others.exists()
    assert not others.exclude(yields_to="").exists()


def test_a_time_that_is_still_to_come_or_over_lets_all_bind(
    second: Any, world: World, cast: Cast, choose: Callable[..., Precedence], clock: StandingClock, worker: Worker
) -> None:
    chosen = choose(valid_from=date(2026, 3, 10))
    assert hearing(world.pack).yields_to == ""
    clock.at("2026-03-10 00:01")
    worker()
    assert (hearing(world.pack).yields_to, desk(hearing(world.pack))) == ("xuchang-2019", "withdrawn")
    with pytest.raises(Problem, match="应不早于该日"):
        end_precedence(actor=cast["陈刚"], precedence=chosen, last_day=date(2026, 3, 9), reason="复议")
    with pytest.raises(Problem, match="理由"):
        end_precedence(actor=cast["陈刚"], precedence=chosen, last_day=date(2026, 3, 10), reason=" ")
    ended = end_precedence(actor=cast["陈刚"], precedence=chosen, last_day=date(2026, 3, 10), reason="复议")
    clock.at("2026-03-11 00:01")
    worker()
    assert (hearing(world.pack).yields_to, desk(hearing(world.pack))) == ("", "open")
    with pytest.raises(Problem, match="已于 2026-03-10 终止"):
        end_precedence(actor=cast["陈刚"], precedence=ended, last_day=date(2026, 3, 10), reason="复议")


def test_a_chosen_pack_that_binds_no_more_prevails_over_nothing(
    second: Any, world: World, cast: Cast, choose: Callable[..., Precedence], worker: Worker
) -> None:
    choose()
    withdraw_pack(actor=cast["陈刚"], pack=Pack.objects.get(pk=second.pk), reason="废止")
    worker()
    settle()
    assert (hearing(world.pack).yields_to, desk(hearing(world.pack))) == ("", "open")


def test_the_choice_of_the_nearest_place_holds(second: Any, world: World, choose: Callable[..., Precedence]) -> None:
    choose()
    county = place("411081")
    choose(place=county, pack=world.pack, family="standardisation")
    choose(family="standardisation")
    found = Verdict.objects.filter(pack=world.pack, obligation="XC-09").select_related("party")
    yielding = {each.party.name: each.yields_to for each in found}
    assert yielding["禹州市人民政府"] == ""
    assert yielding["许昌市人民政府"] == "xuchang-2019"
    assert precedence_over(county.path, "standardisation", date(2026, 3, 1)).place_id == county.pk


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"family": "weather"}, "没有代码为“weather”的规则族"),
        ({"family": ""}, "没有代码"),
        ({"family": "phases"}, "无须选定"),
        ({"reason": " "}, "理由"),
    ],
)
def test_what_is_no_choice_is_refused(choose: Callable[..., Precedence], given: dict[str, Any], expected: str) -> None:
    with pytest.raises(Problem, match=expected):
        choose(**given)
    assert not Precedence.objects.exists()


def test_only_a_pack_that_binds_there_is_chosen_and_only_once_a_day(
    second: Any, cast: Cast, choose: Callable[..., Precedence], published: Any, altered: Any
) -> None:
    with pytest.raises(Problem, match="应为下列之一"):
        choose(pack=published(altered("xuchang-2020")))
    choose()
    with pytest.raises(Problem, match="自 2026-03-01 起已有选定"):
        choose(pack=second)
    for name in ("张慧", "赵磊"):
        with pytest.raises(Denied):
            choose(actor=cast[name])
    with pytest.raises(NotVisible):
        choose(place=place("410000"))


def test_a_place_that_one_pack_binds_has_nothing_to_choose(world: World) -> None:
    assert rivals(world.pack.place) == {}
    assert "没有被几份政策包同时约束的地方" in read("zhanghui", "/policies/precedence/")


def client(username: str) -> Client:
    found = Client()
    found.force_login(User.objects.get(username=username))
    return found


def read(username: str, path: str, status: int = 200) -> str:
    response = client(username).get(path)
    assert response.status_code == status
    return str(response.content.decode())


def test_the_page_sets_side_by_side_takes_a_choice_and_its_end(second: Any, worker: Worker) -> None:
    address = f"/policies/precedence/411000/{FAMILY}/"
    page = read("zhanghui", address)
    assert page.count("市委常委会每季度至少听取1次") >= 2
    assert "选定以何为准" not in page
    chen = client("chengang")
    given = {"pack": "xuchang-2019", "reason": "", "valid_from": "2026-03-01"}
    assert chen.post(address, given).status_code == 422
    chosen = chen.post(address, given | {"reason": "后发文件更具体"}, follow=True).content.decode()
    assert "陈刚：后发文件更具体" in chosen
    assert chen.post(address, {"last_day": "2026-02-01", "reason": "复议"}).status_code == 422
    ended = chen.post(address, {"last_day": "2026-03-05", "reason": "复议"}, follow=True).content.decode()
    assert "至 2026-03-05" in ended
    read("chengang", "/policies/precedence/411000/phases/", 404)
    read("chengang", f"/policies/precedence/410000/{FAMILY}/", 404)
    read("sunxiao", address, 403)
