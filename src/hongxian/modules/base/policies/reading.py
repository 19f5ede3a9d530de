"""A pack laid out for reading, to whatever depth its text goes, with the obligations that follow from each article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.schema import HEADINGS, ClauseEntry


@dataclass(frozen=True)
class Owing:
    """An obligation under an article, with what the page has to say beside it."""

    obligation: Obligation
    note: object | None = None


@dataclass
class Line:
    """Words of one clause as they are read, joined with the printed lines that continue them; `depth` says how far
    below its block it stands, from 0."""

    clause: ClauseEntry
    text: str
    depth: int = 0


@dataclass
class Block:
    """A heading, or an article (or what stands in its place) with everything below it, and what follows from it."""

    clause: ClauseEntry
    lines: list[Line] = field(default_factory=list)
    owing: list[Owing] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether articles stand under it: a part, a chapter, a section."""
        return self.clause.kind in HEADINGS

    @property
    def title(self) -> str:
        """What it is called in print: its number and its heading; empty for words without either."""
        return self.clause.number + self.clause.heading or (self.clause.text if self.is_heading else "")


def laid_out(pack: Pack, notes: Mapping[str, object] | None = None) -> list[Block]:
    """The pack in the order of its text; `notes` are said beside the obligations, by their ids."""
    blocks: dict[str, Block] = {}
    line: Line | None = None
    for path, clause in pack.clauses.items():
        if clause.continues and line is not None:
            line.text += clause.text
            blocks[path] = blocks[line.clause.path]
            continue
        above = _above(path, blocks)
        block = blocks[path] = Block(clause) if above is None or above.is_heading else above
        depth = path.removeprefix(f"{block.clause.path}/").count("/") if block is above else 0
        line = Line(clause, clause.text, depth)
        if not block.is_heading:
            block.lines.append(line)
    for obligation in pack.obligations.values():
        owing = Owing(obligation, (notes or {}).get(obligation.id))
        blocks[obligation.entry.clauses[0].path].owing.append(owing)
    found = list({id(block): block for block in blocks.values()}.values())
    for block in found:
        block.lines = [each for each in block.lines if not _told(each, block)]
    return found


def _above(path: str, blocks: Mapping[str, Block]) -> Block | None:
    """The block of the nearest clause above."""
    while path := path.rpartition("/")[0]:
        if path in blocks:
            return blocks[path]
    return None


def _told(line: Line, block: Block) -> bool:
    """Whether another line of the block, printed in the same place, has its words, or the title of the block does."""
    if line.clause is block.clause and line.text.rstrip("。：: ") == block.title:
        return True
    return any(
        line.text in other.text and (len(other.text) > len(line.text) or other.depth < line.depth)
        for other in block.lines
        if other is not line and other.clause.line == line.clause.line
    )
