"""Rows of the register that lines of a file mean: by the key that a workbook hides, or by their natural key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.imports.columns import REFERRING, restored, standing, version_of
from hongxian.kernel.imports.reading.wording import plain
from hongxian.kernel.registers.declaration import Column, Register
from hongxian.kernel.registers.declared import rows_of


class Finder:
    """Finds rows of a register as one actor may see them, many at once."""

    def __init__(self, actor: Actor, register: Register) -> None:
        self._actor = actor
        self._register = register
        self._natural: list[Column] = []
        if register.sheet is not None:
            self._natural = [register.column(key) for key in register.sheet.natural_key]

    @property
    def has_names(self) -> bool:
        """Whether the register has a natural key."""
        return bool(self._natural)

    def find(self, lines: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Any]:
        """For each line, its hidden key (or none) and its values: the row that it means, or None. What the cells of
        the rows need stands beside them."""
        by_key = {self.key_of(row): row for row in self.with_keys({key for key, _ in lines if key})}
        by_name = self._by_name([values for key, values in lines if not key])
        found = [by_key.get(key) if key else by_name.get(self.named(values)) for key, values in lines]
        rows = list({id(row): row for row in found if row is not None}.values())
        if rows and self._register.load is not None:
            self._register.load(self._actor, rows)
        return found

    def with_keys(self, keys: Iterable[str]) -> list[Any]:
        """The rows with these keys; keys of another form are nobody's."""
        return list(self._keyed(keys))

    def _keyed(self, keys: Iterable[str]) -> QuerySet[Any]:
        rows = self._rows()
        field = rows.model._meta.pk if self._register.row_key == "pk" else None
        field = field or rows.model._meta.get_field(self._register.row_key)
        good = []
        for key in keys:
            try:
                good.append(field.to_python(key))
            except ValidationError:
                continue
        return rows.filter(**{f"{self._register.row_key}__in": good}) if good else rows.none()

    def loaded(self, keys: Iterable[str]) -> dict[str, Any]:
        """The rows with these keys, by key, with what their cells need."""
        rows = self.with_keys(keys)
        if rows and self._register.load is not None:
            self._register.load(self._actor, rows)
        return {self.key_of(row): row for row in rows}

    def versions(self, keys: Iterable[str]) -> dict[str, str]:
        """How the rows with these keys stand now, by key (`version_of`)."""
        keys, sheet = list(keys), self._register.sheet
        if sheet is not None and sheet.version in {each.name for each in self._rows().model._meta.concrete_fields}:
            rows = self._keyed(keys).values_list(self._register.row_key, sheet.version)
            return {str(key): str(version) for key, version in rows}
        return {key: version_of(self._register, row) for key, row in self.loaded(keys).items()}

    def key_of(self, row: Any) -> str:
        """The key by which a row is named in a workbook."""
        return str(getattr(row, self._register.row_key))

    def named(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The natural key that the values make, to compare by; empty if the register has none or a part is missing."""
        parts = [_comparable(column, values.get(column.key)) for column in self._natural]
        return tuple(parts) if parts and all(parts) else ()

    def _by_name(self, lines: Sequence[Mapping[str, Any]]) -> dict[tuple[str, ...], Any]:
        asked = [values for values in lines if self.named(values)]
        if not asked:
            return {}
        rows = self._rows()
        for column in self._natural:
            lookup = column.argument.replace(".", "__")
            wanted = {
                values[column.key][0] if column.kind in REFERRING else restored(column, values[column.key])
                for values in asked
            }
            try:
                rows = rows.filter(**{f"{lookup}__in": wanted})
            except FieldError:
                return {}
        found = list(rows)
        if found and self._register.load is not None:
            self._register.load(self._actor, found)
        return {self.named({each.key: standing(each, row) for each in self._natural}): row for row in found}

    def _rows(self) -> QuerySet[Any]:
        return rows_of(self._register, self._actor)


def _comparable(column: Column, value: Any) -> str:
    if isinstance(value, list):
        return str(value[0])
    return plain(value).lower() if value is not None else ""
