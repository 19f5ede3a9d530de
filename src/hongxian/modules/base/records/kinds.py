"""Kinds of registers: the nouns of the dictionary of facts that no room tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hongxian.kernel.module import source_of
from hongxian.kernel.rules.dictionary import FactField, FactNoun, FieldType
from hongxian.kernel.rules.population import Value
from hongxian.modules.base.policies.queries import fact_noun, fact_subjects, nouns_in_force
from hongxian.modules.base.records import text

OF_THE_PLACE = ("place", "place_path")
"""Fields that nobody types in: they follow from the place chosen."""


@dataclass(frozen=True)
class Kind:
    """One kind of register, as the dictionary describes it."""

    key: str
    fact: FactNoun

    @property
    def label(self) -> str:
        """What it is a register of, in Chinese."""
        return self.fact.label

    @property
    def restricted(self) -> str:
        """Why only named posts may see its records, in Chinese; empty where no such limit stands."""
        return self.fact.restricted

    @property
    def subject(self) -> str:
        """The part of the dictionary in which it stands, in Chinese."""
        return fact_subjects().get(self.key, text.OF_A_PACK)

    @property
    def fields(self) -> dict[str, FactField]:
        """The fields that are typed in, in their order."""
        return {name: field for name, field in self.fact.fields.items() if name not in OF_THE_PLACE}

    @property
    def columns(self) -> dict[str, str]:
        """Those fields that are columns of the record, not part of its values, with the column of each."""
        found = {self.fact.dated: "happened_on"} if self.fact.dated else {}
        if self.fact.period_valid:
            found |= {"valid_from": "valid_from", "valid_to": "valid_to"}
        return found

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields without which there is no record: the day it happened, the day from which it holds."""
        return tuple(name for name in (self.fact.dated, "valid_from") if name in self.columns)

    @property
    def day(self) -> str:
        """The column that says when it happened or since when it holds; empty for a kind without days."""
        return "happened_on" if self.fact.dated else "valid_from" if self.fact.period_valid else ""

    def said(self, record: Any) -> dict[str, Value]:
        """What a record of this kind says, field by field, typed; fields of which it says nothing are absent."""
        values: Mapping[str, Any] = record.values
        found: dict[str, Value] = {}
        for name, field in self.fields.items():
            value = getattr(record, self.columns[name]) if name in self.columns else values.get(name)
            if field.type is FieldType.DATE and isinstance(value, str):
                value = date.fromisoformat(value)
            elif field.type is FieldType.DATETIME and isinstance(value, str):
                value = datetime.fromisoformat(value).replace(tzinfo=UTC)
            if value is not None:
                found[name] = value
        return found


def kind_of(key: str) -> Kind | None:
    """The kind of that name, also one that a room has taken over since; None if the dictionary has no such noun."""
    noun = fact_noun(key)
    return Kind(key, noun) if noun else None


def kind_word(key: str) -> str:
    """What that kind of register is called, also one that a room has taken over since; empty if there is none."""
    noun = fact_noun(key)
    return noun.label if noun else ""


def is_offered(key: str) -> bool:
    """Whether registers of the noun are kept here: no room tells it."""
    return source_of(key) is None


def kinds() -> dict[str, Kind]:
    """Every kind of register that is kept here, by noun, in the order of the dictionary."""
    return {key: Kind(key, noun) for key, noun in nouns_in_force().items() if is_offered(key)}
