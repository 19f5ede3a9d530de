"""Reading what the other side hands over as a file: its results for what we sent, or its own records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hongxian.kernel.imports.files import LARGEST
from hongxian.kernel.imports.reading.heading import Wanted
from hongxian.kernel.imports.reading.table import Table, open_table
from hongxian.kernel.imports.text import TOO_LARGE
from hongxian.kernel.problem import Problem
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands.receipts import Receipt
from hongxian.modules.portal.exchange.commands.received import Incoming
from hongxian.modules.portal.exchange.declaring import Declared
from hongxian.modules.portal.exchange.taking import MOST, key_of
from hongxian.modules.portal.exchange.values import NotSaid, figure, number_of, plain

_BY_WORD = {word: state for state, words in text.RESULTS.items() for word in words}


@contextmanager
def _table(chunks: Iterable[bytes], wanted: tuple[Wanted, ...]) -> Iterator[Table]:
    """The table of an uploaded file. Raises `Problem` when it is too large or no such table."""
    with tempfile.NamedTemporaryFile() as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise Problem(TOO_LARGE.format(most=LARGEST // 1024 // 1024), field="file")
            file.write(chunk)
        file.flush()
        with open_table(Path(file.name), wanted, MOST) as table:
            yield table


def read_results(chunks: Iterable[bytes], declared: Declared) -> list[Receipt]:
    """The results of the other side, row by row: matched by our key, by the fields that make it up, or by its own
    number. Raises `Problem` that names every row which says nothing or something unknown."""
    heads = text.RESULT_HEADS
    wanted = [Wanted(name, words[0], words[1:], required=name == "result") for name, words in heads.items()]
    wanted += [Wanted(f"field:{name}", name) for name in declared.key]
    found, faults = [], []
    with _table(chunks, tuple(wanted)) as table:
        for line in table.lines():
            said = {name: str(plain(value)).strip() for name, value in line.cells.items()}
            state = _BY_WORD.get(said.get("result", ""))
            key = said.get("key", "") or _key(declared, said)
            if state is None:
                expected = text.LISTED.join(_BY_WORD)
                faults.append(text.NO_RESULT.format(row=line.number, found=said.get("result", ""), expected=expected))
            elif not key and not said.get("number"):
                faults.append(text.NO_SUCH_ROW.format(row=line.number))
            else:
                found.append(Receipt(key, state, said.get("number", ""), said.get("reason", "")))
    if faults:
        raise Problem("\n".join(faults[:20]), field="file")
    return found


def _key(declared: Declared, said: Mapping[str, str]) -> str:
    try:
        return key_of(declared, {name: said.get(f"field:{name}") for name in declared.key})
    except NotSaid:
        return ""


def read_received(chunks: Iterable[bytes], declared: Declared) -> list[Incoming]:
    """The records of a file of the partner, by the heads that the mapping names. A row without a key is a record of its
    row number, so that it is refused by itself and not lost."""
    wanted = tuple(
        Wanted(each.name, each.name, required=each.required or each.name in declared.key) for each in declared.fields
    )
    figures = {each.name for each in declared.fields if each.said.get("kind") == "number"}
    found = []
    with _table(chunks, wanted) as table:
        for line in table.lines():
            values = {name: _value(value, name in figures) for name, value in line.cells.items()}
            try:
                key = key_of(declared, values)
            except NotSaid:
                key = f"#{line.number}"
            found.append(Incoming(key, values))
    return found


def _value(cell: Any, is_figure: bool) -> Any:
    value = plain(cell)
    if is_figure:
        number = number_of(value)
        return figure(number) if number is not None else value
    return str(value).strip()
