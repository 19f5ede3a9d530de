"""The fixed cast and the plans of the demo world: who there is, and what happened when."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL
from hongxian.modules.base.accounts.queries import actor_for_username

PASSWORD = "hongxian-demo"
"""Of every account of a demo; an instance in use has none of them."""


def plan(name: str) -> Any:
    """One of the plans beside this file."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))


class Cast:
    """The people of the cast as actors, by name, with what their first post may do at the moment of asking."""

    def __getitem__(self, name: str) -> Actor:
        return actor_for_username(next(each["username"] for each in plan("cast") if each["name"] == name))


def demo_accounts() -> list[dict[str, Any]]:
    """The people of the cast for the login page of a demo instance."""
    return [each | {"password": PASSWORD} for each in plan("cast")]


def quarter_start(day: date, offset: int = 0) -> date:
    """The first day of the quarter `offset` quarters from that of `day`."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3 * offset
    return date(months // 12, months % 12 + 1, 1)


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day, in local time."""
    return datetime.combine(day, time(hour), LOCAL)
