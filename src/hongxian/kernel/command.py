"""The one way to write. A command checks permission and scope, runs in one transaction, and cannot succeed silently."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction

from hongxian.kernel import text
from hongxian.kernel.act import Act, acting
from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import done_before
from hongxian.kernel.module import noun_of, resolve
from hongxian.kernel.outbox.publish import publish
from hongxian.kernel.problem import AlreadyDone, Denied, NotVisible, Stale

P = ParamSpec("P")
R = TypeVar("R")

_commands: dict[str, Callable[..., object]] = {}


class SilentWrite(RuntimeError):
    """A command ended without its ledger entry: everything it did is rolled back."""


def command(name: str, *, sees: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the command `name`: the permission, the ledger event and the glossary row of that name.

    The function takes keyword arguments only, `actor` first. Every model instance among them must lie within the
    actor's scope for this permission, as the noun's `visible` function says. `sees` names the permission used for
    arguments that are only referred to (seen, not changed), by argument name: "place=place.view organiser=party.view".
    """
    referred = dict(pair.split("=") for pair in sees.split())

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        _check_shape(name, function)

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name}: keyword arguments only")
            actor = kwargs["actor"]
            if not isinstance(actor, Actor):
                raise TypeError(f"{name}: actor must be an Actor")
            if not actor.may(name):
                raise Denied(text.DENIED.format(permission=term(name)), permission=name)
            with acting(name, actor) as act, _races_told(), transaction.atomic():
                _refuse_replay(act)
                for argument, value in kwargs.items():
                    _check_scope(act, value, referred.get(argument, name))
                result = function(*args, **kwargs)
                _publish(act)
            return result

        if name in _commands:
            raise RuntimeError(f"two commands are named {name}")
        _commands[name] = run
        return run

    return decorate


@contextmanager
def _races_told() -> Iterator[None]:
    """Two entered the first of something at once: the later one is told, as with any other change meanwhile."""
    try:
        yield
    except IntegrityError as error:
        if "open_once" not in str(error):
            raise
        raise Stale(text.STALE) from error


@cache
def _check_shape(name: str, function: Callable[..., object]) -> None:
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "actor":
        raise TypeError(f"{name}: the first argument is actor")
    if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters):
        raise TypeError(f"{name}: keyword-only arguments")


def _refuse_replay(act: Act) -> None:
    if act.outer is None and act.actor.request_key and (entry := done_before(act.actor.request_key)):
        raise AlreadyDone(text.ALREADY_DONE, subject_kind=entry.subject_kind, subject_key=entry.subject_key)


def _check_scope(act: Act, value: object, permission: str) -> None:
    if isinstance(value, models.Model):
        checked = (type(value), value.pk, permission)
        if act.gathering is not None and act.gathering.has_passed(*checked):
            return
        noun = noun_of(type(value))
        if noun is None or not noun.visible:
            raise TypeError(f"{type(value).__name__} has no scope function")
        if not resolve(noun.visible)(act.actor, permission).filter(pk=value.pk).exists():
            raise NotVisible(text.NOT_IN_SCOPE)
        if act.gathering is not None:
            act.gathering.passes(*checked)


def _publish(act: Act) -> None:
    if not act.entries:
        raise SilentWrite(act.name)
    if act.gathering is not None and act.gathering.takes(act):
        act.gathering.keep(act)
        return
    for entry in act.entries:
        publish(entry, act.facts)


def commands() -> dict[str, Callable[..., object]]:
    """Every command that stands, by name."""
    return dict(_commands)
