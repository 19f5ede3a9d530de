"""The trend as a small drawing: for each status a strip of bars, one a month, in coordinates a template can write."""

from __future__ import annotations

from dataclasses import dataclass

from hongxian.modules.base.verdicts.models import STATUSES
from hongxian.modules.base.verdicts.places import Month

WIDTH, HEIGHT, HEAD = 720, 62, 16


@dataclass(frozen=True)
class Bar:
    """One month: its number, the middle under which it is written, its rectangle."""

    label: str
    number: int | None
    middle: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Strip:
    """The months of one status, to a scale of its own: strips are read along, not against each other."""

    status: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT


def chart(months: list[Month]) -> list[Strip]:
    """A strip for each status; none if nothing was ever judged."""
    if not any(each.counts for each in months):
        return []
    return [_strip(status, months) for status in STATUSES]


def _strip(status: str, months: list[Month]) -> Strip:
    numbers = [each.counts[status] if each.counts else None for each in months]
    most = max((number or 0 for number in numbers), default=0) or 1
    step = WIDTH // len(months)
    bars = []
    for position, (month, number) in enumerate(zip(months, numbers, strict=True)):
        height = round((HEIGHT - HEAD) * (number or 0) / most)
        left = position * step
        label = f"{month.first:%Y-%m}"
        bars.append(Bar(label, number, left + step // 2, left + step // 6, HEIGHT - height, step * 2 // 3, height))
    return Strip(status, tuple(bars))
