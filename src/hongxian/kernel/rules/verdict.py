"""What the engine answers: a verdict of four, its parts, and an explanation that ends in rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hongxian.kernel.rules import text
from hongxian.kernel.rules.population import Population, Row


class Status(StrEnum):
    """The four verdicts."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    UNDECIDABLE = "undecidable"

    @property
    def label(self) -> str:
        """The verdict in Chinese."""
        return text.STATUS[self.value]


class MissingKind(StrEnum):
    """What may be missing: a value the text leaves open, a source of facts, or anybody to be counted."""

    PARAMETER = "parameter"
    SOURCE = "source"
    MEMBERS = "members"
    REGISTER = "register"


@dataclass(frozen=True)
class Missing:
    """One thing without which the matter cannot be judged, by its Chinese label."""

    kind: MissingKind
    key: str
    label: str


@dataclass(frozen=True)
class Found:
    """A row of a listing, and in Chinese why it fails or does not count (empty where it counts).

    `row` is None for something that ought to be there and is not; then `key` is the value asked for.
    """

    key: str
    label: str
    reason: str = ""
    row: Row | None = None


Reason = Callable[[Sequence[Row]], Sequence[str]]
"""For a page of rows, the reason of each."""


def no_reason(rows: Sequence[Row]) -> list[str]:
    """Rows that need no reason."""
    return ["" for _ in rows]


@dataclass(frozen=True)
class Page:
    """Some of a listing; `next` is the cursor of the following page, empty at the end."""

    found: tuple[Found, ...]
    next: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows of a population, with their reasons."""

    population: Population
    reason: Reason
    known: list[int] = field(default_factory=list, compare=False, repr=False)
    """How many there are, once it is known: whoever made the listing may have counted them."""

    def count(self) -> int:
        """How many rows: counted once."""
        if not self.known:
            self.known.append(self.population.count())
        return self.known[0]

    def page(self, after: str, limit: int) -> list[Found]:
        """Rows after the key `after` (from the first, if empty)."""
        if self.known == [0]:
            return []
        rows = self.population.page(after or None, limit)
        if not after and not self.known and len(rows) < limit:
            self.known.append(len(rows))
        return [Found(row.id, row.label, why, row) for row, why in zip(rows, self.reason(rows), strict=True)]


@dataclass(frozen=True)
class Fixed:
    """Entries known already, in the order of their keys."""

    entries: tuple[Found, ...]

    def count(self) -> int:
        """How many entries."""
        return len(self.entries)

    def page(self, after: str, limit: int) -> list[Found]:
        """Entries after the key `after`."""
        return [each for each in self.entries if not after or each.key > after][:limit]


@dataclass(frozen=True)
class Unseen:
    """Entries of which no more is told than how many there are."""

    listing: "Listing"

    def count(self) -> int:
        """How many entries."""
        return self.listing.count()

    def page(self, after: str, limit: int) -> list[Found]:
        """None of them."""
        return []


@dataclass(frozen=True)
class Listing:
    """Rows that are fetched only when somebody looks: populations and fixed entries, one after another."""

    chunks: tuple[Rows | Fixed | Unseen, ...] = ()

    def __add__(self, other: "Listing") -> "Listing":
        return Listing(self.chunks + other.chunks)

    def count(self) -> int:
        """How many entries in all."""
        return sum(chunk.count() for chunk in self.chunks)

    def page(self, cursor: str = "", limit: int = 50) -> Page:
        """Up to `limit` entries from a cursor (that of an earlier page; empty for the first)."""
        number, _, after = cursor.partition(":")
        index = int(number or 0)
        found: list[Found] = []
        while index < len(self.chunks):
            more = self.chunks[index].page(after, limit - len(found))
            found += more
            if len(found) >= limit:
                return Page(tuple(found), f"{index}:{found[-1].key}")
            index, after = index + 1, ""
        return Page(tuple(found))

    def everything(self) -> list[Found]:
        """Every entry. For listings known to be small."""
        found: list[Found] = []
        cursor = ""
        while True:
            page = self.page(cursor, 500)
            found += page.found
            if not page.next:
                return found
            cursor = page.next


NOTHING = Listing()


def listing(population: Population, reason: Reason = no_reason, count: int | None = None) -> Listing:
    """A listing of one population, of so many rows, if that is known."""
    return Listing((Rows(population, reason, [] if count is None else [count]),))


def fixed(found: Sequence[Found]) -> Listing:
    """A listing of fixed entries, in the order of their keys."""
    return Listing((Fixed(tuple(sorted(found, key=lambda each: each.key))),)) if found else NOTHING


class NodeKind(StrEnum):
    """What a node of an explanation is."""

    OBLIGATION = "obligation"
    CLAUSE = "clause"
    PART = "part"
    REQUIREMENT = "requirement"
    PARAMETER = "parameter"
    MISSING = "missing"
    REMARK = "remark"
    COUNTING = "counting"
    FAILING = "failing"
    EXCEPTIONS = "exceptions"
    APART = "apart"


@dataclass(frozen=True)
class Node:
    """One node of the explanation. `rows` are there to be paged; `path` names the clause a quotation comes from."""

    kind: NodeKind
    text: str
    status: Status | None = None
    children: tuple["Node", ...] = ()
    rows: Listing | None = None
    path: str = ""


@dataclass(frozen=True)
class RequirementResult:
    """The answer for one requirement within a part; `text` says in Chinese what was asked and found."""

    id: str
    text: str
    status: Status
    counting: Listing = NOTHING
    failing: Listing = NOTHING
    exceptions: Listing = NOTHING


@dataclass(frozen=True)
class PartResult:
    """The answer for one part.

    `counting`: rows that count. `failing`: rows that were looked at and do not count. `exceptions`: members that
    fail. `outstanding`: an act is still owed. `backfilled`: met only thanks to rows typed in afterwards.
    """

    id: str
    form: str
    text: str
    status: Status
    counts: Mapping[str, int] = field(default_factory=dict)
    counting: Listing = NOTHING
    failing: Listing = NOTHING
    exceptions: Listing = NOTHING
    apart: Listing = NOTHING
    """Members that no rule of the text says anything about: shown, never counted as failing."""
    remarks: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    backfilled: bool = False
    outstanding: bool = False
    next_change: date | None = None
    next_change_reason: str = ""
    digest: str = ""
    requirements: tuple[RequirementResult, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """One obligation × accountable body × period, as of two times. Never late without a date, never met on nothing."""

    status: Status
    parts: tuple[PartResult, ...]
    next_change: date | None
    next_change_reason: str
    backfilled: bool
    outstanding: bool
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]
    counts: dict[str, dict[str, int]]
    digest: str
    explain: Callable[[], Node] = field(repr=False, compare=False)

    @property
    def explanation(self) -> Node:
        """Why it is so: a tree that ends in rows. Built when asked for, since it counts again."""
        return self.explain()


def combine(statuses: Sequence[Status]) -> Status:
    """Parts combine in one order: any not met decides; else undecidable; else not due; else met."""
    for status in (Status.NOT_MET, Status.UNDECIDABLE, Status.NOT_DUE):
        if status in statuses:
            return status
    return Status.MET
