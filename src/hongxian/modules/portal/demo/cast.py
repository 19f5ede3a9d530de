"""The fixed cast and the plans of the demo world: who there is, and what happened when."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL
from hongxian.modules.base.accounts.queries import actor_for_username

PASSWORD = "hongxian-demo"
"""Of every account of a demo; an instance in use has none of them."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OTHERS = ("zhejiang", "dongqianhu", "ningbo", "wuxi")
"""The plans of the places beside Xuchang, in the order in which they adopt their packs."""


def plan(name: str) -> Any:
    """One of the plans beside this file, for the caller to keep."""
    return deepcopy(_read(name))


@cache
def _read(name: str) -> Any:
    return yaml.load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)


def everybody() -> list[dict[str, Any]]:
    """The people of the cast, and those who have accounts besides at the other places of the demo."""
    return [each for name in ("cast", "registers", *OTHERS) for each in _people(plan(name))]


def _people(told: Any) -> Iterator[dict[str, Any]]:
    yield from told if isinstance(told, list) else told["accounts"]


@cache
def _usernames() -> dict[str, str]:
    return {each["name"]: each["username"] for each in everybody()}


class Cast:
    """The people of the cast as actors, by name, with what their first post may do at the moment of asking."""

    def __getitem__(self, name: str) -> Actor:
        return actor_for_username(_usernames()[name])


def demo_accounts() -> list[dict[str, Any]]:
    """The people who can log in to a demo instance, for its login page."""
    return [each | {"password": PASSWORD} for each in everybody()]


def quarter_start(day: date, offset: int = 0) -> date:
    """The first day of the quarter `offset` quarters from that of `day`."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3 * offset
    return date(months // 12, months % 12 + 1, 1)


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day, in local time."""
    return datetime.combine(day, time(hour), LOCAL)


def dated(present: date, told: Mapping[str, Any], years: int = 0) -> Any:
    """A year as a number, or a day, counted from today; one counted from the start of a year, or printed in the text
    and moved with it, is not after today."""
    if "year" in told:
        return int(present.year + told["year"])
    if "year_end" in told:
        return date(present.year + told["year_end"], 12, 31)
    after = timedelta(days=told.get("days", 0))
    if "printed" in told:
        printed: date = told["printed"]
        return min(printed.replace(year=printed.year + years), present)
    if "year_start" in told:
        return min(date(present.year + told["year_start"], 1, 1) + after, present)
    return present + after
