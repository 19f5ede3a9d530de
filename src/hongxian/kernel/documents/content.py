"""What a paper says: plain data, the same for every form in which it is written, with one digest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from math import ceil
from typing import Any

KINDS = (
    "heading1",
    "heading2",
    "heading3",
    "paragraph",
    "flush",
    "quote",
    "small",
    "table",
    "form",
    "signatures",
)
"""`flush` starts at the margin; `form` is a table without a head, each row a label and what stands beside it (pairs);
`signatures` are parties side by side, each with room for name and date."""


@dataclass(frozen=True)
class Block:
    """A piece of the body. `lead` stands before the text in bold; `rows` are the cells of a table, row by row."""

    kind: str
    text: str = ""
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(self.kind)


@dataclass(frozen=True)
class Attachment:
    """What follows the paper on pages of its own."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Content:
    """A paper, element by element (GB/T 9704-2012, 7). What is empty is not printed.

    `masthead` is the name in red, `signers` are printed only on upward papers, `date` is printed as it stands,
    `about` stands small under the title, `check` is the address behind the QR code,
    `proof` the small lines at the very end. `compact` sets smaller type, for
    long reports.
    """

    title: str
    masthead: str = ""
    urgency: str = ""
    number: str = ""
    signers: tuple[str, ...] = ()
    addressees: str = ""
    about: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    issuer: str = ""
    date: str = ""
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: str = ""
    check: str = ""
    proof: tuple[str, ...] = ()
    compact: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of the content as canonical JSON: equal for every form in which it is written."""
        said = json.dumps(self.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(said.encode()).hexdigest()

    def plain(self) -> dict[str, Any]:
        """The content as JSON holds it."""
        told: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return told

    def words(self) -> Iterator[str]:
        """Everything that is said in title, body and attachments."""
        yield self.title
        for title, blocks in (("", self.blocks), *((each.title, each.blocks) for each in self.attachments)):
            yield title
            for block in blocks:
                yield block.lead + block.text
                for row in block.rows:
                    yield from row


_TEXT = ("paragraph", "flush", "quote", "small")
_ENOUGH = 2
"""So many lines of text at least stand on the page where a paper is signed: no signature stands alone on a page."""


def kept_with_close(content: Content) -> frozenset[int]:
    """Which pieces of the body must not be parted from what closes it, the signatures or issuer and date: the last
    pieces of text before, as far as two lines. A table right before stays as it is."""
    ends = {at for at, each in enumerate(content.blocks) if each.kind == "signatures"}
    ends |= {len(content.blocks)} if content.issuer or content.date else set()
    kept: set[int] = set()
    for end in ends:
        lines = 0
        for at in range(end - 1, -1, -1):
            if lines >= _ENOUGH or content.blocks[at].kind not in _TEXT:
                break
            kept.add(at)
            lines += lines_of(content.blocks[at])
    return frozenset(kept)


def lines_of(block: Block, width: int = 28) -> int:
    """About how many lines of so many characters a piece of text takes."""
    indent = 0 if block.kind == "flush" else 2
    return sum(max(1, ceil((wide(line) + indent) / width)) for line in (block.lead + block.text).split("\n"))


def wide(words: str) -> float:
    """About how many Chinese characters wide."""
    return sum(0.55 if each.isascii() else 1.0 for each in words)


def content_from(told: Mapping[str, Any]) -> Content:
    """The content that `plain` gave. Raises TypeError or ValueError for what is none."""
    given = {each.name: told[each.name] for each in fields(Content) if each.name in told}
    for name in ("signers", "about", "proof"):
        given[name] = tuple(given.get(name, ()))
    given["blocks"] = _blocks(given.get("blocks", ()))
    given["attachments"] = tuple(
        Attachment(each["title"], _blocks(each["blocks"])) for each in given.get("attachments", ())
    )
    return Content(**given)


def _blocks(told: Any) -> tuple[Block, ...]:
    return tuple(
        Block(each["kind"], each["text"], each["lead"], tuple(tuple(row) for row in each["rows"])) for each in told
    )
