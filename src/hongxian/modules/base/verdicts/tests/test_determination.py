"""Determinations: one signs, another confirms; they stand beside the verdict and are never counted as one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from hongxian.kernel.actor import Scope
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.verdicts.commands import (
    confirm_determination,
    refuse_determination,
    sign_determination,
    withdraw_determination,
)
from hongxian.modules.base.verdicts.models import Determination, Verdict
from hongxian.modules.base.verdicts.queries import determinations_of, status_counts
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle

BADGE = "人工认定：未落实"
START = date(2026, 3, 1)
Sign = Callable[..., Determination]


@pytest.fixture
def county(world: World) -> Verdict:
    """A verdict about the government of Yuzhou that cannot be judged."""
    settle()
    return Verdict.objects.get(obligation="XC-07", party__name="禹州市人民政府")


@pytest.fixture
def sign(county: Verdict, cast: Cast) -> Sign:
    """Sign a view as Zhang Hui, with whatever is given otherwise."""

    def run(**more: object) -> Determination:
        given = {
            "actor": cast["张慧"],
            "verdict": county,
            "status": "not_met",
            "reason": "实地抽查12家企业，9家没有岗位安全责任制。",
            "basis": "抽查记录〔2026〕3号",
            "valid_from": START,
        } | more
        return sign_determination(**given)

    return run


def beside(verdict: Verdict, *when: object) -> str | None:
    found = determinations_of([verdict], *when).get(verdict.pk)
    return found.status if found else None


def test_it_counts_once_a_second_person_confirms_and_changes_no_verdict(
    county: Verdict, cast: Cast, sign: Sign
) -> None:
    before = Verdict.objects.filter(pk=county.pk).values().get()
    figures = status_counts(cast["张慧"])
    signed = sign()
    assert (signed.state, signed.machine_status, beside(county)) == ("signed", "undecidable", None)
    done = confirm_determination(actor=cast["陈刚"], determination=signed)
    assert (done.state, done.confirmed_by_name, beside(county)) == ("confirmed", "陈刚", "not_met")
    assert Verdict.objects.filter(pk=county.pk).values().get() == before
    assert status_counts(cast["张慧"]) == figures
    assert [each.entry.event for each in timeline(done)] == ["determination.confirm", "determination.sign"]
    assert [str(finding) for finding in verify()] == []


def test_nobody_confirms_or_refuses_what_they_signed(cast: Cast, sign: Sign) -> None:
    signed = sign()
    zhang = cast["张慧"]
    both = {name: (Scope(),) for name in ("determination.confirm", "determination.refuse")}
    able = replace(zhang, grants={**zhang.grants, **both})
    with pytest.raises(Problem, match="该认定由张慧签署，须由另一人复核"):
        confirm_determination(actor=able, determination=signed)
    with pytest.raises(Problem, match="须由另一人复核"):
        refuse_determination(actor=able, determination=signed, reason="不妥")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": "late"}, "收到的是“late”"),
        ({"reason": " "}, "须写明理由"),
        ({"basis": ""}, "须写明依据"),
        ({"valid_to": date(2026, 2, 28)}, "终止日期 2026-02-28 早于起始日期 2026-03-01"),
    ],
)
def test_what_is_missing_or_impossible_is_refused(sign: Sign, given: dict[str, object], expected: str) -> None:
    with pytest.raises(Problem, match=expected):
        sign(**given)
    assert not Determination.objects.exists()


def test_two_never_cover_one_day(cast: Cast, sign: Sign) -> None:
    first = sign(valid_to=date(2026, 3, 31))
    with pytest.raises(Problem, match="待复核"):
        sign(valid_from=date(2027, 1, 1))
    confirm_determination(actor=cast["陈刚"], determination=first)
    with pytest.raises(Problem, match="已复核"):
        sign(valid_from=date(2026, 3, 31))
    with pytest.raises(Problem, match="已复核"):
        sign(valid_from=date(2026, 1, 1), valid_to=date(2026, 3, 1))
    assert sign(valid_from=date(2026, 4, 1)).state == "signed"


def test_it_holds_on_its_days_and_as_it_was_known(
    county: Verdict, cast: Cast, clock: StandingClock, sign: Sign
) -> None:
    done = confirm_determination(actor=cast["陈刚"], determination=sign(valid_to=date(2026, 3, 31)))
    assert [beside(county, day) for day in (date(2026, 2, 28), START, date(2026, 3, 31), date(2026, 4, 1))] == [
        None,
        "not_met",
        "not_met",
        None,
    ]
    clock.at("2026-03-20 09:00")
    withdraw_determination(actor=cast["张慧"], determination=done, reason="抽查对象有误")
    assert beside(county, date(2026, 3, 10)) is None
    assert beside(county, date(2026, 3, 10), datetime(2026, 3, 19, tzinfo=LOCAL)) == "not_met"
    assert beside(county, date(2026, 3, 10), datetime(2026, 3, 5, 8, tzinfo=LOCAL)) is None


def test_it_is_taken_back_or_refused_only_with_a_reason(cast: Cast, sign: Sign) -> None:
    signed = sign()
    with pytest.raises(Problem, match="理由"):
        withdraw_determination(actor=cast["张慧"], determination=signed, reason=" ")
    with pytest.raises(Problem, match="理由"):
        refuse_determination(actor=cast["陈刚"], determination=signed, reason="")
    assert refuse_determination(actor=cast["陈刚"], determination=signed, reason="依据不足").state == "refused"
    with pytest.raises(Problem, match="已退回"):
        confirm_determination(actor=cast["陈刚"], determination=signed)


def test_others_neither_sign_nor_confirm(county: Verdict, cast: Cast, sign: Sign) -> None:
    for name in ("孙晓", "赵磊", "陈刚", "刘洋"):
        with pytest.raises(Denied):
            sign(actor=cast[name])
    zhang = cast["张慧"]
    elsewhere = replace(zhang, grants={**zhang.grants, "determination.sign": (Scope(path="410000/411000/411082/"),)})
    with pytest.raises(NotVisible):
        sign(actor=elsewhere)
    signed = sign()
    with pytest.raises(Denied):
        confirm_determination(actor=cast["赵磊"], determination=signed)


def test_the_badge_stands_wherever_the_verdict_is_shown(county: Verdict, cast: Cast, sign: Sign) -> None:
    confirm_determination(actor=cast["陈刚"], determination=sign())
    zhao = Client()
    zhao.force_login(User.objects.get(username="zhaolei"))
    for path in (
        "/verdicts/xuchang-2018/",
        "/verdicts/xuchang-2018/XC-07/",
        f"/verdicts/{county.pk}/",
        f"/verdicts/{county.pk}/replay/",
        "/verdicts/xuchang-2018/?valid_on=2026-03-04",
    ):
        assert BADGE in zhao.get(path).content.decode(), path
    assert BADGE not in zhao.get("/verdicts/xuchang-2018/?valid_on=2026-02-27").content.decode()
    rows = {row["id"]: row for row in zhao.get("/api/v1/verdicts").json()}
    assert (rows[str(county.pk)]["status"], rows[str(county.pk)]["determination"]) == ("undecidable", "not_met")
    out = StringIO()
    call_command("verdicts", "--pack", "xuchang-2018", "--place", "411000", "--format", "json", stdout=out)
    signed = [row for row in map(json.loads, out.getvalue().splitlines()) if row["determination"]]
    assert [(row["obligation"], row["party"], row["status"]) for row in signed] == [
        ("XC-07", "禹州市人民政府", "undecidable")
    ]


def test_the_pages_lead_from_signing_to_withdrawal(county: Verdict, cast: Cast) -> None:
    zhang, chen, zhao = Client(), Client(), Client()
    for client, username in ((zhang, "zhanghui"), (chen, "chengang"), (zhao, "zhaolei")):
        client.force_login(User.objects.get(username=username))
    address = f"/verdicts/{county.pk}/determine/"
    given = {"status": "not_met", "reason": "抽查不合格。", "basis": "", "valid_from": "2026-03-01"}
    assert zhang.post(address, given).status_code == 422
    assert zhao.get(address).status_code == 404
    signed = zhang.post(address, given | {"basis": "记录3号"}, follow=True).content.decode()
    assert "须由签署人以外的人复核" in signed
    one = f"/verdicts/determinations/{Determination.objects.get().pk}/"
    assert "复核署名并永久留存" in chen.get(one).content.decode()
    assert chen.post(f"{one}nothing/").status_code == 404
    confirmed = chen.post(f"{one}confirm/", follow=True).content.decode()
    assert "不计入判定的统计" in confirmed
    assert chen.post(f"{one}withdraw/", {"reason": ""}).status_code == 422
    assert "已撤回" in chen.post(f"{one}withdraw/", {"reason": "依据有误"}, follow=True).content.decode()
    assert "禹州市人民政府" in zhao.get("/verdicts/determinations/").content.decode()
    assert zhao.post(f"{one}confirm/").status_code == 403
