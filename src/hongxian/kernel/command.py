"""The one way to write. A command checks permission and scope, runs in one transaction, and cannot succeed silently."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction

from hongxian.kernel import text
from hongxian.kernel.act import Act, acting, current_act
from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import done_before
from hongxian.kernel.module import noun_of, resolve
from hongxian.kernel.outbox.publish import publish
from hongxian.kernel.problem import AlreadyDone, Denied, NotVisible, Stale
from hongxian.kernel.together import NotTogether

P = ParamSpec("P")
R = TypeVar("R")

Calls = Sequence[Mapping[str, Any]]
_commands: dict[str, Callable[..., object]] = {}
_together: dict[str, Callable[[Calls], None]] = {}
_referred: dict[str, dict[str, str]] = {}


class SilentWrite(RuntimeError):
    """A command ended without its ledger entry: everything it did is rolled back."""


def command(
    name: str, *, sees: str = "", together: Callable[[Calls], None] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the command `name`: the permission, the ledger event and the glossary row of that name.

    The function takes keyword arguments only, `actor` first. Every model instance among them must lie within the
    actor's scope for this permission, as the noun's `visible` function says. `sees` names the permission used for
    arguments that are only referred to (seen, not changed), by argument name: "place=place.view organiser=party.view".
    `together` says that many calls may be carried out together (`kernel/together.py`): given the arguments of all of
    them it loads ahead what the command looks up.
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
            with acting(name, actor) as act, _races_told(), _unit(act, together is not None):
                _refuse_replay(act)
                for argument, value in kwargs.items():
                    _check_scope(act, value, referred.get(argument, name))
                result = function(*args, **kwargs)
                _publish(act)
            return result

        _enter(name, run, referred, together)
        return run

    return decorate


def _enter(
    name: str, run: Callable[..., object], referred: dict[str, str], together: Callable[[Calls], None] | None
) -> None:
    if name in _commands:
        raise RuntimeError(f"two commands are named {name}")
    _commands[name] = run
    _referred[name] = referred
    if together is not None:
        _together[name] = together


def _unit(act: Act, together: bool) -> AbstractContextManager[None]:
    """What the command writes stands as a whole or not at all."""
    queue = act.gathering.queue if act.gathering is not None else None
    if queue is None:
        return transaction.atomic()
    if not together:
        raise NotTogether(act.name)
    return queue.act()


def goes_together(name: str) -> bool:
    """Whether many calls of the command can be carried out together."""
    return name in _together


def permission_for(name: str, argument: str) -> str:
    """The permission within whose scope a row must lie that is an argument of the command."""
    return _referred[name].get(argument, name)


def foresee(name: str, calls: Calls) -> None:
    """Look up at once what so many calls of a command would ask one by one: whether their rows lie within the scope,
    and what the command says itself. Inside `Gathering.together`, before the calls."""
    act = current_act()
    asked: dict[tuple[type[models.Model], str], set[Any]] = {}
    for each in calls:
        for argument, value in each.items():
            if isinstance(value, models.Model):
                asked.setdefault((type(value), _referred[name].get(argument, name)), set()).add(value.pk)
    for (model, permission), keys in asked.items():
        noun = noun_of(model)
        if act.gathering is None or noun is None or not noun.visible:
            continue
        rows = resolve(noun.visible)(act.actor, permission).filter(pk__in=keys)
        for key in rows.values_list("pk", flat=True):
            act.gathering.passes(model, key, permission)
    _together[name](calls)


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
