"""The clauses of a pack as they are broken down: every one that is no heading, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hongxian.modules.base.policies.queries import content_of

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Pack

_HEADINGS = ("part", "chapter", "section", "preamble", "closing")
"""What announces or closes; nobody is charged with it."""


@dataclass(frozen=True)
class Clause:
    """One clause: its place in the text, its words with the lines that continue them, what stands below it."""

    path: str
    order: int
    kind: str
    title: str
    text: str
    has_parts: bool

    @property
    def is_heading(self) -> bool:
        """Whether it only announces or closes."""
        return self.kind in _HEADINGS


def clauses_of(pack: Pack) -> dict[str, Clause]:
    """Every clause of the pack by its path, in order."""
    entries = content_of(pack).clauses
    words: dict[str, str] = {}
    last = ""
    for path, entry in entries.items():
        if entry.continues and last:
            words[last] += entry.text
        else:
            last, words[path] = path, entry.text
    above = {path.rpartition("/")[0] for path in words}
    return {
        path: Clause(
            path=path,
            order=order,
            kind=entries[path].kind,
            title=entries[path].number + entries[path].heading,
            text=text,
            has_parts=path in above,
        )
        for order, (path, text) in enumerate(words.items(), start=1)
    }


def obligations_of(pack: Pack, path: str) -> dict[str, str]:
    """The obligations that rest on a clause or on one below it: id → title."""
    return {
        code: each.title
        for code, each in content_of(pack).obligations.items()
        if any(quoted.path == path or quoted.path.startswith(f"{path}/") for quoted in each.entry.clauses)
    }


def ancestry_of(path: str) -> list[str]:
    """The path and those above it, nearest first."""
    found = [path]
    while path := path.rpartition("/")[0]:
        found.append(path)
    return found
