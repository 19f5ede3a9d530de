"""What a register is: declared once, as data, by the room that keeps it. From it come the list page, its filters and
counts, the export, the list for programs, and what an import needs to know (`docs/registers.md`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import glossary, term


class ColumnKind(StrEnum):
    """What stands in the cells of a column: by it they are written on the page, in a workbook, for programs."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    YES_NO = "yes_no"
    REFERENCE = "reference"
    PLACE = "place"
    MONEY = "money"
    PERCENT = "percent"
    STATUS = "status"


class FilterKind(StrEnum):
    """What a filter asks for. `DATES`, `MONTHS`, `NUMBERS` are ranges: `<key>_from` and `<key>_to`, both included."""

    WORDS = "words"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATES = "dates"
    MONTHS = "months"
    NUMBERS = "numbers"
    REFERENCE = "reference"
    PLACE = "place"


@dataclass(frozen=True)
class Choices:
    """The values a column may have, each with its word: `labels` as they stand, else the glossary's under `prefix`
    and the value (`sector#` + `coal`, `meeting:` + `recorded`)."""

    prefix: str = ""
    values: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def pairs(self) -> list[tuple[str, str]]:
        """Every value with its word, in order."""
        return list(self.labels.items()) if self.labels else [(each, term(self.prefix + each)) for each in self.values]

    def word(self, value: str) -> str:
        """The word of a value; one that nobody declared is its own."""
        if value in self.labels:
            return self.labels[value]
        known = glossary().get(self.prefix + value) if self.prefix else None
        return known.zh if known else value


@dataclass(frozen=True)
class Column:
    """One column.

    `key` names it in addresses, for programs, and in the glossary (unless `label` gives the words). `value` is where
    the cell comes from: a path of attributes of the row (`place.name`; the key itself, if empty) or a function of the
    row, after `Register.load` has put beside the rows what they need; what is given depends on the kind: the plain
    value of a choice, a date, a number, the row referred to or a text. A list of texts is shown line by line.

    `sort` is the lookup by which the rows can be put in the order of this column: one of the row's own columns or an
    annotation of `Register.rows`, indexed where there are many rows; empty for a column that does not sort. `shown`:
    unless somebody chooses otherwise. `link` leads to the row's own page. `masked` names the permission with which a
    file may give the cell whole, for a purpose that is put down; elsewhere it shows only its beginning and end.
    `colours` are the badges of a status, by value (`yes`, `no`). `mark` says in a word what is special about a row,
    shown after the cell.

    For Excel: `exported` columns go into the workbook; those with an `argument` can be edited there: it is the argument
    of the commands that create and change a row (`values.title` is the item `title` of the argument `values`). A
    reference or place is found by what is typed in one of the lookups `named_by` of the noun `refers`, among the rows
    the actor may see under `sees` (if empty, the permission of the command); these are also its drop-down. With `find`
    (actor, what is typed, how many at most; gives key and words of rows that may be meant) it is found in that way. The
    command is given the row; or the key, with `key_of`, which says to which key a row of the register refers.
    """

    key: str
    kind: ColumnKind = ColumnKind.TEXT
    value: str | Callable[[Any], Any] = ""
    label: str = ""
    sort: str = ""
    shown: bool = True
    link: bool = False
    masked: str = ""
    choices: Choices | None = None
    colours: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    mark: Callable[[Any], str] | None = None
    exported: bool = True
    argument: str = ""
    required: bool = False
    refers: str = ""
    named_by: tuple[str, ...] = ("name",)
    sees: str = ""
    find: Callable[[Actor, str, int], list[tuple[str, str]]] | None = None
    key_of: Callable[[Any], Any] | None = None
    help: str = ""

    @property
    def words(self) -> str:
        """The head of the column."""
        return self.label or term(self.key)


