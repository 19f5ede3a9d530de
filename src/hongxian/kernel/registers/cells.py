"""What stands in a cell: on the page, in a workbook, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declaration import Column, ColumnKind, Register
from hongxian.kernel.registers.declared import rows_of
from hongxian.kernel.workbook import Value

_FIGURES = (ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.PERCENT)
_NARROW = (
    *_FIGURES,
    ColumnKind.DATE,
    ColumnKind.MOMENT,
    ColumnKind.CHOICE,
    ColumnKind.YES_NO,
    ColumnKind.STATUS,
    ColumnKind.PLACE,
)


@dataclass(frozen=True)
class Cell:
    """A cell as the page shows it: lines of words, perhaps as a link or a badge, perhaps with a mark after it."""

    label: str
    lines: tuple[str, ...]
    href: str = ""
    colour: str = ""
    mark: str = ""
    kind: str = "text"

    @property
    def style(self) -> str:
        """The class of the cell."""
        return "num" if self.kind in _FIGURES else "nowrap" if self.kind in _NARROW else ""


class Cells:
    """The cells of some rows of a register, for one actor: what belongs to them is loaded for all rows at once.

    Personal data is masked, whoever looks. `whole` shows it of those rows of which the actor may see it: only for what
    is put down with its purpose.
    """

    def __init__(
        self, register: Register, actor: Actor, columns: Sequence[Column], rows: list[Any], *, whole: bool = False
    ) -> None:
        self.columns = columns
        self.rows = rows
        if register.load is not None and rows:
            register.load(actor, rows)
        keys = [row.pk for row in rows]
        needed = {each.masked for each in columns if each.masked}
        self.open = {
            permission: set(rows_of(register, actor, permission).filter(pk__in=keys).values_list("pk", flat=True))
            if whole and actor.may(permission)
            else set()
            for permission in needed
        }

    def shown(self, row: Any, address: str) -> list[Cell]:
        """The cells of a row for the page; `address` is that of its own page."""
        return [self._cell(column, row, address) for column in self.columns]

    def _cell(self, column: Column, row: Any, address: str) -> Cell:
        value = self.value(column, row)
        words = value if isinstance(value, list | tuple) else [in_words(column, value)]
        return Cell(
            label=column.words,
            lines=tuple(str(each) for each in words if each not in (None, "")),
            href=address if column.link else "",
            colour=column.colours.get(_colour_key(value), ""),
            mark=column.mark(row) if column.mark else "",
            kind=column.kind,
        )

    def written(self, row: Any) -> list[Value]:
        """The cells of a row for a workbook: days and numbers as such, everything else in words."""
        return [self._written(column, self.value(column, row)) for column in self.columns]

    def _written(self, column: Column, value: Any) -> Value:
        if isinstance(value, list | tuple):
            return "\n".join(str(each) for each in value)
        if isinstance(value, date | datetime | int | float | Decimal) and not isinstance(value, bool):
            return value
        return in_words(column, value)

    def told(self, row: Any) -> dict[str, Any]:
        """The cells of a row for programs, by the keys of the columns: choices by their values, moments in local
        time."""
        return {column.key: _plain(self.value(column, row)) for column in self.columns}

    def value(self, column: Column, row: Any) -> Any:
        """What stands in the cell, masked if need be."""
        found = value_of(column, row)
        if column.masked and row.pk not in self.open[column.masked]:
            return [masked(str(each)) for each in found] if isinstance(found, list) else masked(str(found or ""))
        return found


def value_of(column: Column, row: Any) -> Any:
    """What a column says of a row, as it stands."""
    if callable(column.value):
        return column.value(row)
    path = (column.value or column.key).split(".")
    return reduce(lambda found, name: None if found is None else getattr(found, name), path, row)


def in_words(column: Column, value: Any) -> str:
    """A value as people read it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return text.YES if value else text.NO
    if column.choices is not None:
        return column.choices.word(str(value))
    if isinstance(value, datetime):
        return f"{value.astimezone(LOCAL):%Y-%m-%d %H:%M}"
    if column.kind is ColumnKind.PERCENT:
        return f"{value:.2f}%"
    if column.kind is ColumnKind.MONEY:
        return f"{value:.2f}"
    return str(value)


def masked(value: str) -> str:
    """The beginning and the end of what may not be seen whole: a name by its first character, a number by three and
    four."""
    if len(value) > 7:
        return f"{value[:3]}{text.MASK * (len(value) - 7)}{value[-4:]}"
    return value[:1] + text.MASK * (len(value) - 1)


def _colour_key(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
