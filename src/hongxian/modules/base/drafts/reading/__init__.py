"""Reading a policy text: from the file to clauses, damage and proposed obligations. Knows no database."""

from dataclasses import dataclass

from hongxian.modules.base.drafts.reading.damage import Damage, damage
from hongxian.modules.base.drafts.reading.extract import Received, extract
from hongxian.modules.base.drafts.reading.outline import Outline, outline
from hongxian.modules.base.drafts.reading.proposing import Proposal, proposals
from hongxian.modules.base.drafts.reading.words import pattern

__all__ = ["Damage", "Outline", "Proposal", "Reading", "Received", "damage", "extract", "outline", "proposals", "read"]


@dataclass(frozen=True)
class Reading:
    """Everything that was made of one file."""

    received: Received
    outline: Outline
    damage: list[Damage]
    proposals: list[Proposal]
    title: str


def read(name: str, content: bytes) -> Reading:
    """Read one file. Raises `Problem` when it is no text that can be read."""
    received = extract(name, content)
    found = outline(received.lines)
    titles = [received.lines[number - 1].strip() for number in found.title_lines]
    return Reading(received, found, damage(received.lines, found), proposals(found), _title(titles))


def _title(lines: list[str]) -> str:
    """The longest line that names a kind of document, as titles do; else the longest of all."""
    short = [line for line in lines if len(line) < 80]
    named = [line for line in short if pattern("title_end").search(line)]
    return max(named or short, key=len, default="")
