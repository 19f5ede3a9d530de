"""Reading a user's own list of places from a table: code, name, and where wanted parent, kind and level."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text
from hongxian.modules.base.places.divisions import Division
from hongxian.modules.base.places.models import KINDS, LEVELS

MOST_FAULTS = 50
"""So many rows are named at most; the rest is only counted."""


def read_list(file: Path, known: Iterable[str]) -> list[Division]:
    """The places of a table, parents before children. `known` are codes that exist already.

    A parent that is not given is read from the code. Raises `Problem` with every row that is wrong, by its line.
    """
    codes: dict[str, int] = {}
    found: list[Division] = []
    faults: list[str] = []
    for number, row in _rows(file):
        fault, division = _division(row)
        if not fault and division.code in codes:
            fault = text.CODE_TWICE.format(code=division.code, line=codes[division.code])
        if fault:
            faults.append(text.AT_LINE.format(line=number, fault=fault))
            continue
        codes[division.code] = number
        found.append(division)
    there = {*known, *codes}
    faults += [
        text.AT_LINE.format(
            line=codes[each.code], fault=text.PARENT_MISSING.format(code=each.code, name=each.name, parent=each.parent)
        )
        for each in found
        if each.parent and each.parent not in there
    ]
    if faults:
        more = [text.MORE_FAULTS.format(count=len(faults) - MOST_FAULTS)] if len(faults) > MOST_FAULTS else []
        raise Problem("\n".join([text.LIST_REFUSED.format(count=len(faults)), *faults[:MOST_FAULTS], *more]))
    return sorted(found, key=lambda each: LEVELS.index(each.level))


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        content = file.read_text(encoding="gb18030")
    reader = csv.DictReader(content.splitlines())
    names = {name.strip() for name in reader.fieldnames or ()}
    if missing := {"code", "name"} - names:
        raise Problem(text.COLUMN_MISSING.format(names=text.LISTED.join(sorted(missing))))
    return [
        (number, {(key or "").strip(): (value or "").strip() for key, value in row.items() if isinstance(value, str)})
        for number, row in enumerate(reader, start=2)
        if any(row.values())
    ]


def _division(row: dict[str, str]) -> tuple[str, Division]:
    code, name, kind = row["code"], row["name"], row.get("kind") or KINDS[0]
    level = row.get("level") or level_of(code)
    parent = row.get("parent") if row.get("parent") is not None else parent_of(code)
    division = Division(code, name, level, parent or "", kind)
    if not name or len(name) > 60:
        return text.NO_NAME, division
    if kind not in KINDS:
        return text.NO_KIND.format(found=kind, known=text.LISTED.join(KINDS)), division
    if level not in LEVELS:
        return text.NO_LEVEL.format(code=code), division
    if kind == KINDS[0] and level_of(code) != level:
        return text.LEVEL_CONTRADICTS.format(code=code, level=level), division
    return "", division


def level_of(code: str) -> str:
    """The level that a code of GB/T 2260, of a town or of a village has; empty for any other."""
    if not code.isdigit():
        return ""
    if len(code) == 6:
        return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
    return {9: "town", 12: "village"}.get(len(code), "")


def parent_of(code: str) -> str:
    """The code of what such a place lies in, as its own code says."""
    level = level_of(code)
    cut = {"city": code[:2] + "0000", "county": code[:4] + "00", "town": code[:6], "village": code[:9]}
    return cut.get(level, "")
