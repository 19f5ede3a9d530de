"""A system check: what a register declares must exist."""

import inspect
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from hongxian.kernel.actor import NOBODY
from hongxian.kernel.columns import field_of
from hongxian.kernel.command import commands
from hongxian.kernel.glossary import glossary
from hongxian.kernel.module import modules, noun, nouns
from hongxian.kernel.registers.declaration import Column, ColumnKind, Filter, FilterKind, Register, Sheet
from hongxian.kernel.registers.declared import noun_model, registers, rows_of

_RANDOM_KEY = "00000000-0000-7000-8000-000000000000"
_CHOSEN = (ColumnKind.CHOICE, ColumnKind.STATUS)


def registers_hold(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """One error for each thing that a register declares and that is missing."""
    return [
        Error(f"register {register.key}: {each}", id="hongxian.E002")
        for register in registers().values()
        for each in faults_of(register)
    ]


def faults_of(register: Register) -> Iterator[str]:
    """What is wrong with a declaration, in words for whoever wrote it."""
    if register.noun not in {each.key for each in nouns()}:
        yield f"{register.noun} is no noun"
        return
    rows = rows_of(register, NOBODY)
    yield from _twice("column", [each.key for each in register.columns])
    yield from _twice("filter", [each.key for each in register.filters])
    yield from _words(register)
    yield from _addresses(register)
    yield from _order(register, rows)
    for column in register.columns:
        yield from (f"column {column.key}: {each}" for each in _column(column, rows))
    for each in register.filters:
        yield from (f"filter {each.key}: {fault}" for fault in _filter(each, rows))
    yield from _commands(register)


def _twice(what: str, keys: list[str]) -> Iterator[str]:
    yield from (f"{what} {key} stands twice" for key in sorted({key for key in keys if keys.count(key) > 1}))


def _words(register: Register) -> Iterator[str]:
    wanted = [register.noun] if not register.title else []
    parts: list[Column | Filter] = [*register.columns, *register.filters]
    wanted += [each.key for each in parts if not each.label]
    choices = [each.choices for each in parts if each.choices]
    wanted += [each.prefix + value for each in choices if not each.labels for value in each.values]
    yield from (f"{word}: not in the glossary" for word in dict.fromkeys(wanted) if word not in glossary())
    permissions = {each for module in modules().values() for each in module.permissions} | set(commands())
    asked = [register.permission, register.creates, *(each.masked for each in register.columns)]
    yield from (f"{each}: no such permission" for each in asked if each and each not in permissions)


def _addresses(register: Register) -> Iterator[str]:
    names = [(register.page, [register.page_key] if register.page_key else []), (register.create, [])]
    names += [(each.page, [_RANDOM_KEY]) for each in register.actions]
    names += [(each.page, []) for each in register.links]
    for name, arguments in [*names, (register.detail, [_RANDOM_KEY])]:
        if not name or (name == register.create and register.page_key):
            continue
        try:
            reverse(name, args=arguments)
        except NoReverseMatch as error:
            yield str(error)


def _order(register: Register, rows: QuerySet[Any]) -> Iterator[str]:
    if len({each.startswith("-") for each in register.order}) != 1:
        yield "the columns of its order do not run the same way"
    for number, name in enumerate(each.removeprefix("-") for each in register.order):
        found = _own(rows, name)
        if found is None:
            yield f"order {name}: no column of the row itself"
        elif found.null and number:
            yield f"order {name}: may be null"


def _own(rows: QuerySet[Any], name: str) -> Any:
    """The field of a column of the row itself, or an annotation; None if there is none."""
    if "__" in name and name not in rows.query.annotations:
        return None
    try:
        return field_of(rows, name)
    except StopIteration:
        return None


def _column(column: Column, rows: QuerySet[Any]) -> Iterator[str]:
    if column.sort and _own(rows, column.sort) is None:
        yield f"sorts by {column.sort}, which is no column of the row itself"
    if column.sort and column.masked:
        yield "sorts by what not everybody may see"
    if column.kind in _CHOSEN and column.choices is None:
        yield "has no choices"
    if column.argument and column.find is None and column.kind in (ColumnKind.REFERENCE, ColumnKind.PLACE):
        yield from _reference(column.refers, column.named_by)


def _reference(key: str, named_by: Sequence[str] = ()) -> Iterator[str]:
    if key not in {each.key for each in nouns()} or not noun(key).visible:
        yield f"refers to {key or 'nothing'}, of which no room says who may see it"
        return
    for name in named_by:
        try:
            noun_model(key)._meta.get_field(name.split("__")[0])
        except FieldDoesNotExist as error:
            yield str(error)


def _filter(declared: Filter, rows: QuerySet[Any]) -> Iterator[str]:
    if declared.kind is FilterKind.CHOICE and declared.choices is None:
        yield "has no choices"
    if declared.kind is FilterKind.PLACE and declared.tree is None:
        yield "has no tree to choose from"
    if declared.kind is FilterKind.REFERENCE:
        yield from _reference(declared.refers)
    if not declared.lookups and declared.apply is None:
        yield "compares nothing"
    for lookup in declared.lookups:
        try:
            rows.filter(**{lookup if declared.kind is FilterKind.WORDS else f"{lookup}__isnull": True})
        except (FieldError, ValueError) as error:
            yield str(error)


def _commands(register: Register) -> Iterator[str]:
    for action in register.actions:
        if action.command not in commands():
            yield f"{action.command}: no such command"
        elif not action.page and (missing := {action.argument, *action.needs} - _arguments(action.command)):
            yield f"{action.command}: takes no {sorted(missing)[0] or 'row'}"
    if register.sheet is not None:
        yield from _sheet(register, register.sheet)


def _sheet(register: Register, sheet: Sheet) -> Iterator[str]:
    if sheet.withdraw and sheet.row not in _arguments(sheet.withdraw):
        yield f"{sheet.withdraw}: takes no {sheet.row or 'row'}"
    yield from (f"natural key {key}: no such column" for key in sheet.natural_key if key not in _keys(register))
    for name in filter(None, (sheet.create, sheet.change)):
        if name not in commands():
            yield f"{name}: no such command"
            continue
        taken = _arguments(name)
        said = {each.argument.split(".")[0] for each in register.editable}
        said |= {sheet.row} if name == sheet.change else set(sheet.given)
        yield from (f"{name}: takes no {each}" for each in sorted(said - taken))
    if sheet.change in commands():
        yield from (f"{sheet.change}: must do without {each}" for each in sorted(_needed(sheet.change) - {sheet.row}))
    if sheet.create in commands():
        sure = {each.argument.split(".")[0] for each in register.editable if each.required} | set(sheet.given)
        yield from (f"{sheet.create}: no row is sure to say {each}" for each in sorted(_needed(sheet.create) - sure))


def _keys(register: Register) -> set[str]:
    return {each.key for each in register.columns}


def _needed(command: str) -> set[str]:
    """The arguments that a command cannot do without, apart from those that an import gives itself."""
    taken = inspect.signature(commands()[command]).parameters.values()
    return {each.name for each in taken if each.default is each.empty} - {"actor", "reason", "basis"}


def _arguments(command: str) -> set[str]:
    return set(inspect.signature(commands()[command]).parameters)
