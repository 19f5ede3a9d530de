"""Which commands can be carried out from a door, a view of a page or an endpoint: read from the functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

from hongxian.kernel.command import commands


def acts_within(doors: Iterable[Any]) -> set[str]:
    """The names of the commands that these functions come to by what they call, hold in a table or are wrapped around.
    What a command does by itself is not followed."""
    names = {id(function): name for name, function in commands().items()}
    found, seen, waiting = set[str](), set[int](), list(doors)
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if id(each) in names:
            found.add(names[id(each)])
        elif each is not commands:
            waiting += _held(each)
    return found


def _held(thing: Any) -> Iterable[Any]:
    """What a thing of the house holds or names."""
    if isinstance(thing, FunctionType | type):
        if not _is_ours(thing):
            return ()
        return vars(thing).values() if isinstance(thing, type) else _named(thing)
    if isinstance(thing, property):
        return (thing.fget,)
    if isinstance(thing, staticmethod | classmethod):
        return (thing.__func__,)
    return _within(thing)


def _within(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return thing.values()
    if isinstance(thing, partial):
        return (thing.func, *thing.args, *thing.keywords.values())
    if is_dataclass(thing):
        return [getattr(thing, each.name) for each in fields(thing)]
    return thing if isinstance(thing, list | tuple | set | frozenset) else ()


def _named(function: FunctionType) -> Iterator[Any]:
    """The globals that a function and those within it name, the members of modules among them, and what it closes over
    or is wrapped around."""
    known = function.__globals__
    for code in _codes(function.__code__):
        there = [known[name] for name in code.co_names if name in known]
        yield from there
        for module in (each for each in there if isinstance(each, ModuleType)):
            yield from (vars(module)[name] for name in code.co_names if name in vars(module))
    yield from (cell.cell_contents for cell in function.__closure__ or ())
    yield from (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    yield getattr(function, "__wrapped__", None)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _is_ours(thing: Any) -> bool:
    return str(getattr(thing, "__module__", "")).partition(".")[0] == __name__.partition(".")[0]
