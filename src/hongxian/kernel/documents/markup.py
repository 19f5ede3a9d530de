"""Papers as people write them: a few header lines, a rule, then the body line by line, with little markup.

    name：value        one of the headers (`text.HEADERS`)
    ---
    # / ## / ###       headings of the first, second, third level
    > words            a quotation
    : words            a line that starts at the margin
    ~ words            a line in small type
    | a | b |          a row of a table; the first is its head
    || a | b ||        a row of a form: label, what is filled in, label, …
    **lead** words     a paragraph that begins in bold
    text.ATTACHMENT …  what follows stands on pages of its own
    text.SIGNATURES …  parties that sign side by side, parted by |

Every other line is a paragraph. A backslash before one of these signs takes its meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hongxian.kernel.documents import text
from hongxian.kernel.documents.content import Attachment, Block, Content
from hongxian.kernel.problem import Problem

MARK = re.compile("\ue000([0-9]+)\ue001")
"""Before a line: the line of the template it came from."""

_ALWAYS = re.compile(r"[\\|]|\*(?=\*)")
_LEADING = re.compile(f"[#>:~*-]|{text.ATTACHMENT}|{text.SIGNATURES}")
_ESCAPED = re.compile(r"\\(n|.)")
_BLOCKS = (
    ("### ", "heading3"),
    ("## ", "heading2"),
    ("# ", "heading1"),
    ("> ", "quote"),
    (": ", "flush"),
    ("~ ", "small"),
)
_LEAD = re.compile(r"\*\*((?:\\.|[^\\*])+)\*\*\s*(.*)")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass
class Parsed:
    """A paper that was read: its content so far as the text says it, and how it is to be treated."""

    content: Content
    upward: bool = False
    addressed: bool = True
    copies: int = 1


@dataclass
class _Body:
    blocks: list[Block] = field(default_factory=list)
    attachments: list[tuple[str, list[Block]]] = field(default_factory=list)

    @property
    def here(self) -> list[Block]:
        return self.attachments[-1][1] if self.attachments else self.blocks


def escape(value: str) -> str:
    """A value as it must stand in the text so that nothing in it is taken for markup; line breaks stay line breaks
    within the paragraph."""
    plain = MARK.sub("", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    safe = _ALWAYS.sub(lambda found: "\\" + found.group(), plain).replace("\n", "\\n")
    return "\\" + safe if _LEADING.match(safe) else safe


def unescape(value: str) -> str:
    """The value that `escape` was given."""
    return _ESCAPED.sub(lambda found: "\n" if found.group(1) == "n" else found.group(1), value)


def parse(source: str) -> Parsed:
    """Read a paper. Raises `Problem` that names the line at fault."""
    lines = list(_numbered(source))
    rule = next((index for index, (_, line) in enumerate(lines) if line == "---"), None)
    if rule is None:
        raise Problem(text.NO_RULE.format(line=lines[-1][0] if lines else 1), field="wording")
    said = _headers(lines[:rule])
    if not said.get("title"):
        raise Problem(text.NO_TITLE, field="wording")
    body = _Body()
    for number, line in lines[rule + 1 :]:
        _read(body, number, line)
    if not body.blocks:
        raise Problem(text.NO_BODY, field="wording")
    upward, addressed, copies = said.pop("upward", text.NO), said.pop("addressed", text.WITH), said.pop("copies", "1")
    about = said.pop("about", "")
    content = Content(
        **said,
        about=tuple(about.split("\n")) if about else (),
        blocks=tuple(body.blocks),
        attachments=tuple(Attachment(title, tuple(blocks)) for title, blocks in body.attachments),
    )
    return Parsed(content, upward == text.YES, addressed == text.WITH, int(copies))


def _numbered(source: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(source.replace("\r\n", "\n").split("\n"), start=1):
        marks = MARK.findall(raw)
        line = MARK.sub("", raw).strip()
        if line:
            yield int(marks[-1]) if marks else number, line


def _headers(lines: list[tuple[int, str]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for number, line in lines:
        name, colon, value = line.partition(text.COLON)
        key, value = text.HEADERS.get(name.strip()), unescape(value.strip())
        if not colon or key is None:
            known = "、".join(text.HEADERS)
            raise Problem(text.BAD_HEADER.format(line=number, known=known, found=line[:30]), field="wording")
        if key in said:
            raise Problem(text.TWICE.format(line=number, name=name.strip()), field="wording")
        choices = text.CHOICES.get(key)
        if choices and value not in choices:
            told = "、".join(choices)
            raise Problem(text.CHOOSE.format(line=number, name=name, choices=told, found=value), field="wording")
        if key == "copies" and not re.fullmatch(r"[1-9][0-9]?", value):
            raise Problem(text.WHOLE_NUMBER.format(line=number, found=value), field="wording")
        said[key] = value
    return said


def _read(body: _Body, number: int, line: str) -> None:
    if line.startswith(text.ATTACHMENT):
        title = unescape(line.removeprefix(text.ATTACHMENT).strip())
        if not title:
            raise Problem(text.NO_ATTACHMENT_TITLE.format(line=number), field="wording")
        body.attachments.append((title, []))
    elif line.startswith(text.SIGNATURES):
        parties = tuple(filter(None, _cells(line.removeprefix(text.SIGNATURES))))
        if not parties:
            raise Problem(text.NO_SIGNERS.format(line=number), field="wording")
        body.here.append(Block("signatures", rows=(parties,)))
    elif line.startswith("|"):
        _read_row(body.here, number, line)
    else:
        body.here.append(_paragraph(line))


def _paragraph(line: str) -> Block:
    for sign, kind in _BLOCKS:
        if line.startswith(sign):
            return Block(kind, unescape(line.removeprefix(sign).strip()))
    if led := _LEAD.fullmatch(line):
        return Block("paragraph", unescape(led.group(2)), lead=unescape(led.group(1)))
    return Block("paragraph", unescape(line))


def _read_row(blocks: list[Block], number: int, line: str) -> None:
    kind, edge = ("form", "||") if line.startswith("||") else ("table", "|")
    inner = line.removeprefix(edge)
    cells = _cells(inner.removesuffix(edge) if not inner.endswith("\\" + edge) else inner)
    if len(cells) < 2:
        raise Problem(text.ONE_CELL.format(line=number), field="wording")
    last = blocks[-1] if blocks and blocks[-1].kind == kind else None
    if last is None:
        blocks.append(Block(kind, rows=(cells,)))
        return
    if kind == "table" and len(cells) != len(last.rows[0]):
        told = text.UNEVEN.format(line=number, found=len(cells), expected=len(last.rows[0]))
        raise Problem(told, field="wording")
    blocks[-1] = Block(kind, rows=(*last.rows, cells))


def _cells(row: str) -> tuple[str, ...]:
    return tuple(unescape(each.strip()) for each in _CELL.split(row))
