"""Reading a mapping: data that says which rows go out as which records, or what may come in. Everything wrong with it
is said at once, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from hongxian.kernel.problem import Problem
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.faults import PERIODS, SOURCES, faults_of

_LONGEST = 200_000


@dataclass(frozen=True)
class Field:
    """One field of the other side's record. `said` is what the declaration says of it, checked."""

    name: str
    said: Mapping[str, Any]
    codes: Mapping[str, Any] | None = None

    @property
    def source(self) -> str:
        """Where an outgoing value comes from: one of `SOURCES`."""
        return next(each for each in SOURCES if each in self.said)

    @property
    def required(self) -> bool:
        """Whether a record without it does not go out or is refused."""
        return bool(self.said.get("required"))


@dataclass(frozen=True)
class Check:
    """A comparison of two fields that must hold; with `note` a record that breaks it is only marked."""

    left: str
    op: str
    right: str
    note: bool = False


@dataclass(frozen=True)
class Declared:
    """A mapping that was read. `each` gives, for key fields, every value for which a record must be there."""

    direction: str
    register: str
    fields: tuple[Field, ...]
    query: str = ""
    period: str = "month"
    key: tuple[str, ...] = ()
    grouped: bool = False
    each: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    target: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    checks: tuple[Check, ...] = ()

    def check_period(self, period: str) -> None:
        """Raises `Problem` at a period of another kind."""
        if not PERIODS[self.period].fullmatch(period):
            raise Problem(text.BAD_PERIOD.format(found=period, expected=text.PERIOD_WORDS[self.period]), field="period")

    @property
    def unavailable(self) -> list[tuple[str, str]]:
        """The fields that no register tells, each with the reason."""
        return [(each.name, str(each.said["unavailable"])) for each in self.fields if "unavailable" in each.said]


def read_mapping(content: str, direction: str) -> Declared:
    """What a declaration (YAML or JSON) says. Raises `Problem` that names everything wrong with it."""
    if len(content) > _LONGEST:
        raise Problem(text.TOO_LONG, field="content")
    try:
        said = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise Problem(text.NOT_YAML.format(reason=str(error).replace("\n", " ")[:200]), field="content") from error
    if not isinstance(said, dict):
        raise Problem(text.NOT_A_MAPPING, field="content")
    if faults := list(faults_of(said, direction)):
        raise Problem("\n".join(faults), field="content")
    tables = {
        name: {str(code): value for code, value in table.items()} for name, table in (said.get("tables") or {}).items()
    }
    fields = tuple(Field(str(each["name"]), each, tables.get(str(each.get("codes", "")))) for each in said["fields"])
    return Declared(
        direction=direction,
        register=str(said.get("register", "")),
        fields=fields,
        query=str(said.get("query", "")),
        period=str(said.get("period", "month")),
        key=tuple(str(each) for each in said.get("key", ())),
        grouped=bool(said.get("grouped")),
        each={str(name): tuple(str(one) for one in values) for name, values in (said.get("each") or {}).items()},
        target=said.get("target") or {},
        checks=tuple(
            Check(str(each["left"]), str(each["op"]), str(each["right"]), bool(each.get("note")))
            for each in said.get("checks", ())
        ),
    )
