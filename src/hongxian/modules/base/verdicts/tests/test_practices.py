"""Reported practices bind only where they were adopted; some bind a part of the place, some only encourage."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import adopt_practice, end_practice
from hongxian.modules.base.policies.models import Practice
from hongxian.modules.base.verdicts.models import Turn, Verdict
from hongxian.modules.base.verdicts.panels import live_panels
from hongxian.modules.base.verdicts.queries import latest_verdicts
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle

Worker = Callable[[], int]
YUZHOU = "411081"


@pytest.fixture
def adopt(second: Any, cast: Cast, worker: Worker) -> Callable[..., Practice]:
    """Adopt the practice for Yuzhou as Chen Gang; the worker does its work."""

    def run(**more: Any) -> Practice:
        given = {
            "actor": cast["陈刚"],
            "pack": second,
            "place": place(YUZHOU),
            "obligation": "XC-13",
            "document": "禹政办〔2026〕1号",
            "issued_on": date(2026, 2, 27),
            "valid_from": date(2026, 3, 1),
        } | more
        done = adopt_practice(**given)
        worker()
        return done

    return run


def judged(pack: Any, obligation: str = "XC-13", **more: Any) -> list[str]:
    rows = Verdict.objects.filter(pack=pack, obligation=obligation, **more).select_related("party")
    return sorted(each.party.name for each in rows)


def test_a_practice_is_judged_only_where_it_was_adopted(second: Any, adopt: Callable[..., Practice]) -> None:
    assert judged(second) == []
    settle()
    assert judged(second) == []
    adopt()
    assert judged(second) == ["禹州市人民政府"]
    turn = Turn.objects.get(verdict__pack=second, verdict__obligation="XC-13")
    assert (turn.before, turn.event) == ("", "practice.adopt")


def test_it_binds_what_lies_below_the_place_too(second: Any, adopt: Callable[..., Practice]) -> None:
    adopt(place=place("411000"))
    assert len(judged(second)) == 7


def test_one_to_come_binds_from_its_day(
    second: Any, adopt: Callable[..., Practice], clock: StandingClock, worker: Worker
) -> None:
    adopt(valid_from=date(2026, 3, 10))
    assert judged(second) == []
    clock.at("2026-03-10 00:01")
    worker()
    assert judged(second) == ["禹州市人民政府"]


def test_once_ended_it_is_judged_no_more_and_what_was_judged_stays(
    second: Any, cast: Cast, adopt: Callable[..., Practice], clock: StandingClock, worker: Worker
) -> None:
    practice = adopt()
    Verdict.objects.filter(pack=second, obligation="XC-13").update(status="not_met")
    verdict = Verdict.objects.get(pack=second, obligation="XC-13")
    end = {"practice": practice, "document": "禹政办〔2026〕5号", "issued_on": date(2026, 3, 5)}
    with pytest.raises(Problem, match="应不早于该日"):
        end_practice(actor=cast["陈刚"], last_day=date(2026, 2, 28), **end)
    ended = end_practice(actor=cast["陈刚"], last_day=date(2026, 3, 9), **end)
    worker()
    verdict.refresh_from_db()
    assert verdict.lapsed_at is None
    clock.at("2026-03-10 00:01")
    worker()
    verdict.refresh_from_db()
    assert verdict.lapsed_at is not None
    assert not latest_verdicts(cast["赵磊"], second).filter(obligation="XC-13").exists()
    assert live_panels(cast["张慧"], [verdict], AsOf(date(2026, 3, 9)))
    assert not live_panels(cast["张慧"], [verdict])
    with pytest.raises(Problem, match="已于 2026-03-09 终止"):
        end_practice(actor=cast["陈刚"], last_day=date(2026, 3, 9), **(end | {"practice": ended}))
    page = read("zhaolei", f"/verdicts/{verdict.pk}/")
    assert "不再判定" in page
    assert "因“终止采用”" in page


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"obligation": "XC-01"}, "没有编号为“XC-01”"),
        ({"obligation": "XC-99"}, "没有编号为“XC-99”"),
        ({"document": " "}, "依据的文件"),
        ({"issued_on": date(2026, 3, 6)}, "晚于今天"),
        ({"valid_from": date(2025, 12, 31)}, "没有约束力"),
    ],
)
def test_what_cannot_be_adopted_is_refused(
    adopt: Callable[..., Practice], given: dict[str, Any], expected: str
) -> None:
    with pytest.raises(Problem, match=expected):
        adopt(**given)
    assert not Practice.objects.exists()


def test_nobody_adopts_twice_nor_without_authority(cast: Cast, adopt: Callable[..., Practice]) -> None:
    adopt()
    with pytest.raises(Problem, match="禹州市已自 2026-03-01 起采用"):
        adopt(valid_from=date(2026, 3, 5))
    for name in ("张慧", "赵磊"):
        with pytest.raises(Denied):
            adopt(actor=cast[name])
    with pytest.raises(NotVisible):
        adopt(place=place("410000"))


def test_an_obligation_of_one_place_binds_nobody_else(second: Any, world: World) -> None:
    assert judged(second, "XC-08") == ["禹州市人民政府"]
    assert len(judged(world.pack, "XC-08")) == 7


def test_an_encouragement_is_judged_and_owed_by_nobody(second: Any, world: World) -> None:
    def duties(pack: Any) -> int:
        keys = [str(key) for key in Verdict.objects.filter(pack=pack, obligation="XC-06").values_list("pk", flat=True)]
        return Duty.objects.filter(subject_key__in=keys).count()

    assert list(Verdict.objects.filter(obligation="XC-06").values_list("status", flat=True)) == ["not_met"] * 2
    assert (duties(world.pack), duties(second)) == (1, 0)


def read(username: str, path: str, status: int = 200) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_the_pages_lead_from_the_pack_to_the_end_of_a_practice(second: Any, worker: Worker) -> None:
    assert "报告的做法" in read("chengang", "/policies/xuchang-2019/")
    address = "/policies/xuchang-2019/practices/"
    assert "无地方采用" in read("chengang", address)
    assert "没有地方采用这项做法" in read("chengang", "/verdicts/xuchang-2019/XC-13/")
    chen = Client()
    chen.force_login(User.objects.get(username="chengang"))
    given = {
        "obligation": "XC-13",
        "place": YUZHOU,
        "document": "",
        "issued_on": "2026-02-27",
        "valid_from": "2026-03-01",
    }
    assert chen.post(address, given).status_code == 422
    adopted = chen.post(address, given | {"document": "禹政办〔2026〕1号"}, follow=True).content.decode()
    assert "禹政办〔2026〕1号" in adopted
    worker()
    assert "禹州市人民政府" in read("chengang", "/verdicts/xuchang-2019/XC-13/")
    one = f"/policies/practices/{Practice.objects.get().pk}/"
    assert "终止采用" in read("chengang", one)
    assert "终止采用" not in read("zhanghui", one)
    ended = {"document": "禹政办〔2026〕5号", "issued_on": "2026-03-05", "last_day": "2026-03-05"}
    assert chen.post(one, ended | {"last_day": "2026-02-01"}).status_code == 422
    assert "至 2026-03-05" in chen.post(one, ended, follow=True).content.decode()
    read("sunxiao", address, 403)


def test_what_binds_where_and_how_is_said_on_the_page(second: Any) -> None:
    assert "只约束禹州市及其所辖" in read("chengang", "/verdicts/xuchang-2019/XC-08/")
    assert "未做到只提示，不产生待办" in read("chengang", "/verdicts/xuchang-2019/XC-06/")
