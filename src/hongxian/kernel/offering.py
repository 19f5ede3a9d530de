"""Acts over REST: a command as an endpoint of its own, with what its signature says.

`POST /<room>/<noun>/<key>/<verb>` where the command acts upon a row of its noun, else `POST /<room>/<noun>/<verb>`.
Rows that it refers to are given by their keys and found within the scope of the command. What was left out stays as
the command has it, and so does null where the command knows no such thing. The rows themselves are read as registers
(`GET /registers/<key>`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, UUIDField
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import create_model

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import commands, permission_for
from hongxian.kernel.module import Noun, noun, noun_of, nouns, visible_rows
from hongxian.kernel.web.access import actor_of, within

LONGEST = 1000
"""Characters of a text for which no column says how long it may be."""
_KNOWN = {each.__name__: each for each in (Mapping, Sequence, date, datetime, Decimal, UUID)} | {"Any": Any}
_CHOSEN = "key"
_BODY = "said"


class DoneOut(Schema):
    """What an act wrote: the noun, and the keys of its rows."""

    noun: str
    keys: list[str]


@dataclass(frozen=True)
class _Row:
    """An argument that is a row."""

    noun: Noun
    permission: str
    optional: bool

    @property
    def shape(self) -> Any:
        """By what it is given."""
        pk = apps.get_model(self.noun.model)._meta.pk
        return UUID if isinstance(pk, UUIDField) else Annotated[str, Field(max_length=100)]

    def found(self, actor: Actor, key: object) -> Any:
        """The row of that key within the scope; `NotVisible` where it lies outside."""
        return within(visible_rows(self.noun.key, actor, self.permission), key)


@dataclass(frozen=True)
class _Arguments:
    """What a command takes: which arguments are rows, the shape and default of each as pydantic takes it, and those of
    which null says nothing."""

    rows: dict[str, _Row] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    never_null: set[str] = field(default_factory=set)


def offer_acts(router: Router, *names: str, shapes: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Let commands be carried out through a router. Their modules must have been imported. `shapes` says in which shape
    arguments come, by their names, where the signature does not say it closely enough. Raises `TypeError` at one that
    is neither a plain value nor a row."""
    for name in names:
        function = commands()[name]
        subject, verb = name.split(".")
        taken = _arguments(name, function, shapes)
        rows, body = taken.rows, taken.body
        upon = next((each for each, row in rows.items() if row.noun.key == subject and not row.optional), "")
        path = f"/{_dashed(subject)}/{{uuid:key}}/{_dashed(verb)}" if upon else f"/{_dashed(subject)}/{_dashed(verb)}"
        told = replace(taken, body={each: shape for each, shape in body.items() if each != upon})
        view = _view(name, function, told, upon)
        router.post(path, response={201: DoneOut}, operation_id=name.replace(".", "_"))(view)


def _view(name: str, function: Callable[..., Any], taken: _Arguments, upon: str) -> Callable[..., Any]:
    rows, body = taken.rows, taken.body
    shape = create_model(f"{name.title().replace('.', '').replace('_', '')}Act", __base__=Schema, **body)

    def act(request: HttpRequest, **given: Any) -> Status[dict[str, Any]]:
        actor = actor_of(request)
        told = given[_BODY].dict(exclude_unset=True) if body else {}
        if upon:
            told[upon] = given[_CHOSEN]
        said = {
            each: rows[each].found(actor, value) if each in rows and value is not None else value
            for each, value in told.items()
            if value is not None or each not in taken.never_null
        }
        return Status(201, _told(function(actor=actor, **said)))

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter("request", kind, annotation=HttpRequest)]
    parameters += [inspect.Parameter(_CHOSEN, kind, annotation=UUID)] if upon else []
    parameters += [inspect.Parameter(_BODY, kind, annotation=shape)] if body else []
    act.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    act.__name__, act.__doc__ = name.replace(".", "_"), (inspect.getdoc(function) or "").partition("\n\n")[0]
    return act


def _told(made: Any) -> dict[str, Any]:
    """The rows that came of an act."""
    rows: Iterable[Any] = made if isinstance(made, list | tuple) else [made]
    named = [(found.key, str(row.pk)) for row in rows if isinstance(row, Model) and (found := noun_of(type(row)))]
    return {"noun": named[0][0] if named else "", "keys": [key for _, key in named]}


def _arguments(name: str, function: Callable[..., Any], shapes: Mapping[str, Any]) -> _Arguments:
    taken = _Arguments()
    original = inspect.unwrap(function)
    for each in list(inspect.signature(original).parameters.values())[1:]:
        written = str(each.annotation).partition(" | None")[0]
        optional = str(each.annotation).endswith("| None")
        found = _noun_named(written, original.__module__)
        required = each.default is inspect.Parameter.empty
        if found is not None:
            taken.rows[each.name] = _Row(found, permission_for(name, each.name), optional or not required)
            shape = taken.rows[each.name].shape
        else:
            shape = shapes.get(each.name) or _plain(name, each.name, written, original, required=required)
        default = each.default if _is_plain(each.default) else None
        left = not required and not _is_plain(each.default)
        if left and not optional:
            taken.never_null.add(each.name)
        taken.body[each.name] = (shape | None if optional or left else shape, ... if required else default)
    return taken


def _plain(name: str, argument: str, written: str, function: Callable[..., Any], *, required: bool) -> Any:
    """The type of a plain value; a text is no longer than its column."""
    try:
        shape = eval(written, {**_KNOWN, **function.__globals__})
    except NameError as error:
        raise TypeError(f"{name}: {argument} cannot be given over REST: {written}") from error
    if shape is str:
        return Annotated[str, Field(min_length=int(required), max_length=_longest(name, argument))]
    return shape


def _longest(name: str, argument: str) -> int:
    """Of the noun's column of that name, else of the shortest such column in the room, where it may be kept."""
    try:
        own = apps.get_model(noun(name.split(".")[0]).model)
    except KeyError:
        return LONGEST
    beside = (each for each in apps.get_app_config(own._meta.app_label).get_models() if each is not own)
    found = [_room_for(own, argument)] if _room_for(own, argument) else [_room_for(each, argument) for each in beside]
    return min(filter(None, found), default=LONGEST)


def _room_for(model: type[Model], argument: str) -> int:
    """Characters that a column of that name holds; 0 where there is none, or it holds any number."""
    try:
        return getattr(model._meta.get_field(argument), "max_length", None) or 0
    except FieldDoesNotExist:
        return 0


def _noun_named(written: str, module: str) -> Noun | None:
    """The noun whose model bears that name: of the room itself, else the only one that does."""
    found = [each for each in nouns() if each.model.rpartition(".")[2] == written]
    own = [each for each in found if f".{each.model.partition('.')[0]}." in f"{module}."]
    if len(own or found) > 1:
        raise TypeError(f"several nouns are called {written}")
    return next(iter(own or found), None)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | bool | Decimal | tuple | MappingProxyType)


def _dashed(key: str) -> str:
    return key.replace("_", "-")
