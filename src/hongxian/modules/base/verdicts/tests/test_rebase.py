"""Moved dates: the printed ones stay and are shown; judged and due is by the moved ones."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hongxian.kernel.actor import NOBODY
from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import set_rebase
from hongxian.modules.base.policies.models import Rebase
from hongxian.modules.base.policies.queries.choices import years_moved
from hongxian.modules.base.verdicts.models import Turn, Verdict
from hongxian.modules.base.verdicts.queries import is_back_entry
from hongxian.modules.base.verdicts.replaying import replay
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle

Worker = Callable[[], int]
DUE = "XC-03"
"""The duty list of the leaders: by 2018-12-31, as printed."""


@pytest.fixture
def move(world: World, cast: Cast, worker: Worker) -> Callable[..., Rebase]:
    """Move the dates of the Xuchang pack as Chen Gang; the worker does its work."""
    settle()

    def run(years: int, valid_from: date = date(2026, 3, 1), **more: Any) -> Rebase:
        given = {
            "actor": cast["陈刚"],
            "pack": world.pack,
            "place": world.pack.place,
            "reason": "本轮行动沿用原方案",
            "basis": "许安〔2026〕1号",
        } | more
        done = set_rebase(years=years, valid_from=valid_from, **given)
        worker()
        return done

    return run


def listed() -> Verdict:
    return Verdict.objects.get(obligation=DUE)


def test_the_moved_date_is_judged_by_and_shown_beside_the_printed_one(move: Callable[..., Rebase]) -> None:
    assert listed().status == "not_met"
    assert duty_from(f"verdict:{listed().pk}").due_on == date(2018, 12, 31)
    move(8)
    moved = listed()
    assert (moved.status, moved.years_moved, moved.next_change_on) == ("not_due", 8, date(2027, 1, 1))
    duty = duty_from(f"verdict:{moved.pk}")
    assert (duty.state, duty.due_on) == ("open", date(2026, 12, 31))
    assert any("2026-12-31（原文2018-12-31）" in step for step in duty.calculation)
    turn = Turn.objects.filter(verdict=moved).latest("at")
    assert (turn.before, turn.after, turn.event) == ("not_met", "not_due", "rebase.set")
    page = read("zhanghui", f"/verdicts/xuchang-2018/{DUE}/")
    assert "文本印出的期限 2018-12-31；许昌市移动 8 年，现为 2026-12-31" in page
    assert replay(NOBODY, moved).agrees


def test_it_can_be_taken_back_and_has_a_history(
    move: Callable[..., Rebase], world: World, clock: StandingClock
) -> None:
    move(8)
    with pytest.raises(Problem, match="自 2026-03-01 起已有移动日期的设定"):
        move(9)
    with pytest.raises(Problem, match="没有变化"):
        move(8, date(2026, 3, 4))
    move(0, date(2026, 3, 4))
    assert listed().status == "not_met"
    here = world.pack.place
    assert [years_moved(world.pack, here, date(2026, 3, day)) for day in (1, 3, 4)] == [8, 8, 0]
    assert years_moved(world.pack, here, date(2026, 2, 28)) == 0


def test_a_document_of_the_moved_year_is_no_back_entry(move: Callable[..., Rebase], world: World) -> None:
    committee = world.parties["市委"]
    assert is_back_entry(committee, "document", date(2018, 6, 1))
    before = is_back_entry(committee, "document", date(2026, 3, 1))
    move(8)
    assert is_back_entry(committee, "document", date(2026, 3, 1)) == before


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"years": 0}, "没有变化"),
        ({"years": 51}, "不超过 50"),
        ({"years": 8, "reason": " "}, "为何移动日期"),
        ({"years": 8, "basis": ""}, "依据的文件"),
        ({"years": 8, "place": "411081"}, "没有启用该政策包"),
    ],
)
def test_what_cannot_be_moved_is_refused(move: Callable[..., Rebase], given: dict[str, Any], expected: str) -> None:
    if "place" in given:
        given = given | {"place": place(str(given["place"]))}
    with pytest.raises(Problem, match=expected):
        move(**given)
    assert not Rebase.objects.exists()


def test_only_who_may_moves_dates_and_only_at_home(move: Callable[..., Rebase], cast: Cast) -> None:
    for name in ("张慧", "赵磊"):
        with pytest.raises(Denied):
            move(8, actor=cast[name])
    with pytest.raises(NotVisible):
        move(8, place=place("410000"))


def read(username: str, path: str, status: int = 200) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    response = client.get(path)
    assert response.status_code == status
    return str(response.content.decode())


def test_the_page_shows_both_dates_and_sets_them(world: World) -> None:
    settle()
    address = "/policies/xuchang-2018/rebase/"
    page = read("zhanghui", address)
    assert "没有移动日期" in page
    assert "2018-12-31" in page
    assert "保存" not in page
    chen = Client()
    chen.force_login(User.objects.get(username="chengang"))
    given = {"years": "8", "basis": "许安〔2026〕1号", "reason": "", "valid_from": "2026-03-01"}
    assert chen.post(address, given).status_code == 422
    done = chen.post(address, given | {"reason": "沿用原方案"}, follow=True).content.decode()
    assert "移动 8 年" in done
    assert "2026-12-31" in done
    assert "陈刚：沿用原方案" in done
    read("sunxiao", address, 403)
    read("zhaolei", address, 403)
