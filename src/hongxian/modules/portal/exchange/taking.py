"""The records that a mapping makes of the rows of a register, as one actor may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, product
from typing import Any

from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.problem import Denied, Problem
from hongxian.kernel.registers.cells import Cells, in_words
from hongxian.kernel.registers.declaration import Column, Register
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.listing import Listing
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.declaring import Declared, Field
from hongxian.modules.portal.exchange.values import (
    NotSaid,
    bounds,
    contradictions,
    figure,
    number_of,
    plain,
    written_day,
)

MOST = 50_000
"""So many rows are taken at once; more are divided by a filter."""
_CHUNK = 500
_JOIN = "|"
_LONGEST_KEY = 200


@dataclass
class Made:
    """One record for the other side: its key, the row it stands for (if for one), what it says; `reason` is why it
    cannot go out."""

    key: str
    row: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def rows_meant(actor: Actor, declared: Declared, period: str) -> int:
    """How many rows a sending of the period would take; raises as `make_records` does."""
    return _maker(actor, declared, period).count()


def make_records(
    actor: Actor, declared: Declared, period: str, progress: Callable[[int], None] | None = None
) -> list[Made]:
    """Every record of the period, with those that cannot go out and why. `progress` is told now and then how many rows
    are taken. Raises `Problem` where the conditions cannot be read, too many rows are meant, or two rows have one key;
    `Denied` where the actor may not see the register."""
    maker = _maker(actor, declared, period)
    maker.progress = progress
    made = maker.grouped() if declared.grouped else list(maker.single())
    seen: set[str] = set()
    for each in made:
        if each.key in seen:
            raise Problem(text.KEY_TWICE.format(key=each.key))
        seen.add(each.key)
        if not each.reason and (
            found := [s for check, s in contradictions(each.values, declared.checks) if not check.note]
        ):
            each.reason = text.SEMICOLON.join(found)
    return made


def _maker(actor: Actor, declared: Declared, period: str) -> _Maker:
    declared.check_period(period)
    register = register_of(declared.register)
    if register is None:
        raise Problem(text.NO_SUCH_REGISTER.format(found=declared.register))
    if not actor.may(register.permission):
        raise Denied(text.REGISTER_CLOSED.format(register=register.words))
    return _Maker(actor, register, declared, period)


class _Maker:
    def __init__(self, actor: Actor, register: Register, declared: Declared, period: str) -> None:
        self.actor, self.register, self.declared, self.period = actor, register, declared, period
        self.columns = {each.key: each for each in register.columns}
        start, end = bounds(period)
        asked = declared.query
        for token, value in (("@start", start), ("@end", end), ("@period", period)):
            asked = asked.replace(token, str(value))
        self.listing = Listing(register, actor, QueryDict(asked))
        if not self.listing.valid:
            raise self.listing.form.refusal()
        self.names: dict[str, str] = {}
        self.progress: Callable[[int], None] | None = None

    def count(self) -> int:
        """How many rows are meant. Raises `Problem` where they are too many."""
        found = self.listing.rows.order_by().values("pk")[: MOST + 1].count()
        if found > MOST:
            raise Problem(text.TOO_MANY_ROWS.format(most=MOST))
        return found

    def rows(self) -> Iterator[tuple[Cells, Any]]:
        """The rows meant, with their cells, masked as the actor sees them."""
        found = self.listing.rows.order_by(*self.listing.order)
        self.count()
        rows, taken = found.iterator(_CHUNK), 0
        used = {str(each.said[key]) for each in self.declared.fields for key in ("column", "sum") if key in each.said}
        columns = [each for key, each in self.columns.items() if key in used]
        while chunk := list(islice(rows, _CHUNK)):
            cells = Cells(self.register, self.actor, columns, chunk)
            for row in chunk:
                yield cells, row
            taken += len(chunk)
            if self.progress:
                self.progress(taken)

    def single(self) -> Iterator[Made]:
        """A record for each row."""
        for cells, row in self.rows():
            made = Made(str(row.pk), str(row.pk))
            try:
                made.values = self._values(cells, row)
                if self.declared.key:
                    made.key = key_of(self.declared, made.values)
            except NotSaid as error:
                made.reason = str(error)
            yield made

    def grouped(self) -> list[Made]:
        """A record for all rows with the same key; one for each that belongs to none, with the reason."""
        groups: dict[str, Made] = self._grid()
        outside: list[Made] = []
        for cells, row in self.rows():
            try:
                values = self._values(cells, row)
                key = key_of(self.declared, values)
                if self.declared.each and key not in groups:
                    raise NotSaid(text.NOT_IN_GRID.format(key=key))
            except NotSaid as error:
                outside.append(Made(f"row:{row.pk}", str(row.pk), reason=str(error)))
                continue
            held = groups.setdefault(key, Made(key, values=values))
            if held.values is not values:
                for name in self._added():
                    held.values[name] = figure(Decimal(str(held.values[name])) + Decimal(str(values[name])))
        return [*groups.values(), *outside]

    def _added(self) -> list[str]:
        return [each.name for each in self.declared.fields if each.source in ("count", "sum")]

    def _grid(self) -> dict[str, Made]:
        """A record for every combination that the template lists, counting nothing yet."""
        found: dict[str, Made] = {}
        names = list(self.declared.each)
        for combination in product(*self.declared.each.values()) if names else ():
            try:
                values = self._derived({}, dict(zip(names, combination, strict=True)))
            except NotSaid as error:
                raise Problem(str(error)) from error
            for name in self._added():
                values[name] = 0
            ordered = {each.name: values.get(each.name) for each in self.declared.fields}
            key = key_of(self.declared, ordered)
            found[key] = Made(key, values=ordered)
        return found

    def _values(self, cells: Cells, row: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in self.declared.fields:
            if each.source in ("column", "sum", "count"):
                found[each.name] = self._told(each, cells, row)
        found = self._derived(found, found)
        for each in self.declared.fields:
            if each.required and found.get(each.name) in (None, ""):
                raise NotSaid(text.EMPTY_FIELD.format(name=each.name))
        return {each.name: found.get(each.name) for each in self.declared.fields}

    def _derived(self, told: Mapping[str, Any], known: dict[str, Any]) -> dict[str, Any]:
        """What does not come from the row itself, after what does."""
        found = {**known, **told}
        for each in self.declared.fields:
            if each.source == "constant":
                found[each.name] = plain(each.said["constant"])
            elif each.source == "period":
                found[each.name] = self._period(str(each.said["period"]))
            elif each.source == "unavailable":
                found[each.name] = None
        for each in self.declared.fields:
            if each.source == "from_field":
                found[each.name] = coded(each, found.get(str(each.said["from_field"])))
            elif each.source == "place_of":
                found[each.name] = self._place_name(str(found.get(str(each.said["place_of"])) or ""))
        return found

    def _period(self, pattern: str) -> str:
        return self.period if pattern in ("True", "true") else written_day(bounds(self.period)[0], pattern)

    def _place_name(self, code: str) -> str:
        if code not in self.names:
            found = find_place(code)
            self.names[code] = found.name if found else ""
        return self.names[code]

    def _told(self, each: Field, cells: Cells, row: Any) -> Any:
        if each.source == "count":
            return 1
        column = self.columns[str(each.said[each.source])]
        value = cells.value(column, row)
        if each.source == "sum":
            number = number_of(value)
            return figure((number or Decimal(0)) * Decimal(str(each.said.get("unit", 1))))
        return _one(each, column, value)


def _one(each: Field, column: Column, value: Any) -> Any:
    """The value of a column as the field wants it."""
    show = each.said.get("show", "value")
    found = (
        getattr(value, "pk", value) if show == "code" else in_words(column, value) if show == "words" else plain(value)
    )
    if "first" in each.said and found is not None:
        found = str(found)[: int(each.said["first"])]
    if "date" in each.said and found not in (None, ""):
        found = written_day(value, str(each.said["date"]))
    if "unit" in each.said and (number := number_of(found)) is not None:
        found = figure(number * Decimal(str(each.said["unit"])))
    return plain(coded(each, found))


def coded(each: Field, value: Any) -> Any:
    """The value in the other side's code. Raises `NotSaid` where its table has none for it."""
    if each.codes is None or value in (None, ""):
        return value
    if str(value) not in each.codes:
        raise NotSaid(text.NO_CODE.format(name=each.name, found=value))
    return plain(each.codes[str(value)])


def key_of(declared: Declared, values: Mapping[str, Any]) -> str:
    """The key of a record from its key fields. Raises `NotSaid` where one is empty."""
    parts = [values.get(name) for name in declared.key]
    if any(each in (None, "") for each in parts):
        raise NotSaid(text.EMPTY_KEY.format(names=text.LISTED.join(declared.key)))
    found = _JOIN.join(str(each) for each in parts)
    if len(found) > _LONGEST_KEY:
        raise NotSaid(text.KEY_TOO_LONG.format(names=text.LISTED.join(declared.key), most=_LONGEST_KEY))
    return found
