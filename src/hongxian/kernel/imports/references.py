"""Rows that a cell names: found among those the actor may see, each name looked up once."""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.imports import text
from hongxian.kernel.imports.reading.values import Unexpected
from hongxian.kernel.imports.reading.wording import plain
from hongxian.kernel.module import noun, resolve
from hongxian.kernel.registers.declaration import Column, Register

_SHOWN = 4
_ENOUGH = 2
"""So many at least are asked for at once."""
_APART_ANYWHERE = re.compile(r"[()]")
_APART = re.compile(r"(.+)\(([^()]+)\)")


class References:
    """What the cells of one file name, for one actor."""

    def __init__(self, actor: Actor, register: Register) -> None:
        self._actor = actor
        self._register = register
        self._found: dict[tuple[str, str], list[str] | Unexpected] = {}
        self._rows: dict[tuple[str, str], Any] = {}

    def find(self, column: Column, written: str) -> list[str]:
        """Key and words of the row that is meant. Raises `Unexpected` when there is none or more than one."""
        at = (column.key, plain(written))
        if at not in self._found:
            self._found[at] = self._look_up(column, written)
        found = self._found[at]
        if isinstance(found, Unexpected):
            raise found
        return found

    def look_up(self, column: Column, written: Iterable[str]) -> None:
        """Look up with one query what these cells name exactly, as `find` would; what cannot be found so waits."""
        if column.find is not None or any("__" in name for name in column.named_by):
            return
        asked = {each for each in written if (column.key, plain(each)) not in self._found}
        if len(asked) < _ENOUGH:
            return
        spelled = asked | {plain(each) for each in asked}
        named = reduce(or_, (Q(**{f"{name}__in": spelled}) for name in column.named_by))
        bearing: dict[str, dict[Any, Any]] = {}
        for row in self.offered(column).filter(named):
            for name in column.named_by:
                bearing.setdefault(str(getattr(row, name)), {})[row.pk] = row
        for each in asked:
            rows = bearing.get(each) or bearing.get(plain(each)) or {}
            if len(rows) == 1 and not getattr(row := next(iter(rows.values())), "succeeded_by", None):
                self._keep(column, each, row)

    def load(self, column: Column, keys: Iterable[str]) -> None:
        """Load with one query the rows with these keys, as `row` would."""
        missing = {key for key in keys if (column.key, key) not in self._rows}
        if len(missing) < _ENOUGH:
            return
        for row in self.offered(column).filter(pk__in=missing):
            self._rows[(column.key, str(row.pk))] = row

    def _keep(self, column: Column, written: str, row: Any) -> list[str]:
        self._rows[(column.key, str(row.pk))] = row
        found = [str(row.pk), str(row)]
        self._found[(column.key, plain(written))] = found
        return found

    def row(self, column: Column, key: str) -> Any:
        """The row with that key; None if the actor cannot see it."""
        at = (column.key, key)
        if at not in self._rows:
            self._rows[at] = self.offered(column).filter(pk=key).first()
        return self._rows[at]

    def offered(self, column: Column) -> QuerySet[Any]:
        """The rows that the column may name."""
        assert self._register.sheet is not None
        permission = column.sees or self._register.sheet.create or self._register.sheet.change
        rows: QuerySet[Any] = resolve(noun(column.refers).visible)(self._actor, permission)
        return rows

    def _look_up(self, column: Column, written: str) -> list[str] | Unexpected:
        if column.find is not None:
            return self._found_by(column, column.find(self._actor, written, _SHOWN + 1), written)
        rows = self.offered(column)
        for named in self._conditions(column, written):
            found = list(rows.filter(named).distinct()[: _SHOWN + 1])
            if len(found) == 1:
                row = found[0]
                if successor := getattr(row, "succeeded_by", None):
                    return Unexpected(text.EXPECTED["successor"].format(old=row, new=successor))
                return self._keep(column, written, row)
            if found:
                return self._several(column, found)
        near = (
            rows.filter(**{f"{column.named_by[0]}__icontains": plain(written)})[:1] if len(plain(written)) > 1 else []
        )
        hint = "".join(text.DID_YOU_MEAN.format(word=str(each)) for each in near)
        return Unexpected(text.EXPECTED["reference"].format(noun=term(column.refers)) + hint)

    def _found_by(self, column: Column, found: list[tuple[str, str]], written: str) -> list[str] | Unexpected:
        """The one of the rows found that is named exactly; a name that is only like it is no more than a hint."""
        bare = plain(written)
        exact = [(key, words) for key, words in found if bare in (plain(words), *_APART_ANYWHERE.split(plain(words)))]
        if len(exact) == 1:
            return list(exact[0])
        if exact:
            names = text.LISTED.join(words for _, words in exact[:_SHOWN])
            return Unexpected(text.EXPECTED["one_reference"].format(noun=column.words, found=names))
        hint = "".join(text.DID_YOU_MEAN.format(word=words) for _, words in found[:1])
        return Unexpected(text.EXPECTED["reference"].format(noun=column.words) + hint)

    def _conditions(self, column: Column, written: str) -> Iterator[Q]:
        """The name as it is written, without what keyboards add, and as a drop-down tells two of one name apart."""
        for spelled in dict.fromkeys((written, plain(written))):
            named = Q()
            for name in column.named_by:
                named |= Q(**{name: spelled})
            yield named
        if (apart := _APART.fullmatch(plain(written))) and len(column.named_by) > 1:
            yield Q(**{column.named_by[0]: apart[1], column.named_by[1]: apart[2]})

    def _several(self, column: Column, found: list[Any]) -> Unexpected:
        others = column.named_by[1:]
        names = [
            text.BRACKETED.format(name=row, more=getattr(row, others[0], "")) if others else str(row) for row in found
        ]
        listed = text.LISTED.join(names[:_SHOWN]) + (text.ELLIPSIS if len(names) > _SHOWN else "")
        return Unexpected(text.EXPECTED["one_reference"].format(noun=term(column.refers), found=listed))
