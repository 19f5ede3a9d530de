"""Acts over REST: a command as an endpoint of its own, with what its signature says.

`POST /<room>/<noun>/<key>/<verb>` where the command acts upon a row of its noun, else `POST /<room>/<noun>/<verb>`.
Rows that it refers to are given by their keys and found within the scope of the command. What was left out stays as the
command has it. The rows themselves are read as registers (`GET /registers/<key>`).
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
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


def offer_acts(router: Router, *names: str) -> None:
    """Let commands be carried out through a router. Their modules must have been imported. Raises `TypeError` at an
    argument that is neither a plain value nor a row."""
    for name in names:
        function = commands()[name]
        subject, verb = name.split(".")
        rows, body = _arguments(name, function)
        upon = next((each for each, row in rows.items() if row.noun.key == subject and not row.optional), "")
        path = f"/{_dashed(subject)}/{{uuid:key}}/{_dashed(verb)}" if upon else f"/{_dashed(subject)}/{_dashed(verb)}"
        view = _view(name, function, rows, {each: shape for each, shape in body.items() if each != upon}, upon)
        router.post(path, response={201: DoneOut}, operation_id=name.replace(".", "_"))(view)


def _view(
    name: str, function: Callable[..., Any], rows: Mapping[str, _Row], body: Mapping[str, Any], upon: str
) -> Callable[..., Any]:
    shape = create_model(f"{name.title().replace('.', '').replace('_', '')}Act", __base__=Schema, **body)

    def act(request: HttpRequest, **given: Any) -> Status[dict[str, Any]]:
        actor = actor_of(request)
        told = given[_BODY].dict(exclude_unset=True) if body else {}
        if upon:
            told[upon] = given[_CHOSEN]
        said = {
            each: rows[each].found(actor, value) if each in rows and value is not None else value
            for each, value in told.items()
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


def _arguments(name: str, function: Callable[..., Any]) -> tuple[dict[str, _Row], dict[str, Any]]:
    """The arguments that are rows, and the shape of each argument with its default, as pydantic takes it."""
    rows: dict[str, _Row] = {}
    body: dict[str, Any] = {}
    original = inspect.unwrap(function)
    for each in list(inspect.signature(original).parameters.values())[1:]:
        written, _, rest = str(each.annotation).partition(" | None")
        optional = rest is not None and str(each.annotation).endswith("| None")
        found = _noun_named(written, original.__module__)
        required = each.default is inspect.Parameter.empty
        if found is not None:
            rows[each.name] = _Row(found, permission_for(name, each.name), optional or not required)
            shape = rows[each.name].shape
        else:
            shape = _plain(name, each.name, written, original, required=required)
        default = each.default if _is_plain(each.default) else None
        left = not required and not _is_plain(each.default)
        body[each.name] = (shape | None if optional or left else shape, ... if required else default)
    return rows, body


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
    try:
        field = apps.get_model(noun(name.split(".")[0]).model)._meta.get_field(argument)
    except (KeyError, FieldDoesNotExist):
        return LONGEST
    return getattr(field, "max_length", None) or LONGEST


def _noun_named(written: str, module: str) -> Noun | None:
    """The noun whose model bears that name: of the room itself, else the only one that does."""
    found = [each for each in nouns() if each.model.rpartition(".")[2] == written]
    own = [each for each in found if f".{each.model.partition('.')[0]}." in f"{module}."]
    if len(own or found) > 1:
        raise TypeError(f"several nouns are called {written}")
    return next(iter(own or found), None)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | bool | Decimal | tuple | types.MappingProxyType)


def _dashed(key: str) -> str:
    return key.replace("_", "-")
