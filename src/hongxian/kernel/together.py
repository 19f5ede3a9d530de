"""Writes of many acts sent to the database together, so that many rows cost little more than a few acts.

A command that writes through `insert` and `change_where` and looks up through a `Lookup` runs unchanged for one act
and for many (`Gathering.together`): then its writes wait in a queue, what it looks up was loaded ahead, and it needs
no savepoint, because what it refuses was not written yet. Its rules stay in one place. A read that was not loaded
ahead sees all that was written before it, since the queue is emptied first. Whatever cannot be done so (another kind
of write, a constraint of the database, a row that somebody changed meanwhile) raises `NotTogether`; then the acts are
done anew, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DataError, IntegrityError, connection
from django.db.models import Model, Q, QuerySet

from hongxian.kernel.act import gathering_now
from hongxian.kernel.ledger.insert import insert as insert_many

T = TypeVar("T", bound=Model)
R = TypeVar("R")


class NotTogether(Exception):
    """This cannot be done for many acts at once: they are to be done one by one. Never shown to anybody."""


@dataclass(frozen=True)
class _Write:
    """One write that waits: an insert, or (with `seen`) a change of the row as it was seen."""

    row: Model
    before: dict[str, Any]
    related: dict[str, Any]
    seen: Mapping[str, Any] | None = None
    changes: Mapping[str, Any] | None = None

    @property
    def at(self) -> tuple[type[Model], Any]:
        return type(self.row), self.row.pk

    @property
    def kind(self) -> tuple[Any, ...]:
        """Writes of one kind become one statement."""
        if self.seen is None or self.changes is None:
            return (type(self.row),)
        return type(self.row), tuple((name, value is None) for name, value in self.seen.items()), tuple(self.changes)

    def undo(self) -> None:
        """Let the row in memory be as it was."""
        self.row.__dict__.clear()
        self.row.__dict__.update(self.before)
        self.row._state.fields_cache = self.related


class Queue:
    """What many acts have written and not yet sent. While it stands it sees every statement (`execute_wrapper`)."""

    def __init__(self) -> None:
        self.passed: set[tuple[Any, ...]] = set()
        self._acts: list[list[_Write]] = []
        self._waiting: list[_Write] = []
        self._all: list[_Write] = []
        self._touched: set[tuple[type[Model], Any]] = set()
        self._found: dict[Lookup[Any], dict[Any, list[Any]]] = {}
        self._aside = False

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Before any statement what waits is sent; inside an act only reads are let through."""
        if not self._aside:
            if self._acts and not str(sql).lstrip().upper().startswith("SELECT"):
                raise NotTogether(str(sql)[:80])
            if any(self._acts):
                raise NotTogether("an act reads after it wrote")
            self.flush()
        return execute(sql, params, many, context)

    @contextmanager
    def act(self) -> Iterator[None]:
        """One act: what it wrote waits with the rest, or is dropped when it fails."""
        own: list[_Write] = []
        self._acts.append(own)
        try:
            yield
        except BaseException:
            self._acts.pop()
            for each in reversed(own):
                each.undo()
                self._touched.discard(each.at)
            raise
        self._acts.pop()
        (self._acts[-1] if self._acts else self._waiting).extend(own)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Statements that have nothing to do with what waits."""
        before, self._aside = self._aside, True
        try:
            yield
        finally:
            self._aside = before

    def add(self, row: Model, seen: Mapping[str, Any] | None = None, changes: Mapping[str, Any] | None = None) -> None:
        """Let a write of the act under way wait. For `insert` and `change_where`."""
        write = _Write(row, dict(row.__dict__), dict(row._state.fields_cache), seen, changes)
        if row.pk is None or type(row)._meta.parents:
            raise NotTogether("a key made by the database")
        if write.at in self._touched:
            if any(each.at == write.at for own in self._acts for each in own):
                raise NotTogether("an act writes a row twice")
            self.flush()
        self._touched.add(write.at)
        self._all.append(write)
        self._acts[-1].append(write)

    def flush(self) -> None:
        """Send what waits: one statement for each kind of write, in the order in which the kinds first came."""
        kinds: dict[tuple[Any, ...], list[_Write]] = {}
        for each in self._waiting:
            kinds.setdefault(each.kind, []).append(each)
            self._touched.discard(each.at)
        self._waiting = []
        with self.aside():
            try:
                for writes in kinds.values():
                    insert_many([each.row for each in writes]) if writes[0].seen is None else _change(writes)
            except (IntegrityError, DataError) as error:
                raise NotTogether(str(error)) from error

    def undo(self) -> None:
        """Let the rows in memory be as they were before: nothing of it was written."""
        for each in reversed(self._all):
            each.undo()

    def keep_found(self, lookup: Lookup[Any], found: dict[Any, list[Any]]) -> None:
        """Keep what was looked up ahead."""
        self._found.setdefault(lookup, {}).update(found)

    def found(self, lookup: Lookup[Any], value: Any) -> list[Any] | None:
        """What was looked up ahead and still holds; None if it has to be looked up now."""
        return self._found.get(lookup, {}).get(value)

    def outdate(self, row: Model, names: Iterable[str] | None = None) -> None:
        """The row was written (inserted, or changed in the fields named): what was looked up of it holds no more."""
        fields = None if names is None else {type(row)._meta.get_field(name).name for name in names}
        for lookup, found in self._found.items():
            lookup.outdate(found, row, fields)


def _change(writes: list[_Write]) -> None:
    first, model = writes[0], type(writes[0].row)

    def quote(field: Any) -> str:
        return connection.ops.quote_name(str(field.column))

    assert first.seen is not None
    assert first.changes is not None
    fields = [model._meta.get_field(name) for name in first.changes]
    seen = [(model._meta.get_field(name), value is None) for name, value in first.seen.items()]
    sets = ", ".join(f"{quote(field)} = %s" for field in fields)
    where = "".join(f" AND {quote(field)} {'IS NULL' if null else '= %s'}" for field, null in seen)
    key = model._meta.pk
    assert key is not None
    statement = f"UPDATE {connection.ops.quote_name(model._meta.db_table)} SET {sets} WHERE {quote(key)} = %s{where}"
    values = []
    for each in writes:
        assert each.seen is not None
        assert each.changes is not None
        kept = [(field, each.seen[name]) for (field, null), name in zip(seen, each.seen, strict=True) if not null]
        said = [*zip(fields, each.changes.values(), strict=True), (key, each.row.pk), *kept]
        values.append([_prepared(field, value) for field, value in said])
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
        if cursor.rowcount != len(writes):
            raise NotTogether("somebody was faster")


def _prepared(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value.pk if isinstance(value, Model) else value, connection)


class Lookup(Generic[T]):
    """The rows that have a value in a field: asked for one value by a command, loaded ahead for many acts.

    `rows` gives the rows among which is looked. `outdated_by`: models whose writes may change what is found, each with
    the fields that matter (none: all); without it, the writes of the rows' own model that bear the value. Where a value
    is no column, `where` gives the condition for some values, and `value` that of a row.
    """

    def __init__(
        self,
        rows: Callable[[], QuerySet[T]],
        field: str,
        outdated_by: Mapping[type[Model], frozenset[str]] | None = None,
        *,
        where: Callable[[Collection[Any]], Q] | None = None,
        value: Callable[[Any], Any] | None = None,
    ) -> None:
        self._rows = rows
        self._field = field
        self._where = where or (lambda values: Q(**{f"{field}__in": values}))
        self._value = value or (lambda row: getattr(row, _attribute(type(row), field)))
        self._outdated_by = outdated_by
        self._model: type[Model] | None = None

    def of(self, value: Any) -> list[T]:
        """The rows with that value; where many acts are done together, looked up once until one of them writes such."""
        queue = _queue()
        if queue is None:
            return list(self._rows().filter(self._where([value])))
        if (found := queue.found(self, value)) is None:
            rows = self._rows().filter(self._where([value]))
            self._model, found = rows.model, list(rows)
            queue.keep_found(self, {value: found})
        return found

    def none(self, value: Any) -> None:
        """Say that there are none with that value, as it belongs to a row just made: nobody need look."""
        if (queue := _queue()) is not None:
            queue.keep_found(self, {value: []})

    def load(self, values: Iterable[Any]) -> None:
        """Look up many values with one query, where many acts are done together."""
        queue, wanted = _queue(), set(values)
        if queue is None or not wanted:
            return
        rows = self._rows().filter(self._where(wanted))
        found: dict[Any, list[T]] = {value: [] for value in wanted}
        self._model = rows.model
        for row in rows:
            found[self._value(row)].append(row)
        queue.keep_found(self, found)

    def outdate(self, found: dict[Any, list[Any]], row: Model, names: set[str] | None) -> None:
        """Forget what the write of a row may have changed."""
        if self._outdated_by is not None:
            if type(row) in self._outdated_by:
                fields = self._outdated_by[type(row)]
                if names is None or not fields or names & fields:
                    found.clear()
        elif type(row) is self._model:
            found.pop(self._value(row), None)


def insert(*rows: Model) -> None:
    """Insert new rows: now, or with those of the other acts that are done together. Inside a command only."""
    queue = _queue()
    for row in rows:
        if queue is None:
            row.save(force_insert=True)
        else:
            queue.add(row)
            queue.outdate(row)


def change_where(row: Model, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Compare and set: change a row that still stands as it was seen, in the database and in memory. Whether it did;
    where many acts are done together, that is found out later, and then they are done one by one."""
    queue = _queue()
    if queue is not None:
        queue.add(row, dict(seen), dict(changes))
        queue.outdate(row, changes)
    elif not type(row)._default_manager.filter(pk=row.pk, **seen).update(**changes):
        return False
    for name, value in changes.items():
        setattr(row, name, value)
    if queue is not None:
        queue.outdate(row, changes)
    return True


def once(of: Hashable, ask: Callable[[], R]) -> R:
    """What none of the acts done together changes: asked for the first of them, then known. Elsewhere asked anew."""
    gathering = gathering_now()
    if gathering is None:
        return ask()
    if of not in gathering.known:
        with gathering.queue.aside() if gathering.queue is not None else nullcontext():
            gathering.known[of] = ask()
    found: R = gathering.known[of]
    return found


def is_together() -> bool:
    """Whether what is written now waits for the writes of other acts."""
    return _queue() is not None


def _queue() -> Queue | None:
    gathering = gathering_now()
    return None if gathering is None else gathering.queue


def _attribute(model: type[Model], field: str) -> str:
    found = model._meta.pk if field == "pk" else model._meta.get_field(field)
    return str(found.attname)  # type: ignore[union-attr]
