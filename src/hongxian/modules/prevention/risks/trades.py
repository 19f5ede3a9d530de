"""Ready lists of risks by trade, for small enterprises: for reference, each line to be confirmed or changed by whoever
takes it over. A list is a file beside this one and says where it comes from; no list has the force of law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks import text


@dataclass(frozen=True)
class Line:
    """One risk of a ready list. No line has a grade: who takes it over judges that."""

    number: int
    risk_unit_name: str
    risk_unit_kind: str
    name: str
    risk_factor: str
    accident_types: tuple[str, ...]
    measures: Mapping[str, str]
    code: str

    def assessment(self) -> dict[str, Any]:
        """What the line says, as an assessment that has no grade yet."""
        return {
            "risk_factor": self.risk_factor,
            "accident_types": list(self.accident_types),
            **{f"{kind}_measures": words for kind, words in self.measures.items()},
        }


@dataclass(frozen=True)
class Trade:
    """The ready list of a trade; `source` is where its lines come from."""

    code: str
    title: str
    source: str
    lines: tuple[Line, ...]

    def line(self, number: int) -> Line:
        """The line with that number. Raises `Problem` where there is none."""
        found = next((each for each in self.lines if each.number == number), None)
        if found is None:
            raise Problem(text.NO_LINE.format(found=number, title=self.title), field="items")
        return found


@cache
def trades() -> dict[str, Trade]:
    """Every ready list, by its code: the name of its file."""
    return {path.stem: _read(path) for path in sorted((Path(__file__).parent / "trades").glob("*.yaml"))}


def trade(code: str) -> Trade | None:
    """The ready list with that code."""
    return trades().get(code)


def _read(path: Path) -> Trade:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    lines = tuple(
        Line(
            number=number,
            risk_unit_name=each["unit"],
            risk_unit_kind=each["kind"],
            name=each["name"],
            risk_factor=each["factor"],
            accident_types=tuple(each["accidents"]),
            measures=each["measures"],
            code=str(each.get("code", "")),
        )
        for number, each in enumerate(told["lines"], start=1)
    )
    return Trade(path.stem, told["title"], told["source"], lines)
