"""The one clock. Everything that asks for the time asks here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
"""Quarters and days are local time."""

_simulated: ContextVar[datetime | None] = ContextVar("simulated", default=None)


def now() -> datetime:
    """This instant, aware, in local time."""
    return _simulated.get() or datetime.now(LOCAL)


now.__module__ = "hongxian.kernel.clock"  # a migration names it so; by this file, the function hides it


def today() -> date:
    """The local date."""
    return now().astimezone(LOCAL).date()


@contextmanager
def simulated(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment`: for building a demo world through commands, and for tests.

    Refuses a naive moment. A server never calls this; the architecture test says who may.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    token = _simulated.set(moment.astimezone(LOCAL))
    try:
        yield
    finally:
        _simulated.reset(token)
