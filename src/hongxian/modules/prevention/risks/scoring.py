"""Scales of risk assessment as data, and what a risk scores on one. A scale is a file beside this one; a version that
was used stays as it is, another reading is another file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks import text

FACTORS = {"lec": ("likelihood", "exposure", "severity"), "ls": ("likelihood", "severity")}
"""What a method multiplies."""


@dataclass(frozen=True)
class Band:
    """Scores above (or from) a bound are of that grade."""

    bound: Decimal
    inclusive: bool
    grade: int

    def holds(self, score: Decimal) -> bool:
        """Whether the score lies in it or above."""
        return score >= self.bound if self.inclusive else score > self.bound


@dataclass(frozen=True)
class Scale:
    """A scale: the values each factor may have, with their words, and the bands, the gravest first. `certainty` is that
    of published values: S and K are not yet checked with the standard."""

    code: str
    title: str
    method: str
    source: str
    certainty: str
    note: str
    factors: Mapping[str, tuple[tuple[Decimal, str], ...]]
    bands: tuple[Band, ...]

    def scored(self, values: Mapping[str, Any], prefix: str = "") -> tuple[Decimal, int]:
        """The product of the values and its grade. Raises `Problem` beside the field (`prefix` before its name) at a
        value that the scale does not have."""
        product = Decimal(1)
        for factor in FACTORS[self.method]:
            product *= self._value(factor, values.get(factor), prefix)
        return product, next(band.grade for band in self.bands if band.holds(product))

    def _value(self, factor: str, found: Any, prefix: str) -> Decimal:
        allowed = [value for value, _words in self.factors[factor]]
        value = _number(found)
        if value is None or value not in allowed:
            expected = text.LISTED.join(f"{each:f}" for each in allowed)
            label, shown = term(f"{prefix}{factor}"), text.NOTHING if found in (None, "") else found
            sentence = text.NOT_ON_SCALE.format(label=label, found=shown, expected=expected, scale=self.title)
            raise Problem(sentence, field=f"{prefix}{factor}")
        return value


def _number(found: Any) -> Decimal | None:
    """A value as it comes from a form, a file or a program; None where it is no number."""
    try:
        return None if found is None else Decimal(str(found).strip())
    except InvalidOperation:
        return None


@cache
def scales() -> dict[str, Scale]:
    """Every scale there is, by its code: the name of its file."""
    return {path.stem: _read(path) for path in sorted((Path(__file__).parent / "scales").glob("*.yaml"))}


def scale_title(code: str) -> str:
    """What the scale of that code is called; empty if there is none."""
    return scales()[code].title if code in scales() else ""


def scales_of(method: str) -> list[Scale]:
    """The scales of a method."""
    return [each for each in scales().values() if each.method == method]


def _read(path: Path) -> Scale:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    factors = {
        name: tuple((Decimal(str(value)), str(words)) for value, words in pairs)
        for name, pairs in told["factors"].items()
    }
    if tuple(factors) != FACTORS[told["method"]]:
        raise ValueError(f"{path.name}: a scale of {told['method']} needs {FACTORS[told['method']]}")
    bands = tuple(_band(each) for each in told["bands"])
    if bands != tuple(sorted(bands, key=lambda band: -band.bound)) or bands[-1].bound != 0:
        raise ValueError(f"{path.name}: bands run from the gravest down to nothing")
    plain = {name: str(told[name]) for name in ("title", "method", "source", "certainty", "note")}
    return Scale(path.stem, factors=factors, bands=bands, **plain)


def _band(told: Mapping[str, Any]) -> Band:
    inclusive = "from" in told
    return Band(Decimal(str(told["from" if inclusive else "over"])), inclusive, int(told["grade"]))
