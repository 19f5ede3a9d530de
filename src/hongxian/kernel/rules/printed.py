"""What clauses and quotations leave unwritten, taken from the text itself, so that nobody has to type it over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hongxian.kernel.rules.schema import ClauseEntry, ObligationEntry

BLANK = "\u3000 \t\r"
_SENTENCE = re.compile(r"[^\u3002\uff1b\uff01\uff1f]+[\u3002\uff1b\uff01\uff1f]?")
"""Up to a full stop, semicolon, exclamation or question mark."""


def printed(clause: ClauseEntry, source: Sequence[str]) -> ClauseEntry:
    """The clause with its text. Left out, it is the printed number and heading of an article, that sentence of the
    line which the last part of the path counts, the whole line of anything else; empty where there is no such."""
    if clause.text:
        return clause
    line = source[clause.line - 1].strip(BLANK) if 0 < clause.line <= len(source) else ""
    if clause.kind == "article":
        found = f"{clause.number}{clause.heading}"
    elif clause.kind == "sentence":
        count = clause.path.rpartition("/")[2]
        found = dict(enumerate(_SENTENCE.findall(line), 1)).get(int(count) if count.isdecimal() else 0, "")
    else:
        found = line
    return clause.model_copy(update={"text": found.strip(BLANK)})


def quoting(obligation: ObligationEntry, clauses: Mapping[str, ClauseEntry]) -> ObligationEntry:
    """The obligation with its quotations: one left out is the whole clause."""
    if all(each.quote for each in obligation.clauses):
        return obligation
    filled = tuple(
        each if each.quote or each.path not in clauses else each.model_copy(update={"quote": clauses[each.path].text})
        for each in obligation.clauses
    )
    return obligation.model_copy(update={"clauses": filled})
