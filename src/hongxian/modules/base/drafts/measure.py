"""How well the importer reads: its clauses and proposals held against finished packs, whose people did it by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hongxian.kernel.rules.obligation import Pack
from hongxian.modules.base.drafts.reading import Proposal, read

SHORTEST = 8


@dataclass(frozen=True)
class Score:
    """What was found of what is there (`expected`), and how much of what was proposed is right."""

    expected: int
    found: int
    proposed: int
    right: int
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def recall(self) -> Fraction:
        """Found of expected."""
        return Fraction(self.found, self.expected) if self.expected else Fraction(0)

    @property
    def precision(self) -> Fraction:
        """Right of proposed."""
        return Fraction(self.right, self.proposed) if self.proposed else Fraction(0)


@dataclass(frozen=True)
class Measured:
    """One pack measured. `forms` of the obligations found were proposed in the form the pack gives them."""

    pack: str
    clauses: Score
    obligations: Score
    forms: int


def measure(pack: Pack, name: str, content: bytes) -> Measured:
    """Read the pack's own source as if it came anew, and compare."""
    found = read(name, content)
    printed = {(clause.line, clause.text) for clause in found.outline.clauses}
    there = list(pack.clauses.values())
    # A person may part a line further, by its sentences: what was read holds those too.
    good = [c for c in there if any(line == c.line and (c.text in text or text in c.text) for line, text in printed)]
    lines = {clause.line for clause in there}
    wrong = sorted({f"{line} {text[:24]}" for line, text in printed if line not in lines})
    clauses = Score(
        expected=len(there),
        found=len(good),
        proposed=len(printed),
        right=sum(1 for line, _ in printed if line in lines),
        missed=tuple(f"{c.line} {c.path}" for c in there if c not in good),
        wrong=tuple(wrong),
    )
    obligations, forms = _obligations(pack, found.proposals)
    return Measured(f"{pack.id}/{pack.version}", clauses, obligations, forms)


def _obligations(pack: Pack, proposed: list[Proposal]) -> tuple[Score, int]:
    right: set[int] = set()
    missed, forms, found = [], 0, 0
    for obligation in pack.obligations.values():
        hits = [
            index
            for index, each in enumerate(proposed)
            for quotation in obligation.entry.clauses
            if pack.clauses[quotation.path].line == each.line and _overlap(quotation.quote, each.quote)
        ]
        right.update(hits)
        found += bool(hits)
        forms += any(proposed[index].rule_form == obligation.form.value for index in hits)
        if not hits:
            missed.append(f"{obligation.id} {obligation.title}")
    wrong = tuple(f"{each.line} {each.quote[:40]}" for index, each in enumerate(proposed) if index not in right)
    return Score(len(pack.obligations), found, len(proposed), len(right), tuple(missed), wrong), forms


def _overlap(one: str, other: str) -> bool:
    """Whether two quotations of a line speak of the same words: one holds the other, or they share a phrase."""
    if one in other or other in one:
        return True
    return any(len(part) >= SHORTEST and part in other for part in re.split(r"[，,。；;：:]", one))
