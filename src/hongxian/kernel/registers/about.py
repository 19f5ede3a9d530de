"""Where else a row is spoken of: the registers whose list can be narrowed to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import noun_of
from hongxian.kernel.registers.counting import MOST_COUNTED
from hongxian.kernel.registers.declared import registers, rows_of
from hongxian.kernel.registers.filtering import narrowed


@dataclass(frozen=True)
class ListAbout:
    """A register with how many rows of it speak of the row, counted up to `MOST_COUNTED`, and the list of them."""

    title: str
    number: int
    address: str

    @property
    def is_more(self) -> bool:
        """Whether there are more than anybody counts."""
        return self.number > MOST_COUNTED


def lists_about(actor: Actor, row: Any, leave_out: Collection[str] = ()) -> Iterator[ListAbout]:
    """The registers that the actor may look at and whose filter of that name asks for rows of the noun of this one;
    each costs a count."""
    model: Any = type(row)
    noun = noun_of(model)
    if noun is None:
        return
    chosen = model._default_manager.filter(pk=row.pk)
    for register in registers().values():
        declared = next((each for each in register.filters if each.key == noun.key == each.refers), None)
        if declared is None or register.key in leave_out or not actor.may(register.permission):
            continue
        found = narrowed(rows_of(register, actor), [(declared, chosen)]).order_by().values("pk")
        number = found[: MOST_COUNTED + 1].count()
        yield ListAbout(register.words, number, f"{reverse(register.page)}?{declared.key}={row.pk}")
