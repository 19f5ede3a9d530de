"""Time limits as the law counts them, each with the steps a reader can follow."""

from datetime import UTC, date, datetime

import pytest

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.clock.calendar import Calendar, DayRule
from hongxian.kernel.clock.deadline import Pause, deadline

CALENDAR = Calendar()


def due(start: str, amount: int, unit: str, **more: object) -> str:
    return str(deadline(date.fromisoformat(start), amount, unit, calendar=CALENDAR, **more).due)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("2026-03-02", 2, "2026-03-04"),  # 行政处罚法 85：二日、三日、五日、七日指工作日
        ("2026-03-05", 3, "2026-03-10"),  # 行政处罚法 48：三日内撤回公开的处罚决定
        ("2026-09-29", 5, "2026-10-12"),  # 行政处罚法 64：五日内提出听证，跨国庆，10 月 10 日调休上班
        ("2026-04-30", 7, "2026-05-13"),  # 安全生产法 78：七个工作日内公示处罚，跨劳动节，5 月 9 日上班
        ("2026-02-13", 5, "2026-02-27"),  # 应急预案办法 28：五个工作日内核对备案材料，跨春节，2 月 14 日上班
        ("2026-06-01", 20, "2026-06-30"),  # 应急预案办法 26：公布之日起 20 个工作日内备案，跨端午
        ("2025-12-25", 45, "2026-03-05"),  # 危险化学品生产许可：45 个工作日内决定，跨元旦、春节，三个调休日上班
        ("2023-09-28", 1, "2023-10-07"),  # 中秋国庆连休后第一个上班日是周六
        ("2024-02-09", 1, "2024-02-18"),  # 春节后调休上班的周日
    ],
)
def test_working_days_given_by_law(start: str, amount: int, expected: str) -> None:
    assert due(start, amount, "working_day") == expected


def test_extension_is_asked_fifteen_working_days_before_expiry() -> None:
    """挂牌督办延期：期满 15 个工作日前提出。"""
    before = deadline(date(2026, 10, 31), -15, "working_day", calendar=CALENDAR)
    assert before.due == date(2026, 10, 12)
    assert before.summary == "2026-10-31 前 15 个工作日，即不迟于 2026-10-12。"
    assert due("2026-10-15", -15, "working_day") == "2026-09-18"  # 跨国庆、中秋，两个调休日计入


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-03-05", 60, "day", "2026-05-04"),  # 行政复议法 20：六十日
        ("2026-03-05", 6, "month", "2026-09-05"),  # 行政诉讼法 46：六个月
        ("2024-01-31", 1, "month", "2024-02-29"),  # 民法典 202：没有对应日的，月末日
        ("2023-01-31", 1, "month", "2023-02-28"),
        ("2026-08-31", 6, "month", "2027-02-28"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2024-02-29", 4, "year", "2028-02-29"),
        ("2026-03-05", 2, "year", "2028-03-05"),  # 行政处罚法 36：二年
        ("2026-03-05", 5, "year", "2031-03-05"),  # 行政处罚法 36：五年
        ("2026-11-30", 3, "month", "2027-02-28"),
        ("2026-03-31", -1, "month", "2026-02-28"),
        ("2028-12-15", -3, "month", "2028-09-15"),  # 许可证有效期满 3 个月前
        ("2024-02-28", 1, "day", "2024-02-29"),
        ("2026-12-31", 1, "day", "2027-01-01"),
        ("2026-03-05", 0, "day", "2026-03-05"),
    ],
)
def test_days_months_and_years(start: str, amount: int, unit: str, expected: str) -> None:
    assert due(start, amount, unit) == expected


def test_the_start_counts_only_when_said_so() -> None:
    assert due("2026-03-02", 5, "day", count_start_day=True) == "2026-03-06"
    assert due("2026-03-02", 1, "working_day", count_start_day=True) == "2026-03-02"
    assert due("2026-03-07", 1, "working_day", count_start_day=True) == "2026-03-09"
    assert due("2026-03-02", 1, "month", count_start_day=True) == "2026-04-01"
    assert due("2026-03-01", 1, "year", count_start_day=True) == "2027-02-28"


def test_a_last_day_that_is_a_holiday_moves_behind_it() -> None:
    """民法典 203。"""
    moved = deadline(date(2026, 9, 1), 1, "month", calendar=CALENDAR, roll_to_working_day=True)
    assert moved.due == date(2026, 10, 8)
    assert "最后一日 2026-10-01 不是工作日" in moved.steps[-1].text
    assert due("2026-09-01", 1, "month") == "2026-10-01"
    assert due("2026-09-11", 9, "day", roll_to_working_day=True) == "2026-09-20"  # 周日，但调休上班，不顺延


def test_counting_back_rolls_to_the_safe_side() -> None:
    assert due("2026-11-07", -1, "month", roll_to_working_day=True) == "2026-09-30"


def test_hours_run_by_the_hour_through_nights_and_holidays() -> None:
    start = datetime(2026, 9, 30, 16, 30, tzinfo=LOCAL)
    limit = deadline(start, 24, "hour", calendar=CALENDAR, roll_to_working_day=True)
    assert limit.due == datetime(2026, 10, 1, 16, 30, tzinfo=LOCAL)
    assert limit.due_on == date(2026, 10, 1)
    assert limit.summary == "自 2026-09-30 16:30 起 24 小时，至 2026-10-01 16:30 届满。"
    assert deadline(start, -1, "hour", calendar=CALENDAR).due == datetime(2026, 9, 30, 15, 30, tzinfo=LOCAL)


