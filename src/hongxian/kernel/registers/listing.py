"""One look at a register: the rows asked for, page by page, with everything the list shows around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now
from hongxian.kernel.glossary import term
from hongxian.kernel.paging import Page, page
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.cells import Cell, Cells
from hongxian.kernel.registers.counting import MOST_COUNTED, digest, many_at, remember_many
from hongxian.kernel.registers.declaration import Action, Column, Link, Register
from hongxian.kernel.registers.declared import may_import, row_address, rows_of
from hongxian.kernel.registers.filtering import narrowed
from hongxian.kernel.registers.forms import QueryForm
from hongxian.kernel.registers.models import SIZES, ListSetting, SavedFilter
from hongxian.kernel.registers.queries import saved_filters_of, setting_of

MOST_PRINTED = 1_000
IN_SIGHT = 8
"""So many inputs stand in the query bar; the others are folded away."""


@dataclass(frozen=True)
class Line:
    """One row as the list shows it."""

    key: str
    words: str
    cells: list[Cell]
    href: str
    actions: list[Action]
    late: bool = False


class Listing:
    """A register as one actor looks at it under the conditions of an address.

    Every read begins with the rows the actor may see. Raises `Problem` at a paging token or an order of another list;
    conditions that cannot be read leave no rows, and stand on the `form`. `path` is the whole address of the page;
    `whole` takes as many rows as a print shows, in place of a page.
    """

    def __init__(
        self, register: Register, actor: Actor, data: QueryDict, *, path: str = "", whole: bool = False
    ) -> None:
        self.register = register
        self.actor = actor
        self.data = data
        self.path = path
        self.whole = whole
        self.form = QueryForm(register, actor, data)
        self.valid = self.form.is_valid()
        self.descending, self.sorted_by = self._sort()

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return self.form.status

    def _sort(self) -> tuple[bool, Column | None]:
        asked = self.data.get("sort", "")
        if not asked:
            return False, None
        sortable = {each.key: each for each in self.register.columns if each.sort}
        if (column := sortable.get(asked.removeprefix("-"))) is None:
            expected = text.LISTED.join(sortable) or text.MISSING
            sentence = text.NO_SUCH_SORT.format(register=self.register.words, found=asked, expected=expected)
            raise Problem(sentence, field="sort")
        return asked.startswith("-"), column

    @property
    def order(self) -> tuple[str, ...]:
        """The columns by which the rows stand in order; the same first column keeps the register's own order."""
        if self.sorted_by is None:
            return self.register.order
        turned = "-" if self.descending else ""
        own = [each.removeprefix("-") for each in self.register.order]
        rest = own[1:] if own[0] == self.sorted_by.sort else own[-1:]
        return tuple(f"{turned}{name}" for name in (self.sorted_by.sort, *rest))

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """All rows asked for."""
        rows = rows_of(self.register, self.actor)
        return narrowed(rows, self.form.asked()) if self.valid else rows.none()

    @cached_property
    def page(self) -> Page[Any]:
        """The rows of the page asked for."""
        after, before = ("", "") if self.whole else (self.data.get("after", ""), self.data.get("before", ""))
        limit = MOST_PRINTED if self.whole else self.setting.page_size
        many = self.count > MOST_COUNTED
        return page(self.rows, self.order, after=after, before=before, limit=limit, many=many)

    @cached_property
    def count(self) -> int:
        """How many rows, up to `MOST_COUNTED` and one. That there are more is remembered for a while: it changes
        slowly, and to find it out again for each page would cost more than the page."""
        if not self.valid or many_at(self._asked):
            return MOST_COUNTED + 1 if self.valid else 0
        found = self.rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
        if found > MOST_COUNTED:
            remember_many(self._asked)
        return found

    @property
    def _asked(self) -> str:
        """The same for whoever sees the same and asks the same."""
        scopes = sorted(str(each) for each in self.actor.scopes(self.register.permission))
        return digest(self.register.key, self.query, *scopes)

    @property
    def count_in_words(self) -> str:
        """How many rows, or that there are more than one counts."""
        if self.count <= MOST_COUNTED:
            return text.COUNT.format(count=self.count)
        at = many_at(self._asked) or now()
        return text.COUNT_MANY.format(count=MOST_COUNTED, at=at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S"))

    @cached_property
    def setting(self) -> ListSetting:
        """The columns and page size that the actor chose."""
        return setting_of(self.actor, self.register.key)

    @property
    def sizes(self) -> Sequence[int]:
        """The page sizes to choose from."""
        return SIZES

    @cached_property
    def saved(self) -> list[SavedFilter]:
        """The actor's saved filters."""
        return saved_filters_of(self.actor, self.register.key)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns shown: those chosen, else those of the declaration."""
        known = {each.key: each for each in self.register.columns}
        chosen = [known[key] for key in self.setting.columns if key in known]
        return chosen or [each for each in self.register.columns if each.shown]

    @property
    def choosable(self) -> list[tuple[Column, bool]]:
        """Every column, and whether it is shown."""
        shown = {each.key for each in self.columns}
        return [(each, each.key in shown) for each in self.register.columns]

    @property
    def heads(self) -> list[tuple[Column, str, str]]:
        """The columns with the order that a click on the head brings, and the one that stands (`up`, `down`, empty)."""
        found = []
        for each in self.columns:
            stands = "" if each is not self.sorted_by else "down" if self.descending else "up"
            found.append((each, (f"-{each.key}" if stands == "up" else each.key) if each.sort else "", stands))
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of the page."""
        rows = self.page.rows
        cells = Cells(self.register, self.actor, self.columns, rows)
        ways = self._ways(rows)
        return [self._line(row, cells, ways) for row in rows]

    def _line(self, row: Any, cells: Cells, ways: Mapping[str, Callable[[Any], bool]]) -> Line:
        register = self.register
        href = row_address(register, row)
        actions = [each for each in register.actions if each.command in ways and ways[each.command](row)]
        late = register.late is not None and register.late(row)
        return Line(str(row.pk), str(row), cells.shown(row, href), href, actions, late)

    def _ways(self, rows: list[Any]) -> dict[str, Callable[[Any], bool]]:
        """For each action that the actor may take at all: on which of the rows."""
        keys, found = [row.pk for row in rows], {}
        for each in self.register.actions:
            if self.actor.may(each.command) and not self.whole:
                inside = rows_of(self.register, self.actor, each.command).filter(pk__in=keys)
                found[each.command] = _way(each, self.actor, set(inside.values_list("pk", flat=True)))
        return found

    @property
    def bulk(self) -> list[Action]:
        """What can be done with many rows at once."""
        return [each for each in self.register.actions if each.bulk and self.actor.may(each.command)]

    @property
    def links(self) -> list[Link]:
        """The ways to other pages that are open to the actor."""
        return [each for each in self.register.links if self.actor.may(each.permission)]

    @property
    def first_inputs(self) -> list[BoundField]:
        """The inputs of the query bar that are always in sight."""
        return list(self.form)[:IN_SIGHT]

    @property
    def more_inputs(self) -> list[BoundField]:
        """Those that are folded away."""
        return list(self.form)[IN_SIGHT:]

    @property
    def more_used(self) -> bool:
        """Whether one of those folded away is set or refused."""
        return any(self.data.get(each.name) or each.errors for each in self.more_inputs)

    @property
    def address(self) -> str:
        """The list without conditions."""
        return self.path.partition("?")[0]

    @property
    def sort(self) -> str:
        """The order asked for, as it stands in the address."""
        return self.data.get("sort", "")

    @property
    def create_words(self) -> str:
        """What the button to the form of a new row says."""
        return term(self.register.creates)

    @property
    def create_address(self) -> str:
        """Where a new row is entered."""
        key = self.register.page_key
        return reverse(self.register.create, args=[key] if key else [])

    @property
    def may_create(self) -> bool:
        """Whether to show the way to the form of a new row."""
        return bool(self.register.create) and self.actor.may(self.register.creates)

    @property
    def may_export(self) -> bool:
        """Whether the actor may take rows out."""
        return self.actor.may("export.make")

    @property
    def may_import(self) -> bool:
        """Whether to show the way to the import."""
        return self.actor.may("import_batch.receive") and may_import(self.actor, self.register)

    @property
    def may_keep(self) -> bool:
        """Whether the actor may save filters and settings."""
        return self.actor.may("saved_filter.save") and self.actor.may("list_setting.set")

    @property
    def start(self) -> int:
        """The number of the first row shown, as far as the way here tells it."""
        given = self.data.get("start", "")
        return int(given) if given.isdecimal() and len(given) < 10 else 1

    @property
    def next_start(self) -> int:
        """The number of the first row of the next page."""
        return self.start + len(self.page.rows)

    @property
    def previous_start(self) -> int:
        """The number of the first row of the page before."""
        return max(1, self.start - self.setting.page_size)

    @property
    def query(self) -> str:
        """The conditions and the order, as they stand in an address."""
        return self.form.query()

    @property
    def conditions(self) -> str:
        """The conditions in one line of words."""
        found = self.form.in_words() if self.valid else []
        return text.CONDITIONS.format(conditions=text.CONDITION_JOIN.join(found)) if found else text.NO_CONDITION_SET

    @property
    def hint(self) -> str:
        """What is said where there are no rows."""
        return self.register.empty_for_creator if self.may_create else self.register.empty

    @property
    def printed_only(self) -> str:
        """That more rows are there than a print shows; empty if not."""
        return text.PRINTED_ONLY.format(most=MOST_PRINTED) if self.whole and self.page.older else ""


def _way(action: Action, actor: Actor, inside: set[Any]) -> Callable[[Any], bool]:
    is_open = action.open
    return lambda row: row.pk in inside and (is_open is None or is_open(actor, row))
