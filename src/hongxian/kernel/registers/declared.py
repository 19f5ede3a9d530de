"""Every register that some room declares."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import modules, noun, resolve
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.web.access import must


@cache
def registers() -> dict[str, Register]:
    """The registers that rooms declare by name, by key, in the order of the rooms."""
    found: dict[str, Register] = {}
    for module in modules().values():
        for dotted in module.registers:
            register: Any = resolve(dotted)
            if register.key in found:
                raise ValueError(f"{dotted}: another register has the key {register.key}")
            found[register.key] = register
    return found


def register_of(key: str) -> Register | None:
    """The register of that key; None if no room knows it."""
    if key in registers():
        return registers()[key]
    for module in modules().values():
        if module.register_fallback:
            found: Register | None = resolve(module.register_fallback)(key)
            if found is not None:
                return found
    return None


def words_of(key: str) -> str:
    """What the register of that key is called; the key itself where no room knows it any more."""
    register = register_of(key)
    return register.words if register is not None else key


def declared(actor: Actor, key: str) -> Register:
    """The register of that key, for whoever may look at it at all. Raises `NotVisible` where there is none, `Denied` to
    others."""
    register = register_of(key)
    if register is None:
        raise NotVisible(text.NO_SUCH_REGISTER)
    must(actor, register.permission)
    return register


def registers_for(actor: Actor) -> Iterator[Register]:
    """Every register that the actor may look at: those declared by name, then those that rooms open."""
    yield from (each for each in registers().values() if actor.may(each.permission))
    for module in modules().values():
        if module.registers_open:
            yield from resolve(module.registers_open)(actor)


def rows_of(register: Register, actor: Actor, permission: str = "") -> QuerySet[Any]:
    """The rows that the actor may see under the permission (to look at the register, if none is given). Everything
    that is read of a register begins here: its list, its counts, its export, its list for programs."""
    asked = permission or register.permission
    if register.rows is not None:
        return register.rows(actor, asked)
    visible: QuerySet[Any] = resolve(noun(register.noun).visible)(actor, asked)
    return visible


def row_address(register: Register, row: Any) -> str:
    """Where a row has its own page; empty where it has none."""
    return reverse(register.detail, args=[getattr(row, register.row_key)]) if register.detail else ""


def may_import(actor: Actor, register: Register) -> bool:
    """Whether the actor may bring rows into the register from a workbook: create them or change them."""
    sheet = register.sheet
    if sheet is None or (sheet.open is not None and not sheet.open(actor)):
        return False
    return any(actor.may(each) for each in (sheet.create, sheet.change) if each)


def noun_model(key: str) -> type[Model]:
    """The model of a noun."""
    return apps.get_model(noun(key).model)
