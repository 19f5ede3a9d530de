"""The shapes of a pack's files as they are written: pack, clauses, parameters, obligations, scenarios."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from hongxian.kernel.rules.conditions import ISODuration, Shape
from hongxian.kernel.rules.verdict import Status

Scalar = bool | int | date | str


class FormName(StrEnum):
    """The seventeen forms."""

    COVERAGE = "COVERAGE"
    TRIGGER = "TRIGGER"
    STRUCTURE = "STRUCTURE"
    COMPOSITION = "COMPOSITION"
    DEADLINE = "DEADLINE"
    EXISTENCE = "EXISTENCE"
    PERIODIC = "PERIODIC"
    TREND = "TREND"
    GATE = "GATE"
    BAR = "BAR"
    ROUTING = "ROUTING"
    FLOOR = "FLOOR"
    THRESHOLD = "THRESHOLD"
    SEPARATION = "SEPARATION"
    ESCALATION = "ESCALATION"
    WINDOW = "WINDOW"
    CODING = "CODING"


class Source(Shape):
    """Where the text comes from: the file beside it, its hash, how it was received. Lines of the title, and lines that
    the web page put there (navigation, notices), are not clauses; every other line is."""

    file: str = "source.txt"
    sha256: str
    received_as: str = ""
    title_lines: tuple[int, ...] = ()
    clutter_lines: tuple[int, ...] = ()
    url: str = ""


class Damage(Shape):
    """A conflict or slip of the text, shown and never repaired; a reading of it that somebody confirms is a
    `parameter`."""

    id: str = ""
    line: int
    quote: str
    text: str
    parameter: str = ""


class PackEntry(Shape):
    """pack.yaml. `articles` is the number of articles the text is declared to have."""

    id: str
    version: int
    title: str
    issuer: str
    place_code: str
    place_name: str
    issued: date | None = None
    published_online: date | None = None
    effective_from: date
    effective_reason: str = ""
    effective_to: date | None = None
    parents: tuple[str, ...] = ()
    articles: int
    source: Source
    damage: tuple[Damage, ...] = ()


ClauseKind = Literal[
    "preamble", "part", "chapter", "section", "article", "item", "paragraph", "sentence", "closing", "attachment"
]
HEADINGS = ("part", "chapter", "section")
"""Kinds that stand above articles."""
WITHIN_LINE = ("article", "item", "sentence")
"""Kinds that may be part of a line; the others are the whole line."""


class ClauseEntry(Shape):
    """One entry of clauses.yaml: printed numbering, line of source.txt (1-based), the exact characters; those left out
    are taken from the line (`printed`).

    `continues`: the line goes on with the sentence of the entry before it, and is shown joined to it.
    """

    path: str
    kind: ClauseKind
    number: str = ""
    heading: str = ""
    line: int
    text: str = ""
    continues: bool = False


class ParameterType(StrEnum):
    """What a parameter holds. A duration is ISO 8601 (P6M), a list is of words, one at least."""

    ENUM = "enum"
    INT = "int"
    DURATION = "duration"
    TEXT = "text"
    DATE = "date"
    BOOL = "bool"
    LIST = "list"


class ParameterEntry(Shape):
    """One entry of parameters.yaml: something the text leaves open.

    `deciding`: unset, it makes the verdict undecidable. `plain` is used while a parameter that is not deciding is
    unset, and only where the plain meaning of the word gives it (`plain_reason`). `suggestion` is one reading of a
    misprint: only shown, until somebody sets it. `national` is the key of a value that law or a standard publishes:
    while the parameter is unset, that value holds where it decides. `values` are the choices of an enum, and may be
    those of a list.
    """

    key: str
    label: str
    question: str
    clause: str = ""
    type: ParameterType
    values: dict[str, str] = Field(default_factory=dict)
    unit: str = ""
    deciding: bool
    plain: Scalar | tuple[str, ...] | None = None
    plain_reason: str = ""
    suggestion: Scalar | tuple[str, ...] | None = None
    national: str = ""
    obligations: tuple[str, ...] = ()


class Quotation(Shape):
    """Exact characters of one clause; all of them, if left out."""

    path: str
    quote: str = ""


class Holder(Shape):
    """Who is accountable, in words and as a choice among the fact `party`: field → value or values."""

    text: str
    select: dict[str, str | tuple[str, ...]] | None = None


class Consequence(Shape):
    """What follows if it is missed: stated in the clause, or the id of the general one."""

    stated: str = ""
    general: str = ""


class ObligationEntry(Shape):
    """One obligation as written. `parts` are shaped by their forms; without any, it waits and says for what.

    `family`: the family of rules it belongs to, to compare packs by. `binds`: the code of the place whose bodies alone
    it binds. `practice`: reported as done somewhere, binding only where a place adopts it. `advisory`: encouraged; not
    done, it is pointed out and nothing is owed. `added`: not among the obligations first counted.
    """

    id: str
    title: str
    form: FormName
    strength: Literal["A", "M", "B"]
    clauses: tuple[Quotation, ...] = Field(min_length=1)
    holder: Holder
    action: str
    object: str
    due_text: str
    counting: str
    evidence: tuple[str, ...]
    consequence: Consequence
    needs: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    corrections: str = ""
    added: bool = False
    family: str = ""
    binds: str = ""
    practice: bool = False
    advisory: bool = False
    waits: str = ""
    parts: tuple[dict[str, Any], ...] = ()


class Expectation(Shape):
    """What a scenario expects. `missing`, `counted` and `exceptions` are keys, compared as sets."""

    status: Status
    backfilled: bool | None = None
    outstanding: bool | None = None
    missing: tuple[str, ...] | None = None
    counted: tuple[str, ...] | None = None
    exceptions: tuple[str, ...] | None = None
    next_change: date | None = None
    remark: str = ""


class ScenarioCase(Shape):
    """One case. Facts are rows by noun; a noun named with an empty list has a source, one not named has none. `shift`
    moves the dates printed in the text, as for a pack used in another year."""

    name: str
    as_of: date
    known_at: datetime | None = None
    shift: ISODuration | None = None
    holder: dict[str, Any]
    period: str = ""
    parameters: dict[str, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    facts: dict[str, tuple[dict[str, Any], ...]]
    expect: Expectation


class ScenarioEntry(Shape):
    """One file of scenarios."""

    obligation: str
    cases: tuple[ScenarioCase, ...] = Field(min_length=1)


class GlossaryEntry(Shape):
    """A word as this text uses it, other names it has there, and what the same word means in other texts."""

    term: str
    meaning: str
    clause: str
    aliases: tuple[str, ...] = ()
    elsewhere: str = ""
