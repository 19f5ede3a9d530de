"""Words: the Chinese of every code name, one row per term, gathered from the rooms' `glossary.csv`.

Keys are the code names themselves: `noun`, `noun.verb`, `noun:state`, a field name, `noun#value` for a fixed choice.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps

COLUMNS = ("key", "zh", "definition_zh", "source", "avoid")


@dataclass(frozen=True)
class Term:
    """One row: the name in code, its Chinese, what it means, where that comes from, names nobody may use for it."""

    key: str
    zh: str
    definition_zh: str
    source: str
    avoid: tuple[str, ...]
    file: str
    line: int


def files() -> list[Path]:
    """The glossary of the kernel and of every room."""
    rooms = (Path(config.path) for config in apps.get_app_configs() if config.name.startswith("hongxian."))
    return [path for room in rooms if (path := room / "glossary.csv").exists()]


@cache
def glossary() -> dict[str, Term]:
    """Every term by key. Raises on a key that stands twice."""
    terms: dict[str, Term] = {}
    for path in files():
        with path.open(encoding="utf-8", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle), start=2):
                key = row["key"].strip()
                if key in terms:
                    raise ValueError(f"{path.name}:{number}: {key} also stands in {terms[key].file}")
                avoid = tuple(word for word in (row["avoid"] or "").split() if word)
                terms[key] = Term(
                    key,
                    row["zh"].strip(),
                    row["definition_zh"] or "",
                    row["source"] or "",
                    avoid,
                    str(path),
                    number,
                )
    return terms


def term(key: str) -> str:
    """The Chinese of a code name; KeyError if nobody wrote the row, so that no raw key reaches a page."""
    return glossary()[key].zh
