"""What looks damaged in a text: shown with line and exact characters, never repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.reading.outline import Clause, Outline
from hongxian.modules.base.drafts.reading.words import number_of, pattern, words

LISTED_AT_LEAST = 5


@dataclass(frozen=True)
class Damage:
    """One thing that looks wrong. `kind` is a key of the glossary, `quote` exact characters of the line."""

    kind: str
    line: int
    quote: str
    text: str


def damage(lines: Sequence[str], found: Outline) -> list[Damage]:
    """Everything that looks damaged, in the order of the lines, each once."""
    checks = (_numbers, _empty_headings, _dates, _counts, _broken_sentences, _brackets, _repetitions, _signs)
    told = {(each.kind, each.line, each.quote): each for check in checks for each in check(lines, found)}
    return sorted(told.values(), key=lambda each: (each.line, each.kind))


def _numbers(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    """Numbers out of order, left out or used twice; those of a statute's articles run on through its chapters."""
    runs: dict[tuple[str, str], list[Clause]] = {}
    for clause in found.clauses:
        if clause.value and clause.numbering not in ("attachment",):
            runs.setdefault((_run_of(clause, found), clause.numbering), []).append(clause)
    for run in runs.values():
        if run[0].value > 1:
            yield Damage("number_gap", run[0].line, run[0].number, text.FIRST_NUMBER.format(number=run[0].number))
        for one, other in pairwise(run):
            if other.value == one.value:
                words_ = text.NUMBER_TWICE.format(number=other.number, first=one.line)
                yield Damage("number_twice", other.line, other.number, words_)
            elif other.value != one.value + 1:
                words_ = text.NUMBER_AFTER.format(number=other.number, before=one.number)
                yield Damage("number_order", other.line, other.number, words_)


def _run_of(clause: Clause, found: Outline) -> str:
    """What the numbers of a clause and its like are counted within: everything, the parent, or a list of the parent's
    that a paragraph of its own opens."""
    if _runs_on(clause, found):
        return ""
    paragraphs = [each.path for each in found.clauses if each.parent == clause.parent and not each.value]
    before = [path for path in paragraphs if _line(path, found) < clause.line]
    return before[-1] if before and clause.kind == "item" else clause.parent


def _line(path: str, found: Outline) -> int:
    return next(each.line for each in found.clauses if each.path == path)


def _runs_on(clause: Clause, found: Outline) -> bool:
    """Whether the numbers of this kind run on from one parent to the next."""
    if clause.numbering == "article":
        return True
    same = [each for each in found.clauses if each.numbering == clause.numbering]
    firsts = {each.parent: each for each in reversed(same)}
    return len(firsts) > 1 and sum(1 for each in firsts.values() if each.value == 1) == 1


