"""A published value that was doubtful turns what rests on it as soon as a person confirms it, and when taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hongxian.modules.base.national.commands import confirm_national_value, withdraw_national_confirmation
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle


def rests_on() -> set[bool]:
    """Whether the verdicts of XC-34 know the period of the double report."""
    return {"double_report_period" in each.parameters for each in Verdict.objects.filter(obligation="XC-34")}


def test_confirming_and_taking_back_are_judged_at_once(world: World, cast: Cast, worker: Callable[[], int]) -> None:
    settle()
    assert rests_on() == {False}
    said = {"key": "hidden_danger_return_interval", "valid_from": date(2025, 12, 1), "basis": "核对原文第十四条"}
    confirmed = confirm_national_value(actor=cast["陈刚"], place=place("411000"), **said)
    worker()
    assert rests_on() == {True}
    withdraw_national_confirmation(actor=cast["陈刚"], national_confirmation=confirmed, reason="核对有误")
    worker()
    assert rests_on() == {False}
