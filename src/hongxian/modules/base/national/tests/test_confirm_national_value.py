"""What was not read in the text waits until a named person confirms it for a place; then it decides there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from hongxian.kernel.clock import today
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.national.commands import confirm_national_value, withdraw_national_confirmation
from hongxian.modules.base.national.models import NationalConfirmation
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.queries import values_at
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World

DAY = date(2025, 12, 1)
KEY = "hidden_danger_return_interval"
GIVEN = {"key": KEY, "valid_from": DAY, "basis": "核对原文第十四条"}


def double_report_period(world: World) -> object:
    return values_at(world.pack, place("411000"), today()).get("double_report_period")


def test_a_value_read_in_the_text_decides_by_itself(world: World) -> None:
    assert values_at(world.pack, place("411000"), today())["drill_period"] == "P1Y"


def test_a_doubtful_one_decides_from_its_confirmation_until_it_is_taken_back(world: World, cast: Cast) -> None:
    assert double_report_period(world) is None
    confirmed = confirm_national_value(actor=cast["陈刚"], place=place("411000"), **GIVEN)
    assert double_report_period(world) == "P3M"
    withdraw_national_confirmation(actor=cast["陈刚"], national_confirmation=confirmed, reason="核对有误")
    assert double_report_period(world) is None
    assert NationalConfirmation.objects.count() == 2, "the confirmation stays on record"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "drill_interval"}, "已核对原文，不需要确认"),
        ({"key": "no_such_value"}, "没有有效的版本"),
        ({"basis": " "}, "请写明核对的依据"),
        ({"valid_from": date(2099, 1, 1)}, "还没有到"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(world: World, cast: Cast, changes: dict[str, object], words: str) -> None:
    with pytest.raises(Problem, match=words):
        confirm_national_value(actor=cast["陈刚"], place=place("411000"), **{**GIVEN, **changes})  # type: ignore[arg-type]
    assert not NationalConfirmation.objects.exists()


def test_once_is_enough_and_only_who_may_may(world: World, cast: Cast) -> None:
    confirm_national_value(actor=cast["陈刚"], place=place("411000"), **GIVEN)
    with pytest.raises(Problem, match="已经确认"):
        confirm_national_value(actor=cast["陈刚"], place=place("411000"), **GIVEN)
    with pytest.raises(Denied):
        confirm_national_value(actor=cast["张慧"], place=place("411000"), **GIVEN)
    with pytest.raises(NotVisible):
        confirm_national_value(actor=cast["陈刚"], place=place("410000"), **GIVEN)


def test_it_is_confirmed_and_taken_back_on_its_page(world: World) -> None:
    client = Client()
    client.force_login(User.objects.get(username="chengang"))
    page = client.get(f"/national/{KEY}/").content.decode()
    assert "待核实" in page
    answer = client.post(
        f"/national/{KEY}/", {"place": "411000", "valid_from": "2025-12-01", "basis": "核对原文"}, follow=True
    )
    assert "核对原文" in answer.content.decode()
    row = NationalConfirmation.objects.get()
    client.post(f"/national/confirmations/{row.pk}/withdraw/", {"reason": "有误"})
    assert "还没有地区确认" in client.get(f"/national/{KEY}/").content.decode()
    assert "≥ 30" in client.get("/national/accident_grade/").content.decode()
