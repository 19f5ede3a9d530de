"""Carrying rows of a file out: through the commands that the register names, with what they refuse by column."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import IntegrityError

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import commands, foresee, goes_together
from hongxian.kernel.gathering import Gathering
from hongxian.kernel.imports import text
from hongxian.kernel.imports.columns import REFERRING, column_of, put, restored
from hongxian.kernel.imports.references import References
from hongxian.kernel.outbox.publish import is_awaited
from hongxian.kernel.problem import Faults, Problem
from hongxian.kernel.registers.declaration import Register


class Call(NamedTuple):
    """A command about to be carried out for a row, with its arguments."""

    command: str
    arguments: dict[str, Any]


class Carrier:
    """Creates, changes and withdraws rows of a register for one actor."""

    def __init__(self, actor: Actor, register: Register, references: References, reason: str) -> None:
        assert register.sheet is not None
        self._actor = actor
        self._register = register
        self._sheet = register.sheet
        self._references = references
        self._reason = reason
        self._said = {each.argument.split(".")[0] for each in register.editable}
        self.made: Any = None
        """What the last call that succeeded gave back."""

    @property
    def creates(self) -> str:
        """The command that creates a row."""
        return self._sheet.create

    def look_up(self, values: Sequence[Mapping[str, Any]]) -> None:
        """Load at once the rows to which these values of many rows refer."""
        for column in self._register.editable:
            if column.kind in REFERRING and column.key_of is None:
                said = (each[column.key] for each in values if each.get(column.key))
                self._references.load(column, [one[0] for one in said])

    def creation(self, values: Mapping[str, Any]) -> Call:
        """How a row is created."""
        said = {key: value for key, value in values.items() if value is not None}
        return Call(self._sheet.create, self._arguments(said) | dict(self._sheet.given))

    def change(self, row: Any, values: Mapping[str, Any]) -> Call:
        """How a row is changed in the columns given."""
        return Call(self._sheet.change, {self._sheet.row: row, **self._arguments(values)})

    def withdrawal(self, row: Any) -> Call:
        """How a row is taken back that an import created."""
        return Call(self._sheet.withdraw, {self._sheet.row: row, **self._sheet.withdrawn_by})

    def rehearsal(self, row: Any, values: Mapping[str, Any], before: Mapping[str, Any], bad: set[str]) -> Call | None:
        """What is to be tried of a line: to create a row, or to change this one. Columns known to be `bad` are left
        out; a line that lacks what is needed is not tried."""
        if "" in bad or bad & {each.key for each in self._register.editable if each.required}:
            return None
        if row is None:
            return self.creation({key: value for key, value in values.items() if key not in bad})
        return self.change(row, {each: values.get(each) for each in before})

    def run(self, call: Call) -> Any:
        """Carry it out. Raises what the command raises."""
        arguments = dict(call.arguments)
        if told := next((each for each in _told(call.command) if each not in self._said), ""):
            arguments.setdefault(told, self._reason)
        return commands()[call.command](actor=self._actor, **arguments)

    def together(self, gathering: Gathering, calls: Sequence[Call], work: Callable[[], None]) -> None:
        """Do work that carries out these calls: with what they look up and write done for all at once, where their
        commands allow it. The work may be done twice, and must say the same again."""
        by_command: dict[str, list[dict[str, Any]]] = {}
        for each in calls:
            by_command.setdefault(each.command, []).append(each.arguments)
        if not calls or not all(goes_together(name) and not is_awaited(name) for name in by_command):
            work()
            return

        def looked_up() -> None:
            if gathering.queue is not None:
                for name, arguments in by_command.items():
                    foresee(name, arguments)
            work()

        gathering.together(looked_up)

    def cannot(self, row: Any, before: Mapping[str, Any]) -> str:
        """Why a row can never be created, or this one changed, in words; empty where a command is there for it."""
        if self._sheet.create if row is None else self._sheet.change:
            return ""
        columns = text.LISTED.join(self._register.column(each).words for each in before)
        return (text.NO_CREATE if row is None else text.NO_CHANGE).format(columns=columns)

    def refused(self, call: Call, passing: type[Problem] | tuple[()] = ()) -> Iterator[tuple[str, str]]:
        """What is refused when this is carried out; nothing if it succeeds. A refusal of the kind `passing` is
        raised."""
        try:
            self.made = self.run(call)
        except passing:
            raise
        except Faults as faults:
            for field, sentence in faults.by_field.items():
                yield self._column(field), sentence
        except Problem as problem:
            yield self._column(problem.field), problem.text
        except IntegrityError:
            yield "", text.COLLIDES

    def _column(self, field: str) -> str:
        column = column_of(self._register, field)
        return column.key if column else ""

    def _arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        arguments: dict[str, Any] = {}
        for key, value in values.items():
            column = self._register.column(key)
            if column.key_of is not None and value is not None:
                put(arguments, column.argument, value[0])
            elif column.kind in REFERRING and value is not None:
                put(arguments, column.argument, self._references.row(column, value[0]))
            else:
                put(arguments, column.argument, restored(column, value))
        return arguments


@cache
def _told(name: str) -> tuple[str, ...]:
    """The arguments by which a command may be told why, if it wants to know; not one that a column of the register
    speaks of."""
    taken = inspect.signature(commands()[name]).parameters
    return tuple(each for each in ("reason", "basis") if each in taken)
