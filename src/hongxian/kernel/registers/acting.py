"""Doing something with rows of a register: each row is an act of its own, which succeeds or fails by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import commands
from hongxian.kernel.problem import AlreadyDone, Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declaration import Action, Register
from hongxian.kernel.registers.declared import row_address, rows_of
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.text import NOT_IN_SCOPE

MOST_ROWS = 2_000
AT_ONCE = 30
"""So many rows are gone through while one waits, which takes a second or two; more are left to the worker."""


@dataclass(frozen=True)
class Outcome:
    """What became of one row: done, or the sentence that says why not; `href` leads to it, where it has a
    page, and `field` is the input at fault."""

    row: str
    done: bool
    sentence: str = ""
    href: str = ""
    field: str = ""


def action_of(register: Register, command: str) -> Action:
    """The action that carries out a command on a row; `Problem` if the register has none."""
    for each in register.actions:
        if each.command == command and not each.page:
            return each
    raise Problem(text.NO_SUCH_ACTION, field="command")


def rows_with(register: Register, actor: Actor, keys: Sequence[str]) -> list[Any]:
    """The rows with these keys, as far as the actor may see them. Raises `Problem` at none and at too many."""
    if not keys:
        raise Problem(text.NOTHING_CHOSEN, field="rows")
    if len(keys) > MOST_ROWS:
        raise Problem(text.TOO_MANY_ROWS.format(most=MOST_ROWS, found=len(keys)), field="rows")
    rows = rows_of(register, actor)
    try:
        found = {str(row.pk): row for row in rows.filter(pk__in=list(keys))}
    except (ValidationError, ValueError) as error:
        raise Problem(NOT_IN_SCOPE, field="rows") from error
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def keys_of(listing: Listing) -> list[str]:
    """The keys of all rows that the list asks for, in its order; one more than may be acted upon, where there are more.
    Raises `Problem` where the conditions cannot be read."""
    if not listing.valid:
        raise listing.form.refusal()
    found = listing.rows.order_by(*listing.order).values_list("pk", flat=True)[: MOST_ROWS + 1]
    return [str(key) for key in found]


def carry_out(
    register: Register, actor: Actor, action: Action, rows: Sequence[Any], inputs: Mapping[str, str]
) -> list[Outcome]:
    """Carry out the action on each row, in its own transaction; the command says of each row whether it goes. A request
    that comes twice does nothing twice."""
    return [act_upon(register, actor, action, row, inputs) for row in rows]


def act_upon(register: Register, actor: Actor, action: Action, row: Any, inputs: Mapping[str, str]) -> Outcome:
    """Carry out the action on one row: once within one request, however often it is asked for."""
    key = f"{actor.request_key}:{action.command}:{row.pk}" if actor.request_key else ""
    command: Any = commands()[action.command]
    words, href = str(row), row_address(register, row)
    try:
        command(actor=actor.within(key), **{action.argument: row}, **inputs)
    except AlreadyDone:
        return Outcome(words, True, "", href)
    except Problem as problem:
        return Outcome(words, False, problem.text, href, problem.field)
    return Outcome(words, True, "", href)
