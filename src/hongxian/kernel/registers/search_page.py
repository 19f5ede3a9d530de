"""The page that looks for words in every register whose texts are searched, within what one may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import noun
from hongxian.kernel.registers import text
from hongxian.kernel.registers.cells import Cell, Cells
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import registers, rows_of
from hongxian.kernel.registers.filtering import narrowed
from hongxian.kernel.search.entries import plain
from hongxian.kernel.web.access import Request

WORDS = "words"
MOST = 8
LONGEST = 100
_COLUMNS = 5
"""So many columns of a row are shown."""


@dataclass(frozen=True)
class Found:
    """What was found in one register: rows as cells, each with the address of its page, and the list with all."""

    register: Register
    rows: list[tuple[str, list[Cell]]]
    more: str


@require_safe
def search(request: Request) -> HttpResponse:
    """Every searched register in which the words stand, the newest rows of each; the rest is on its list."""
    written = request.GET.get(WORDS, "").strip()
    error, found = "", []
    if len(written) > LONGEST:
        error = text.SEARCH_LONG.format(longest=LONGEST, found=len(written))
    elif written and not any(len(plain(each)) > 1 for each in written.split()):
        error = text.SEARCH_SHORT
    elif written:
        found = list(_found(request.actor, written))
    context = {"written": written, "error": error, "found": found, "hint": text.SEARCH_HINT}
    return render(request, "registers/search.html", context, status=422 if error else 200)


def _found(actor: Actor, written: str) -> Iterator[Found]:
    for register in registers().values():
        declared = {each.key: each for each in register.filters}
        if register.key != register.noun or WORDS not in declared or not register.detail:
            continue
        if not noun(register.noun).search:
            continue
        if not actor.may(register.permission):
            continue
        rows = narrowed(rows_of(register, actor), [(declared[WORDS], written)])
        if few := list(rows.order_by(*register.order)[: MOST + 1]):
            more = f"{reverse(register.page)}?{urlencode({WORDS: written})}" if len(few) > MOST else ""
            yield Found(register, _shown(register, actor, few[:MOST]), more)


def _shown(register: Register, actor: Actor, rows: list[Any]) -> list[tuple[str, list[Cell]]]:
    columns = [each for each in register.columns if each.shown][:_COLUMNS]
    cells = Cells(register, actor, columns, rows)
    addresses = [reverse(register.detail, args=[getattr(row, register.row_key)]) for row in rows]
    return [(address, cells.shown(row, address)) for row, address in zip(rows, addresses, strict=True)]
