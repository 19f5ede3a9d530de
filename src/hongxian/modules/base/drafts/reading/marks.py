"""With what a line opens: a printed number, a bare number over a heading, a keyword, a heading without a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hongxian.modules.base.drafts.reading.words import Numbering, number_of, numberings, pattern, words

SHORT = 24
HEADING = 32
LONG = 40
BLANKS = "\u3000 \t\r\xa0\ufeff"
GAP = 4
BARE_RANK, KEYWORD_RANK, OUTER_RANK, INNER_RANK, ATTACHMENT_RANK = 42, 45, 46, 50, 5


@dataclass(frozen=True)
class Line:
    """A printed line: its number (from 1), its characters without the blanks around them."""

    number: int
    text: str


@dataclass(frozen=True)
class Mark:
    """The number or heading with which a line opens."""

    rank: int
    kind: str
    label: str
    value: int
    numbering: str
    printed: str
    heading: str = ""


def numbered(line: str) -> Mark | None:
    """The printed number with which the line opens, if any."""
    for numbering in numberings():
        match = numbering.pattern.match(line)
        if match:
            return _mark(numbering, match)
    return None


def _mark(numbering: Numbering, match: re.Match[str]) -> Mark:
    printed = match.group(0)
    label = printed.strip(BLANKS).rstrip("、.．") if numbering.key != "ordinal" else printed[0]
    return Mark(numbering.rank, numbering.kind, label, number_of(match.group(1)), numbering.key, printed)


def is_short(line: str) -> bool:
    """Whether it may be a heading: a few words and no punctuation."""
    return 0 < len(line) <= SHORT and not pattern("never_heading").search(line)


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return line[-1:] in words()["line_end"]


def marks_of(lines: list[Line], statute: bool) -> dict[int, Mark]:
    """The marks by line number: printed numbers, bare numbers over a heading, keyword and plain headings."""
    found: dict[int, Mark] = {}
    inside = False
    for index, line in enumerate(lines):
        mark = numbered(line.text) or _unnumbered(lines[index : index + 3], statute, inside)
        previous = found.get(lines[index - 1].number) if index else None
        if previous and previous.numbering == "bare" and mark and mark.numbering.startswith("heading_"):
            mark = None
        if mark:
            found[line.number] = mark
            inside = inside or mark.numbering in ("heading_one", "bare")
    return found


def _unnumbered(ahead: list[Line], statute: bool, inside: bool) -> Mark | None:
    """A heading without a number; `ahead` is the line and the two after it."""
    line, following = ahead[0].text, [each.text for each in ahead[1:]] + ["", ""]
    if pattern("bare_number").fullmatch(line) and is_short(following[0]):
        return Mark(BARE_RANK, "chapter", line, number_of(line), "bare", line, following[0])
    keyword = pattern("keyword_heading").fullmatch(line)
    if keyword:
        return Mark(KEYWORD_RANK, "article", keyword.group(1), 0, "keyword", line, keyword.group(1))
    if pattern("attachment").match(line) and len(line) <= HEADING:
        return Mark(ATTACHMENT_RANK, "attachment", line, 0, "attachment", line, line)
    if statute or not is_short(line):
        return None
    if _has_text(following[0]) or _empty_below(ahead):
        return Mark(INNER_RANK, "article", line, 0, "heading_plain", line, line)
    if is_short(following[0]) and not inside and (_has_text(following[1]) or _empty_below(ahead[1:])):
        return Mark(OUTER_RANK, "chapter", line, 0, "heading_outer", line, line)
    return None


def _has_text(line: str) -> bool:
    return len(line) > LONG or (len(line) > SHORT and is_sentence(line))


def _empty_below(ahead: list[Line]) -> bool:
    """A gap of blank lines where a figure may have stood."""
    return len(ahead) > 1 and ahead[1].number - ahead[0].number >= GAP
