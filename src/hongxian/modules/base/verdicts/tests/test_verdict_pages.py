"""The pages of verdicts say what the judge found, word for word, and only to whom it may be shown."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client

from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.portal.demo.world import World, settle
from hongxian.modules.responsibility.meetings.commands import Extract, Item, record_meeting

CLAUSE = "市委常委会每季度至少听取1次安全生产工作汇报，及时研究解决安全生产工作中的重大问题。"


@pytest.fixture
def read(world: World) -> Callable[..., str]:
    """What somebody of the cast reads on a page, with the status expected."""
    settle()

    def run(name: str, path: str, status: int = 200) -> str:
        client = Client()
        client.force_login(User.objects.get(username=_username(name)))
        response = client.get(path)
        assert response.status_code == status
        return str(response.content.decode())

    return run


def _username(name: str) -> str:
    return next(str(each["username"]) for each in plan("cast") if each["name"] == name)


@pytest.fixture
def waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An obligation as packs write it whose register is not kept yet, of bodies that the world does not have."""
    obligations = content_of(world.pack).obligations
    written = obligations["XC-23"]
    entry = written.entry.model_copy(update={"parts": (), "needs": written.needs, "waits": "等待“人大政协监督”台账。"})
    monkeypatch.setitem(obligations, "XC-23", replace(written, entry=entry, parts=()))  # type: ignore[arg-type]


@pytest.mark.usefixtures("waiting")
def test_the_pack_shows_every_article_and_what_follows_from_it(read: Callable[..., str]) -> None:
    page = read("张慧", "/verdicts/xuchang-2018/")
    for words in (
        "（一）加强对安全生产工作的领导",
        "（二十五）完善安全生产惩戒和激励制度",
        CLAUSE,
        "XC-66",
        "等待台账",
    ):
        assert words in page


def test_the_obligation_quotes_the_clause_and_tells_whose_duty_it_is(read: Callable[..., str]) -> None:
    page = read("孙晓", "/verdicts/xuchang-2018/XC-01/")
    for words in (
        CLAUSE,
        "原文第 14 行",
        "2026年第一季度",
        "未到期",
        "许昌市委常委会",
        "2026-04-01",
        "期限 2026-03-31",
    ):
        assert words in page


def test_rows_that_do_not_count_are_shown_with_the_reason(
    read: Callable[..., str], world: World, cast: object, worker: Callable[[], int]
) -> None:
    record_meeting(
        actor=cast["孙晓"],  # type: ignore[index]
        body=world.parties["市委常委会"],
        held_on=date(2026, 3, 4),
        title="常委会",
        items=[Item("convey_study", "传达上级会议精神", extract=Extract("1号", "市委办", "传达学习。"))],
    )
    worker()
    page = read("孙晓", "/verdicts/xuchang-2018/XC-01/")
    assert "传达上级会议精神" in page
    assert "“议题类型”为“传达学习”，要求为“听取汇报”" in page


def test_rows_lead_to_the_pages_on_which_they_stand(read: Callable[..., str], world: World) -> None:
    found = Verdict.objects.get(obligation="XC-33", party=world.parties["市政府"], lapsed_at=None)
    page = read("张慧", f"/verdicts/{found.pk}/")
    addresses = re.findall(r'<li><span><a href="([^"]+)">', page)
    assert f"/parties/{world.parties['市应急管理局'].pk}/" in addresses
    for each in addresses:
        read("张慧", each)


@pytest.mark.usefixtures("waiting")
def test_a_waiting_obligation_says_what_it_waits_for(read: Callable[..., str]) -> None:
    page = read("张慧", "/verdicts/xuchang-2018/XC-23/")
    assert "无法判定" in page
    assert "等待“人大政协监督”台账" in page


def test_what_is_missing_is_named(read: Callable[..., str]) -> None:
    assert "企业岗位安全责任" in read("张慧", "/verdicts/xuchang-2018/XC-07/")
    assert "安委办本单位在岗人员标准" in read("张慧", "/verdicts/xuchang-2018/XC-05/")


def test_what_is_missing_leads_to_where_it_can_be_supplied(read: Callable[..., str]) -> None:
    """A register never opened, a parameter never set: whoever may is led there, others read what is missing."""
    address = "/verdicts/xuchang-2018/XC-53/"
    page = read("张慧", address)
    assert "启用台账</a>" in page
    assert 'href="/records/of/discipline_measure/?place=411000#open"' in page
    assert 'href="/policies/parameters/xuchang-2018/impact_period_length/">设定参数' in page
    page = read("陈刚", address)
    assert "启用台账</a>" not in page
    assert 'href="/records/of/discipline_measure/">查看台账' in page
    assert ">查看参数" in page
    assert "/records/of/" not in read("王静", address)


def test_an_earlier_day_is_judged_as_it_was(read: Callable[..., str]) -> None:
    page = read("孙晓", "/verdicts/xuchang-2018/XC-01/?valid_on=2026-02-01&known_on=2026-02-01")
    assert "以下为 2026-02-01 的情形" in page
    assert "且只依据当时已录入的记录" in page


def test_the_text_is_for_everybody_the_verdicts_are_not(read: Callable[..., str]) -> None:
    page = read("赵磊", "/verdicts/xuchang-2018/XC-01/")
    assert CLAUSE in page
    assert "在您的管辖范围内没有这项义务的判定" in page
    assert "第一季度" not in page


def test_nothing_stands_at_an_unknown_address(read: Callable[..., str]) -> None:
    read("张慧", "/verdicts/nowhere-2018/", 404)
    read("张慧", "/verdicts/xuchang-2018/XC-99/", 404)


def test_how_matters_stand_is_for_who_may_see_verdicts(read: Callable[..., str]) -> None:
    assert "无法判定" in read("张慧", "/verdicts/")
    read("刘洋", "/verdicts/", 403)


@pytest.mark.parametrize("who", ["张慧", "赵磊"])
def test_every_figure_leads_to_exactly_the_verdicts_that_it_counts(read: Callable[..., str], who: str) -> None:
    """On the first page and on the list of policies, for the city and for a county."""
    figures = [
        (unescape(address), int(number))
        for page in ("/", "/verdicts/")
        for address, number in re.findall(r'href="(/verdicts/all/\?[^"]+)"><b>(\d+)</b>', read(who, page))
    ]
    assert len(figures) >= 7
    assert any(number for _, number in figures)
    for address, number in figures:
        assert f"共 {number} 条" in read(who, address), address


def test_the_whole_pack_is_judged_for_another_day_when_asked(read: Callable[..., str]) -> None:
    page = read("孙晓", "/verdicts/xuchang-2018/?valid_on=2026-04-02&known_on=2026-04-02")
    assert "以下为 2026-04-02 的情形" in page
    assert "未落实" in page.split("（一）加强对安全生产工作的领导")[-1].split("（二）")[0]
    refused = read("孙晓", "/verdicts/xuchang-2018/?valid_on=someday")
    assert "以下为" not in refused
