"""Whether what came in can be taken: shape, codes, place, cross-checks, and what the register's own checks say. Every
record is judged by itself, with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.imports.checking import Checker
from hongxian.kernel.imports.reading.table import Line
from hongxian.kernel.registers.declaration import Column, ColumnKind, Register
from hongxian.kernel.registers.declared import may_import, register_of
from hongxian.modules.base.places.queries import place_now
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.declaring import Declared, Field
from hongxian.modules.portal.exchange.taking import key_of
from hongxian.modules.portal.exchange.values import NotSaid, contradictions, number_of


@dataclass
class Verdict:
    """What was found of one record: `faults` refuse it, `findings` only mark it."""

    faults: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def judge(
    actor: Actor, declared: Declared, place: Any, records: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[Verdict]:
    """A verdict for each record (its key, what it says), in their order. `place` is where they must lie."""
    found = [_alone(declared, place, key, values) for key, values in records]
    register = register_of(declared.register) if declared.register else None
    if register is not None and may_import(actor, register):
        _by_register(actor, register, declared, records, found)
    return found


def _alone(declared: Declared, place: Any, key: str, values: Mapping[str, Any]) -> Verdict:
    found = Verdict()
    names = {each.name for each in declared.fields}
    if unknown := [name for name in values if name not in names]:
        found.faults.append(text.UNKNOWN_FIELDS.format(names=text.LISTED.join(unknown)))
    found.faults += [sentence for each in declared.fields if (sentence := _fault(each, values.get(each.name), place))]
    try:
        expected = key_of(declared, values)
        if expected != key:
            names_of_key = text.LISTED.join(declared.key)
            found.faults.append(text.OTHER_KEY.format(expected=expected, names=names_of_key, found=key))
    except NotSaid as error:
        found.faults.append(str(error))
    for check, sentence in contradictions(values, declared.checks):
        (found.findings if check.note else found.faults).append(sentence)
    return found


def _fault(each: Field, value: Any, place: Any) -> str:
    """What is wrong with one field; empty if nothing."""
    if value in (None, ""):
        return text.EMPTY_FIELD.format(name=each.name) if each.required else ""
    return _misread(each, value) or (_outside(each, value, place) if each.said.get("is_place") else "")


def _misread(each: Field, value: Any) -> str:
    kind = each.said.get("kind", "text")
    if kind == "number" and number_of(value) is None:
        return text.NOT_A_FIGURE.format(name=each.name, found=value)
    if kind == "date":
        try:
            date.fromisoformat(str(value)[:10])
        except ValueError:
            return text.NOT_A_DAY.format(found=value)
    if each.codes is not None and str(value) not in each.codes:
        return text.NO_CODE.format(name=each.name, found=value)
    return ""


def _outside(each: Field, value: Any, place: Any) -> str:
    found = place_now(str(value))
    if found is None:
        return text.NO_PLACE.format(name=each.name, found=value)
    return "" if found.path.startswith(place.path) else text.OUTSIDE.format(found=found.name, place=place.name)


def mapped(declared: Declared, register: Register) -> list[tuple[Field, Column]]:
    """The fields that have a column in the register, each with it."""
    columns = {each.key: each for each in register.columns}
    return [(each, columns[str(each.said["column"])]) for each in declared.fields if "column" in each.said]


def cell_of(each: Field, column: Column, value: Any) -> Any:
    """What a field says as it would be typed into the column of a workbook."""
    if value in (None, ""):
        return ""
    told = each.codes[str(value)] if each.codes is not None and str(value) in each.codes else value
    if column.choices is not None:
        return column.choices.word(str(told))
    if column.kind is ColumnKind.YES_NO:
        return text.YES if told in (True, "true", "1", 1, text.YES) else text.NO
    return told


def _by_register(
    actor: Actor,
    register: Register,
    declared: Declared,
    records: Sequence[tuple[str, Mapping[str, Any]]],
    found: Sequence[Verdict],
) -> None:
    """What the checks of an import would say: the same sentences as for a workbook, each with its column."""
    pairs = mapped(declared, register)
    lines = []
    for number, ((_, values), verdict) in enumerate(zip(records, found, strict=True)):
        if not verdict.faults:
            cells = {column.key: cell_of(each, column, values.get(each.name)) for each, column in pairs}
            lines.append(Line(number, {key: value for key, value in cells.items() if value not in ("", None)}))
    checker = Checker(actor, register, [column.key for _, column in pairs], "")
    words = {column.key: column.words for column in register.columns}
    for row in checker.check(iter(lines)):
        for error in row["errors"]:
            found[row["number"]].faults.append(
                error["text"]
                or text.CELL.format(
                    column=words.get(error["column"], ""), found=error["found"], expected=error["expected"]
                )
            )
