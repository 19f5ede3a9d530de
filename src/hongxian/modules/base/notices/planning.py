"""When something goes out: gathered for a while, at the hour of the digest on working days, never in quiet hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.clock.calendar import Calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Habits:
    """What somebody wants: no messages within `quiet` (local, may pass midnight), the digest at an hour. `window` is
    how long something is held back so that others may join it."""

    quiet: tuple[time, time] | None
    digest_hour: int
    window: timedelta
    urgent_in_quiet: bool = False


def due_at(told_at: datetime, mode: str, habits: Habits, calendar: Calendar, *, urgent: bool = False) -> datetime:
    """The moment at which a notice of that moment goes out by that mode (`immediate` or `digest`)."""
    if mode == "digest":
        return after_quiet(_digest_after(told_at, habits.digest_hour, calendar), habits.quiet)
    due = told_at if urgent else told_at + habits.window
    return due if urgent and habits.urgent_in_quiet else after_quiet(due, habits.quiet)


def after_quiet(moment: datetime, quiet: tuple[time, time] | None) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies. They begin with their first minute and are
    over with their last; equal ends are no quiet hours."""
    if quiet is None or quiet[0] == quiet[1]:
        return moment
    since, until = quiet
    local = moment.astimezone(LOCAL)
    clock = local.time()
    if since < until:
        inside, day = since <= clock < until, local.date()
    else:
        inside = clock >= since or clock < until
        day = local.date() + ONE_DAY if clock >= since else local.date()
    return datetime.combine(day, until, LOCAL) if inside else moment


def _digest_after(moment: datetime, hour: int, calendar: Calendar) -> datetime:
    local = moment.astimezone(LOCAL)
    day = local.date() if local < datetime.combine(local.date(), time(hour), LOCAL) else local.date() + ONE_DAY
    return datetime.combine(calendar.next_working(day), time(hour), LOCAL)
