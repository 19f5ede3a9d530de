"""Time that does not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from hongxian.kernel.clock.calendar import ONE_DAY
from hongxian.kernel.clock.moment import LOCAL


@dataclass(frozen=True)
class Pause:
    """Days that do not count, first and last included: time for supplements, appraisal, hearing, expert review.

    A pause that still runs has no end, and so its time limit has none yet: ask again when it has ended.
    """

    start: date
    end: date
    reason: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a pause ends before it starts")

    @property
    def begins_at(self) -> datetime:
        """The first moment of the pause."""
        return datetime.combine(self.start, time(), LOCAL)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the pause."""
        return datetime.combine(self.end + ONE_DAY, time(), LOCAL)


def pause_on(day: date, pauses: Sequence[Pause]) -> Pause | None:
    """The pause in which the day lies; the first of them, if several."""
    return next((pause for pause in pauses if pause.start <= day <= pause.end), None)
