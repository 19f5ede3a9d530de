"""The calendar on the screen: what is off, why, and a deadline worked out before one's eyes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.modules.base.calendars.commands import set_calendar_day
from hongxian.modules.base.calendars.models import CalendarDay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[Actor], Client]
FORM = {"date": "2026-03-06", "working": "off", "name": "台风停工", "basis": "甬政办〔2026〕3号", "reason": "台风"}


def text_of(browser: Client, name: str, *args: object, **query: str) -> str:
    return browser.get(reverse(name, args=args), query).content.decode()


def test_a_year_shows_holidays_make_up_days_and_the_count(browse: Browse, reader: Actor) -> None:
    page = text_of(browse(reader), "calendars:year")
    for word in ("2026 年工作日历", "<b>248</b> 个工作日", "国庆节", "2026-10-10", "2026-02-14"):
        assert word in page
    assert "登记工作日</a>" not in page


def test_an_unpublished_year_says_that_it_is_provisional(browse: Browse, reader: Actor) -> None:
    page = text_of(browse(reader), "calendars:of_year", 2028)
    assert "暂计" in page


@pytest.mark.parametrize("year", [2003, 2029, 99999])
def test_there_is_no_page_outside_the_range(browse: Browse, reader: Actor, year: int) -> None:
    assert browse(reader).get(reverse("calendars:of_year", args=[year])).status_code == 404


def test_entering_a_day_leads_to_its_year_and_marks_it(browse: Browse, keeper: Actor) -> None:
    answer = browse(keeper).post(reverse("calendars:set"), FORM, follow=True)
    page = answer.content.decode()
    assert "已登记：2026-03-06 为非工作日" in page
    assert "甬政办〔2026〕3号" in page
    assert "撤销" in page


def test_what_was_typed_stays_when_refused(browse: Browse, keeper: Actor) -> None:
    answer = browse(keeper).post(reverse("calendars:set"), {**FORM, "date": "2026-10-01"})
    assert answer.status_code == 422
    assert "现已是非工作日" in answer.content.decode()
    assert "甬政办〔2026〕3号" in answer.content.decode()


def test_withdrawing_asks_for_the_reason(browse: Browse, keeper: Actor) -> None:
    row = set_calendar_day(actor=keeper, day=date(2026, 3, 6), working=False, basis="x", reason="y")
    address = reverse("calendars:withdraw", args=[row.pk])
    browser = browse(keeper)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert "已撤销 2026-03-06 的更正" in browser.post(address, {"reason": "误登"}, follow=True).content.decode()


def test_readers_may_not_write(browse: Browse, reader: Actor) -> None:
    assert browse(reader).post(reverse("calendars:set"), FORM).status_code == 403
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("name", ["calendars:year", "calendars:set", "calendars:deadline"])
def test_outsiders_are_refused(browse: Browse, outsider: Actor, name: str) -> None:
    assert browse(outsider).get(reverse(name)).status_code == 403


def test_a_deadline_is_worked_out_step_by_step(browse: Browse, reader: Actor) -> None:
    page = text_of(browse(reader), "calendars:deadline", start="2026-09-29", amount="4", unit="working_day")
    for word in ("2026-10-10", "国庆节放假，不计入", "国庆节调休上班", "开始的当日，不计入"):
        assert word in page


def test_hours_need_the_time_of_day(browse: Browse, reader: Actor) -> None:
    browser = browse(reader)
    page = text_of(browser, "calendars:deadline", start="2026-09-29", amount="24", unit="hour")
    assert "须填写开始时间" in page
    page = text_of(browser, "calendars:deadline", start="2026-09-29", start_time="08:30", amount="24", unit="hour")
    assert "2026-09-30 08:30" in page


def test_a_senseless_amount_is_refused_on_the_form(browse: Browse, reader: Actor) -> None:
    answer = browse(reader).get(
        reverse("calendars:deadline"), {"start": "2026-09-29", "amount": "999999", "unit": "day"}
    )
    assert answer.status_code == 422
