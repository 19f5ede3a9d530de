"""Carrying rows of a file out: through the commands that the register names, with what they refuse by column."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import IntegrityError

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import commands
from hongxian.kernel.imports import text
from hongxian.kernel.imports.columns import REFERRING, column_of, put, restored
from hongxian.kernel.imports.references import References
from hongxian.kernel.problem import Faults, Problem, SameStands
from hongxian.kernel.registers.declaration import Register


class Carrier:
    """Creates, changes and withdraws rows of a register for one actor."""

    def __init__(self, actor: Actor, register: Register, references: References, reason: str) -> None:
        assert register.sheet is not None
        self._actor = actor
        self._register = register
        self._sheet = register.sheet
        self._references = references
        self._reason = reason

    def create(self, values: Mapping[str, Any]) -> Any:
        """Create a row. Raises what the command raises."""
        said = {key: value for key, value in values.items() if value is not None}
        return self._run(self._sheet.create, self._arguments(said) | dict(self._sheet.given))

    def change(self, row: Any, values: Mapping[str, Any]) -> Any:
        """Change a row in the columns given. Raises what the command raises."""
        return self._run(self._sheet.change, {self._sheet.row: row, **self._arguments(values)})

    def withdraw(self, row: Any) -> Any:
        """Take a row back that an import created. Raises what the command raises."""
        return self._run(self._sheet.withdraw, {self._sheet.row: row, **self._sheet.withdrawn_by})

    def refusals(
        self, row: Any, values: Mapping[str, Any], before: Mapping[str, Any], errors: Sequence[Mapping[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """What the commands would refuse to create with the values, or to change in the row, as column (or none) and
        sentence. Columns known to be bad are left out; a row that lacks what is needed is not tried.
        Raises `SameStands` where the register has such a row already."""
        bad = {each["column"] for each in errors}
        needed = {each.key for each in self._register.editable if each.required}
        if "" in bad or bad & needed:
            return
        name = self._sheet.create if row is None else self._sheet.change
        if not name:
            sentence = text.NO_CREATE if row is None else text.NO_CHANGE
            columns = text.LISTED.join(self._register.column(each).words for each in before)
            yield "", sentence.format(columns=columns)
            return
        if row is None:
            said = {key: value for key, value in values.items() if key not in bad}
            yield from self.refused(lambda: self.create(said), passing=SameStands)
        else:
            yield from self.refused(lambda: self.change(row, {each: values.get(each) for each in before}))

    def refused(self, run: Callable[[], Any], passing: type[Problem] | tuple[()] = ()) -> Iterator[tuple[str, str]]:
        """What is refused when this is run; nothing if it succeeds. A refusal of the kind `passing` is raised."""
        try:
            run()
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

    def _run(self, name: str, arguments: dict[str, Any]) -> Any:
        command = commands()[name]
        taken = inspect.signature(command).parameters
        if told := next((each for each in ("reason", "basis") if each in taken and each not in arguments), ""):
            arguments[told] = self._reason
        return command(actor=self._actor, **arguments)