@dataclass(frozen=True)
class Filter:
    """One condition that people may set, by the parameter `key` of the address.

    `lookups` are those of the rows that it compares: for words, each in which they may stand (`name__icontains`,
    `credit_code__istartswith`); for a place the column with its path; else the column. `apply` does it another way:
    the rows and the value (for ranges a pair, either may be None) give the rows. A reference or place is one of the
    rows of the noun `refers` that the actor may see (`sees`, if not the noun's own view permission); `offered` narrows
    those put before them.
    """

    key: str
    kind: FilterKind
    lookups: tuple[str, ...] = ()
    label: str = ""
    choices: Choices | None = None
    tree: Callable[[Actor], Any] | None = None
    refers: str = ""
    sees: str = ""
    offered: Callable[[Actor, QuerySet[Any]], QuerySet[Any]] | None = None
    apply: Callable[[QuerySet[Any], Any], QuerySet[Any]] | None = None

    @property
    def words(self) -> str:
        """What stands beside the input."""
        return self.label or term(self.key)


@dataclass(frozen=True)
class Action:
    """Something to be done with a row, or with many at once: a command, or a page that leads to one.

    `command` is its name: the permission, the word on the button. With a `page` (a URL name that takes the row's key)
    the button leads there; without one the command is carried out with the row as its `argument`, and with the words
    of `needs` (names of text inputs, such as a reason). `bulk`: also on many rows, each an act of its own, which
    succeeds or fails by itself. `open` says whether it is open on that row now, as far as the row tells. `asks` is a
    question put before it is done.
    """

    command: str
    argument: str = ""
    page: str = ""
    needs: tuple[str, ...] = ()
    bulk: bool = False
    open: Callable[[Actor, Any], bool] | None = None
    asks: str = ""
    danger: bool = False


@dataclass(frozen=True)
class Sheet:
    """How rows come in from a workbook: the commands that create one and change one (as the argument `row`), with
    arguments of which no column speaks (`given`).

    `withdraw` takes back one that was created by mistake, as the argument `row`, with the arguments `withdrawn_by`.
    `natural_key` are the columns by which a line without a hidden key finds its row. `version` is a path of the row
    that changes whenever it does; empty: the cells that can be edited. `open` says whether the actor may bring in
    anything at all now, beside the permissions of the commands.
    """

    create: str = ""
    change: str = ""
    withdraw: str = ""
    row: str = ""
    natural_key: tuple[str, ...] = ()
    version: str = ""
    given: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    withdrawn_by: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    open: Callable[[Actor], bool] | None = None


@dataclass(frozen=True)
class Link:
    """A way from the list to another page, shown to whoever holds the permission."""

    label: str
    page: str
    permission: str
    icon: str = "list"


@dataclass(frozen=True)
class Register:
    """A register. Its title and scope are those of its noun, unless it says otherwise.

    `key` is unique among all registers. `order` tells every row apart, all ascending or all descending, columns of the
    row itself or annotations of `rows`; only the first may be null (such rows come last). `rows` gives the rows that an
    actor may see under a permission; if empty, the noun's own scope function. `load` puts beside the rows of one page
    what their cells need, for all of them at once; `late` says of a row that it is overdue. `page` is the URL name of
    the list, `page_key` its argument. `detail` is the URL name of a row's own page, with the attribute `row_key` of the
    row as its argument. `create` is the URL name of the form for a new row, shown to whoever holds `creates`. `empty`
    is said where there are no rows, `note` under the list.
    """

    key: str
    noun: str
    page: str
    order: tuple[str, ...]
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    actions: tuple[Action, ...] = ()
    sheet: Sheet | None = None
    title: str = ""
    view: str = ""
    rows: Callable[[Actor, str], QuerySet[Any]] | None = None
    load: Callable[[Actor, list[Any]], None] | None = None
    late: Callable[[Any], bool] | None = None
    page_key: str = ""
    detail: str = ""
    row_key: str = "pk"
    create: str = ""
    creates: str = ""
    links: tuple[Link, ...] = ()
    note: str = ""
    empty: str = ""
    empty_for_creator: str = ""

    @property
    def words(self) -> str:
        """What it is called."""
        return self.title or term(self.noun)

    @property
    def permission(self) -> str:
        """The permission to look at it."""
        return self.view or f"{self.noun}.view"

    def column(self, key: str) -> Column:
        """The column of that key; KeyError if there is none."""
        return {each.key: each for each in self.columns}[key]

    def filter(self, key: str) -> Filter:
        """The filter of that key; KeyError if there is none."""
        return {each.key: each for each in self.filters}[key]

    @property
    def editable(self) -> tuple[Column, ...]:
        """The columns that a workbook may change."""
        return tuple(each for each in self.columns if each.argument)
