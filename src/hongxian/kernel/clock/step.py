"""How a deadline explains itself: a run of days, whether they count, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from hongxian.kernel.clock import text
from hongxian.kernel.clock.calendar import ONE_DAY


@dataclass(frozen=True)
class Step:
    """The days from `first` to `last` (moments, for hours) and the reason why they count or not: a key of `text.STEPS`.

    `counted` units of them count, which makes `total` so far. `name` is the holiday or what the pause was for.
    """

    reason: str
    first: date
    last: date
    counted: int = 0
    total: int = 0
    name: str = ""
    unit: str = ""
    before: date | None = None

    @property
    def text(self) -> str:
        """The step in Chinese."""
        named = text.IN_BRACKETS.format(name=self.name) if self.name else ""
        return text.STEPS[self.reason].format(
            range=self._range(),
            counted=self.counted,
            total=self.total,
            name=self.name,
            name_in_brackets=named,
            unit=text.UNITS.get(self.unit, ""),
            before=self.before,
        )

    def _range(self) -> str:
        if isinstance(self.first, datetime):
            return text.MOMENTS.format(first=self.first, last=self.last)
        return (text.ONE_DAY if self.first == self.last else text.DAYS).format(first=self.first, last=self.last)


def squeeze(steps: Iterable[Step]) -> list[Step]:
    """Join neighbouring days of the same reason and name into one step, in either direction of time."""
    runs: list[Step] = []
    for step in steps:
        if runs and _continues(runs[-1], step):
            last = runs[-1]
            runs[-1] = replace(
                last,
                first=min(last.first, step.first),
                last=max(last.last, step.last),
                counted=last.counted + step.counted,
                total=step.total,
            )
        else:
            runs.append(step)
    return runs


def _continues(run: Step, step: Step) -> bool:
    same = (run.reason, run.name) == (step.reason, step.name)
    return same and (step.first - run.last == ONE_DAY or run.first - step.last == ONE_DAY)
