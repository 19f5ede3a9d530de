"""Taking rows out of a register as a file: the same rows, conditions, order and columns as the list, never more than
one may see; written as it is read, so that its length costs no memory; put down in the ledger."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, BinaryIO, cast

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.cells import Cells
from hongxian.kernel.registers.declaration import Column, ColumnKind
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.models import FORMATS
from hongxian.kernel.workbook import Head, Table, Value, csv_lines, write_workbook

CHUNK = 2_000
_WIDTHS = {ColumnKind.TEXT: 24, ColumnKind.REFERENCE: 24, ColumnKind.MOMENT: 17}


@dataclass(frozen=True)
class Taken:
    """A file with rows of a register, open at its beginning, and what is put down about it."""

    file: IO[bytes]
    name: str
    count: int
    digest: str

    def __enter__(self) -> Taken:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def take_out(
    listing: Listing,
    format: str,
    *,
    whole: bool = False,
    into: BinaryIO | None = None,
    progress: Callable[[int], None] | None = None,
) -> Taken:
    """Write what the list asks for into a file of its own, which is gone when it is closed, or `into` that file;
    `whole`: with what is masked elsewhere. `progress` is told now and then how many rows are written. Raises `Problem`
    where the conditions cannot be read or the format is none."""
    if format not in FORMATS:
        raise Problem(text.NO_SUCH_FORMAT.format(found=format), field="format")
    if not listing.valid:
        raise listing.form.refusal()
    file: BinaryIO = into if into is not None else cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed later
    lines = _Lines(listing, whole, progress)
    try:
        _write(file, format, _table(listing, lines))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = text.FILE.format(title=listing.register.words, day=f"{today():%Y%m%d}")
    return Taken(file, f"{name}.{format}", lines.count, digest_of(listing))


def _write(file: BinaryIO, format: str, table: Table) -> None:
    if format == "xlsx":
        write_workbook(file, table)
        return
    for line in csv_lines(table):
        file.write(line.encode())


def digest_of(listing: Listing) -> str:
    """The same for two exports of one register under the same conditions in the same order."""
    return hashlib.sha256(f"{listing.register.key}?{listing.query}".encode()).hexdigest()


class _Lines:
    """The rows of the table, read in chunks; counts them."""

    def __init__(self, listing: Listing, whole: bool, progress: Callable[[int], None] | None) -> None:
        self.listing = listing
        self.whole = whole
        self.progress = progress
        self.columns = exported_columns(listing)
        self.count = 0

    def __iter__(self) -> Iterator[list[Value]]:
        rows = self.listing.rows.order_by(*self.listing.order).iterator(CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            cells = Cells(self.listing.register, self.listing.actor, self.columns, chunk, whole=self.whole)
            for row in chunk:
                self.count += 1
                yield [self.count, *cells.written(row)]
            if self.progress is not None:
                self.progress(self.count)


def exported_columns(listing: Listing) -> list[Column]:
    """The columns shown, in their order, then the others that go into a file."""
    rest = [each for each in listing.register.columns if each not in listing.columns]
    return [each for each in (*listing.columns, *rest) if each.exported]


def masked_columns(listing: Listing) -> list[Column]:
    """The columns of a file that stand masked in it, and that the actor may take out whole."""
    return [each for each in exported_columns(listing) if each.masked and listing.actor.may(each.masked)]


def _table(listing: Listing, lines: _Lines) -> Table:
    heads = [Head(each.words, _WIDTHS.get(each.kind, 13)) for each in lines.columns]
    title, made = listing.register.words, now().astimezone(LOCAL)
    above = [listing.conditions, text.EXPORT_LINES.format(at=f"{made:%Y-%m-%d %H:%M}", who=_who(listing.actor))]
    return Table(title[:31], [Head(text.NUMBER, 7), *heads], lines, title=title, lines=above, frozen=2)


def _who(actor: Actor) -> str:
    return f"{actor.organisation_name} {actor.name}".strip()


def kept(taken: Taken, listing: Listing, format: str) -> dict[str, Any]:
    """What the command puts down about a file."""
    return {
        "register": listing.register.key,
        "query": listing.query,
        "filter_digest": taken.digest,
        "format": format,
        "count": taken.count,
    }
