"""The clause tree of a printed text, by its own numbering, whatever the genre; title, clutter, contents set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hongxian.modules.base.drafts.reading.marks import (
    BLANKS,
    HEADING,
    LONG,
    SHORT,
    Line,
    Mark,
    is_sentence,
    is_short,
    marks_of,
    numbered,
)
from hongxian.modules.base.drafts.reading.words import pattern, words


@dataclass(frozen=True)
class Clause:
    """One clause as a pack writes it, with the whole number it is printed with (0: none) and its depth."""

    path: str
    kind: str
    number: str
    heading: str
    line: int
    text: str
    value: int = 0
    numbering: str = ""
    parent: str = ""
    continues: bool = False


@dataclass
class Outline:
    """What a text consists of. `statute`: it is divided into numbered articles."""

    clauses: list[Clause] = field(default_factory=list)
    title_lines: list[int] = field(default_factory=list)
    clutter_lines: list[int] = field(default_factory=list)
    contents_lines: list[int] = field(default_factory=list)
    statute: bool = False


def outline(lines: Sequence[str]) -> Outline:
    """The clauses of a text in the order of its lines; every line that is not blank is accounted for."""
    written = [Line(number, line.strip(BLANKS)) for number, line in enumerate(lines, 1)]
    written = [line for line in written if line.text]
    found = Outline()
    kept = _without_clutter(written, found)
    kept = _without_contents(kept, found)
    found.statute = sum(1 for line in kept if (mark := numbered(line.text)) and mark.numbering == "article") >= 3
    marks = marks_of(kept, found.statute)
    body = _without_title(kept, marks, found)
    _Builder(found, body, marks).build()
    return found


def _without_clutter(lines: list[Line], found: Outline) -> list[Line]:
    clutter = re.compile("|".join(words()["clutter"]))
    kept: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        bare = pattern("bare_number").fullmatch(line.text) and is_short(following)
        if clutter.fullmatch(line.text) and not bare:
            found.clutter_lines.append(line.number)
        else:
            kept.append(line)
    last = max((line.number for line in kept if numbered(line.text)), default=0)
    end = next((number for number in found.clutter_lines if number > last > 0), None)
    if end is not None and not any(
        line.number > end and is_sentence(line.text) and len(line.text) > LONG for line in kept
    ):
        found.clutter_lines += [line.number for line in kept if line.number > end]
        kept = [line for line in kept if line.number < end]
    found.clutter_lines.sort()
    return kept


def _without_contents(lines: list[Line], found: Outline) -> list[Line]:
    """A table of contents: from its heading to where its first entry stands again."""
    start = next((i for i, line in enumerate(lines) if pattern("contents").fullmatch(line.text)), None)
    if start is None or start + 1 >= len(lines):
        return lines
    first = re.sub(r"[\s.…·]+\d*$", "", lines[start + 1].text)
    end = next((i for i in range(start + 2, len(lines)) if lines[i].text.startswith(first)), None)
    if end is None:
        return lines
    found.contents_lines = [line.number for line in lines[start:end]]
    return lines[:start] + lines[end:]


def _without_title(lines: list[Line], marks: dict[int, Mark], found: Outline) -> list[Line]:
    """The text without its title, issuer, number, date and salutation: before the first printed number whatever is no
    sentence; in a text without numbers whatever stands before the first sentence of some length."""
    first = next((i for i, line in enumerate(lines) if (mark := marks.get(line.number)) and mark.value), None)
    ends = words()["sentence_end"]
    if first is None:
        first = next((i for i, line in enumerate(lines) if len(line.text) > LONG and line.text[-1] in ends), 0)
    kept = []
    for line in lines[:first]:
        mark = marks.pop(line.number, None)
        if mark is not None and mark.numbering in ("keyword", "attachment"):
            marks[line.number] = mark
        told = len(line.text) > LONG or line.text[-1] in ends
        if (told and not pattern("news").fullmatch(line.text)) or line.number in marks:
            kept.append(line)
        else:
            found.title_lines.append(line.number)
    return kept + lines[first:]


@dataclass
class _Builder:
    found: Outline
    lines: list[Line]
    marks: dict[int, Mark]
    stack: list[tuple[int, str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def build(self) -> None:
        """Lay the lines under one another."""
        last = max(self.marks, default=0)
        for line in self.lines:
            mark = self.marks.get(line.number)
            if mark is None:
                self._paragraph(line, last)
            elif mark.kind in ("article", "item"):
                self._article(line, mark)
            else:
                self._heading(line, mark)

    def _open(self, mark: Mark) -> tuple[str, str]:
        while self.stack and self.stack[-1][0] >= mark.rank:
            self.stack.pop()
        parent = self.stack[-1][1] if self.stack else ""
        path = self._unused(f"{parent}/{mark.label}" if parent else mark.label)
        self.stack.append((mark.rank, path, mark.kind))
        return parent, path

    def _unused(self, path: str) -> str:
        number, free = 2, path
        while free in self.used:
            free, number = f"{path}（{number}）", number + 1
        self.used.add(free)
        return free

    def _add(self, line: Line, mark: Mark, path: str, parent: str, heading: str, text: str) -> None:
        self.found.clauses.append(
            Clause(
                path=path,
                kind=mark.kind,
                number=mark.printed.strip(BLANKS) if mark.value else "",
                heading=heading,
                line=line.number,
                text=text,
                value=mark.value,
                numbering=mark.numbering,
                parent=parent,
            )
        )

    def _heading(self, line: Line, mark: Mark) -> None:
        rest = line.text[len(mark.printed) :].strip(BLANKS) if mark.value else line.text
        if len(rest) > HEADING and any(end in rest[:-1] for end in words()["sentence_end"]):
            self._article(line, replace(mark, kind="article"))
            return
        parent, path = self._open(mark)
        self._add(line, mark, path, parent, mark.heading or rest.rstrip(words()["sentence_end"]), line.text)

    def _article(self, line: Line, mark: Mark) -> None:
        inside = (
            self.found.statute and mark.numbering != "article" and any(kind == "article" for *_, kind in self.stack)
        )
        if inside:
            mark = replace(mark, kind="item")
        parent, path = self._open(mark)
        if mark.numbering == "heading_three" and self.stack[-2:-1] and self.stack[-2][2] == "article":
            self._turn_into_section(self.stack[-2][1])
        if mark.kind == "item":
            self._add(line, mark, path, parent, "", line.text)
            return
        if not mark.value:
            self._add(line, mark, path, parent, mark.heading, line.text)
            return
        rest = line.text[len(mark.printed) :].lstrip(BLANKS)
        head, heading = ("", "") if self.found.statute else _heading_of(rest)
        start = line.text[: len(line.text) - len(rest)] if rest else line.text
        opening = line.text[: len(start) + len(head)].strip(BLANKS) if head else mark.printed.strip(BLANKS)
        self._add(line, mark, path, parent, heading, opening)
        if head != rest:
            self._text(line, path)

    def _turn_into_section(self, path: str) -> None:
        for index, clause in enumerate(self.found.clauses):
            own_text = any(each.parent == path and each.kind == "paragraph" for each in self.found.clauses)
            if clause.path == path and not own_text:
                self.found.clauses[index] = replace(clause, kind="section")

    def _text(self, line: Line, parent: str, *, continues: bool = False) -> None:
        self.counts[parent] = self.counts.get(parent, 0) + 1
        path = self._unused(f"{parent}/{self.counts[parent]}")
        self.found.clauses.append(
            Clause(path, "paragraph", "", "", line.number, line.text, parent=parent, continues=continues)
        )

    def _paragraph(self, line: Line, last_mark: int) -> None:
        previous = self.found.clauses[-1] if self.found.clauses else None
        while len(self.stack) > 1 and self.stack[-1][2] == "item":
            self.stack.pop()
        if self.stack:
            ended = line.number > last_mark and not is_sentence(line.text) and len(line.text) <= HEADING
            closing = ended and (pattern("signed_date").fullmatch(line.text) or self._only_short_after(line))
            if closing:
                path = self._unused("closing")
                self.found.clauses.append(Clause(path, "closing", "", "", line.number, line.text))
                return
            self._text(line, self.stack[-1][1], continues=_broken(previous, line))
            return
        label = words()["preamble"]
        kind = "preamble" if label not in self.used else "paragraph"
        if kind == "preamble":
            self.used.add(label)
            self.found.clauses.append(Clause(label, kind, "", "", line.number, line.text))
        else:
            self.counts.setdefault(label, 1)
            self._text(line, label, continues=_broken(previous, line))

    def _only_short_after(self, line: Line) -> bool:
        return all(
            len(each.text) <= HEADING and not is_sentence(each.text)
            for each in self.lines
            if each.number >= line.number
        )


def _heading_of(rest: str) -> tuple[str, str]:
    """The heading at the beginning of an article's line, with and without its full stop; empty if it has none."""
    match = re.match(rf"([^{words()['sentence_end']}，,：:]{{2,{HEADING}}})([。]|$)", rest)
    if match is None:
        return "", ""
    return match.group(0), match.group(1)


def _broken(previous: Clause | None, line: Line) -> bool:
    """Whether the line goes on where the last one broke off in the middle of a sentence."""
    if previous is None or previous.kind not in ("paragraph", "preamble", "item") or line.number - previous.line > 2:
        return False
    open_end = previous.text[-1] not in words()["line_end"] and len(previous.text) > SHORT // 2
    return open_end and bool(re.search(r"[，,、——]", previous.text)) and line.text[-1] in words()["sentence_end"]