def test_hours_of_a_pause_do_not_run() -> None:
    start = datetime(2026, 3, 5, 12, tzinfo=LOCAL)
    pauses = (
        Pause(date(2026, 3, 6), date(2026, 3, 6), "鉴定"),
        Pause(date(2026, 3, 1), date(2026, 3, 4), "补正"),
        Pause(date(2026, 3, 20), date(2026, 3, 21), "听证"),
    )
    limit = deadline(start, 24, "hour", calendar=CALENDAR, pauses=pauses)
    assert limit.due == datetime(2026, 3, 7, 12, tzinfo=LOCAL)
    assert [step.reason for step in limit.steps] == ["running", "paused", "running"]


def test_a_moment_begins_on_its_local_day() -> None:
    late = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)  # 01:00 on the fifth, local time
    assert deadline(late, 1, "day", calendar=CALENDAR).due == date(2026, 3, 6)


def test_paused_days_do_not_count() -> None:
    """鉴定、听证、专家评审所需时间不计入办理期限。"""
    pause = Pause(date(2026, 3, 9), date(2026, 3, 11), "鉴定")
    assert due("2026-03-05", 5, "working_day", pauses=[pause]) == "2026-03-17"
    assert due("2026-03-05", 5, "day", pauses=[pause]) == "2026-03-13"
    assert due("2026-02-10", 1, "month", pauses=[pause]) == "2026-03-13"
    assert due("2026-03-20", 1, "month", pauses=[pause]) == "2026-04-20"


def test_an_extended_month_steps_over_a_later_pause() -> None:
    pauses = [
        Pause(date(2026, 3, 9), date(2026, 3, 10), "鉴定"),
        Pause(date(2026, 4, 6), date(2026, 4, 7), "听证"),
    ]
    limit = deadline(date(2026, 3, 5), 1, "month", calendar=CALENDAR, pauses=pauses)
    assert limit.due == date(2026, 4, 9)
    assert "听证期间" in "".join(limit.lines)


def test_a_correction_moves_the_deadline_and_is_named() -> None:
    corrected = Calendar({date(2026, 3, 6): DayRule(False, "台风停工"), date(2026, 3, 7): DayRule(True)})
    assert due("2026-03-05", 1, "working_day") == "2026-03-06"
    moved = deadline(date(2026, 3, 5), 2, "working_day", calendar=corrected)
    assert moved.due == date(2026, 3, 9)
    assert moved.lines == [
        "2026-03-05：开始的当日，不计入",
        "2026-03-06：按日历更正为非工作日（台风停工），不计入",
        "2026-03-07：按日历更正为工作日，计入 1 个工作日（累计 1）",
        "2026-03-08：周末，不计入",
        "2026-03-09：计入 1 个工作日（累计 2）",
        "自 2026-03-05 起 2 个工作日，至 2026-03-09 届满。",
    ]


def test_the_calculation_names_holidays_and_make_up_days() -> None:
    lines = deadline(date(2026, 9, 29), 4, "working_day", calendar=CALENDAR).lines
    assert lines == [
        "2026-09-29：开始的当日，不计入",
        "2026-09-30：计入 1 个工作日（累计 1）",
        "2026-10-01 至 2026-10-07：国庆节放假，不计入",
        "2026-10-08 至 2026-10-09：计入 2 个工作日（累计 3）",
        "2026-10-10：国庆节调休上班，计入 1 个工作日（累计 4）",
        "自 2026-09-29 起 4 个工作日，至 2026-10-10 届满。",
    ]


def test_beyond_the_published_calendar_a_limit_is_provisional() -> None:
    assert not deadline(date(2026, 12, 1), 10, "working_day", calendar=CALENDAR).provisional
    limit = deadline(date(2049, 12, 25), 10, "working_day", calendar=CALENDAR)
    assert limit.provisional
    assert "尚未公布" in limit.summary
    assert deadline(date(2026, 12, 1), 60, "working_day", calendar=CALENDAR).provisional


def test_plain_days_are_never_provisional_but_a_rolled_last_day_is() -> None:
    assert not deadline(date(2049, 12, 25), 10, "day", calendar=CALENDAR).provisional
    assert deadline(date(2049, 12, 25), 10, "day", calendar=CALENDAR, roll_to_working_day=True).provisional


@pytest.mark.parametrize(
    ("start", "amount", "unit", "more"),
    [
        (datetime(2026, 3, 5, 9), 1, "day", {}),  # noqa: DTZ001 - the naive moment is what is refused
        (date(2026, 3, 5), 1, "hour", {}),
        (date(2026, 3, 5), 0, "day", {"count_start_day": True}),
        (date(2026, 3, 5), -1, "day", {"count_start_day": True}),
        (date(2026, 3, 5), -1, "day", {"pauses": (Pause(date(2026, 3, 1), date(2026, 3, 1), "鉴定"),)}),
        (date(2026, 3, 5), 1, "fortnight", {}),
    ],
)
def test_refuses_what_makes_no_sense(start: date, amount: int, unit: str, more: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        deadline(start, amount, unit, calendar=CALENDAR, **more)


def test_refuses_a_pause_that_ends_before_it_starts() -> None:
    with pytest.raises(ValueError):
        Pause(date(2026, 3, 2), date(2026, 3, 1), "鉴定")