def _empty_headings(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    parents = {clause.parent for clause in found.clauses}
    for clause in found.clauses:
        opens = clause.kind in ("chapter", "section", "part") or (
            clause.kind == "article" and clause.heading == clause.text
        )
        bare = clause.kind == "article" and clause.heading and clause.path not in parents
        if clause.path not in parents and (opens or bare) and len(lines[clause.line - 1].strip()) <= len(clause.text):
            yield Damage("empty_heading", clause.line, clause.text, text.EMPTY_HEADING.format(heading=clause.text))


def _dates(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    for number, line in enumerate(lines, 1):
        if number in found.clutter_lines:
            continue
        for each in words()["misprinted_dates"]:
            for match in re.finditer(each["pattern"], line):
                yield Damage("misprinted_date", number, match.group(0), each["text"].format(found=match.group(0)))
        for match in pattern("date").finditer(line):
            year, month, day = (int(group) for group in match.groups())
            try:
                date(year, month, day)
            except ValueError:
                sentence = text.IMPOSSIBLE_DATE.format(found=match.group(0))
                yield Damage("impossible_date", number, match.group(0), sentence)


def _counts(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    """A number that is declared, and another one listed: in the same sentence, or as points below."""
    rule = words()["counted"]
    for clause in found.clauses:
        for match in re.finditer(rule["pattern"], clause.text):
            declared, noun = number_of(match.group(1)), match.group(2)
            listed = _listed_before(clause.text, match.start())
            if listed is None and noun in rule["children"]:
                listed = _points_below(clause, found)
            if listed is not None and listed != declared and declared > 1:
                sentence = text.DECLARED_LISTED.format(declared=match.group(0), listed=listed)
                yield Damage("count", clause.line, match.group(0), sentence)


def _listed_before(sentence: str, end: int) -> int | None:
    """How many things the words before a number list; None when they are no list. Where only the part after the last
    comma is the list, that counts."""
    start = max(sentence.rfind(sign, 0, end) for sign in words()["sentence_end"]) + 1
    before = re.sub(words()["counted"]["before"], "", sentence[start:end])
    last = re.split(r"[，,]", before)[-1].split("、")
    if len(last) > 1 and len(last) < LISTED_AT_LEAST:
        return None if len(last) < 3 and len(_items(before)) < 3 * LISTED_AT_LEAST else _counted(before, last)
    return _counted(before, last)


def _counted(before: str, last: list[str]) -> int | None:
    items = _items(before)
    if len(items) >= LISTED_AT_LEAST and len(last) < len(items) // 2:
        return len(items)
    return len(last) if len(last) >= LISTED_AT_LEAST else None


def _items(words_: str) -> list[str]:
    """The items of a list, those in brackets apart."""
    flat = re.sub(r"[（(][^（）()]*[)）]", "", words_)
    items = [item for item in re.split(words()["list_separators"], flat) if item]
    return items if items and max(len(item) for item in items[1:] or items) <= HEADLONG else []


HEADLONG = 30


def _points_below(clause: Clause, found: Outline) -> int | None:
    """How many numbered points follow below a heading or in the same article; None when there are none."""
    anchor = clause.path if clause.kind in ("chapter", "section", "article") else clause.parent
    children = [each for each in found.clauses if each.parent == anchor and each.value and each.line >= clause.line]
    inline = pattern("ordinals_inline").findall(clause.text)
    if children and clause.kind != "item":
        return len(children)
    return len(inline) if len(inline) > 1 else None


def _broken_sentences(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    for one, other in pairwise(found.clauses):
        if other.continues:
            yield Damage("broken_line", one.line, one.text[-12:], text.BROKEN_LINE.format(next=other.line))


def _brackets(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    joined = {clause.line for clause in found.clauses if clause.continues}
    for clause in found.clauses:
        line = lines[clause.line - 1]
        if clause.line in joined or clause.kind not in ("paragraph", "preamble", "item"):
            continue
        for pair in words()["bracket_pairs"]:
            if line.count(pair[0]) != line.count(pair[1]):
                at = line.rfind(pair[0] if line.count(pair[0]) > line.count(pair[1]) else pair[1])
                sentence = text.BRACKETS.format(pair=pair, opened=line.count(pair[0]), closed=line.count(pair[1]))
                yield Damage("brackets", clause.line, line[at : at + 12], sentence)


def _repetitions(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    """A name that stands twice in one enumeration."""
    for clause in found.clauses:
        for part in re.split(r"[。；;，,]", clause.text):
            items = [item for item in re.split("、", re.sub(r"[（(].*?[)）]", "", part)) if item]
            twice = [item for item in dict.fromkeys(items) if items.count(item) > 1 and len(item) <= 8]
            if len(items) > LISTED_AT_LEAST and twice:
                yield Damage("repetition", clause.line, twice[0], text.TWICE_LISTED.format(name=twice[0]))


def _signs(lines: Sequence[str], found: Outline) -> Iterator[Damage]:
    """Half-width punctuation in a text that is otherwise printed with full-width signs."""
    whole = "\n".join(lines)
    half, full = len(pattern("halfwidth").findall(whole)), len(pattern("fullwidth").findall(whole))
    if not full or half * 10 > full:
        return
    for clause in found.clauses:
        match = pattern("halfwidth").search(clause.text)
        if match:
            quote = clause.text[max(match.start() - 8, 0) : match.end() + 8]
            yield Damage("halfwidth", clause.line, quote, text.HALFWIDTH.format(sign=match.group(0)))
