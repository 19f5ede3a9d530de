"""A clock that stands still until a test moves it."""

from contextlib import ExitStack
from datetime import datetime, timedelta

from hongxian.kernel.clock.moment import LOCAL, now, simulated

START = datetime(2026, 3, 5, 9, 0, tzinfo=LOCAL)
"""Where the clock of a test stands at first: a Thursday morning in the first quarter."""


class StandingClock:
    """The one clock, held. Moments without a zone are local time."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.at(START)

    def at(self, moment: datetime | str) -> datetime:
        """Stand at the moment, given as datetime or as ISO text (`2026-03-31 23:59` or `2026-03-31`)."""
        value = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        value = value if value.tzinfo else value.replace(tzinfo=LOCAL)
        self._stack.enter_context(simulated(value))
        return value

    def forward(self, **amount: int) -> datetime:
        """Go forward by days, hours, minutes, seconds … as `timedelta` takes them."""
        return self.at(now() + timedelta(**amount))
