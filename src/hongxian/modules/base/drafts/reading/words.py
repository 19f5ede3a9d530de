"""The word lists of the importer: numbering, clutter, wording of duties. Data in `words.yaml`, patterns made once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Numbering:
    """One way of numbering: `rank` says how deep it stands, `kind` what clause it opens."""

    key: str
    rank: int
    kind: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Everything in the lists, as it is written."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def numberings() -> tuple[Numbering, ...]:
    """The ways of numbering, outermost first."""
    return tuple(
        Numbering(each["key"], each["rank"], each["kind"], re.compile(each["pattern"])) for each in words()["numbering"]
    )


@lru_cache(maxsize=256)
def pattern(*path: str) -> re.Pattern[str]:
    """A pattern of the lists by its keys."""
    found: Any = words()
    for key in path:
        found = found[key]
    return re.compile(found if isinstance(found, str) else "|".join(f"(?:{each})" for each in found))


def number_of(printed: str) -> int:
    """A printed number, Chinese, Arabic or circled, as a whole number. ValueError when it is none."""
    lists = words()
    if printed.isdecimal():
        return int(printed)
    if printed in lists["circled"]:
        return int(lists["circled"].index(printed)) + 1
    total, pending = 0, 0
    for sign in printed:
        if sign in lists["tens"]:
            total += (pending or 1) * lists["tens"][sign]
            pending = 0
        else:
            pending = 2 if sign == lists["two"] else lists["digits"].index(sign)
    return total + pending
