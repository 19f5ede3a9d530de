"""The words that people write in tables, read from data: marks for “as above”, rows of totals, yes and no, and the
names under which a column goes."""

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
_MOST_IN_A_NOTE = 6
_SHORT = 40
_IN_BRACKETS = re.compile(r"[(\[{<].*?[)\]}>]")
_NOISE = re.compile(r"[\s*:;,.?!_\-/\\、。·'\"]+")


def plain(written: object) -> str:
    """As people type it on a Chinese keyboard, made plain: full-width digits and letters are the usual ones, blanks
    (the wide one too) and invisible marks are gone."""
    said = str(written)
    if said.isascii() and said.isalnum():
        return said
    return _short_plain(said) if len(said) <= _SHORT else _made_plain(said)


def _made_plain(said: str) -> str:
    folded = unicodedata.normalize("NFKC", said)
    return "".join(each for each in folded if not each.isspace() and unicodedata.category(each) not in ("Cf", "Cc"))


_short_plain = lru_cache(maxsize=50_000)(_made_plain)
"""Short words come again and again."""


@cache
def listed(name: str) -> frozenset[str]:
    """A word list, made plain, in lower case."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(plain(line).lower() for line in lines if line.strip())


def is_ditto(cell: object) -> bool:
    """Whether the cell says “as above”."""
    return isinstance(cell, str) and plain(cell).lower() in listed("ditto")


def is_total(cells: Iterable[object]) -> bool:
    """Whether the row is one of totals: the first thing in it that is no number says so."""
    first = next((plain(each) for each in cells if isinstance(each, str) and not _is_number(plain(each))), "")
    return bool(first) and first.rstrip(":") in listed("totals")


def is_note(cells: Iterable[object]) -> bool:
    """Whether the row is a note at the foot: few cells, the first of which begins as notes do."""
    filled = [plain(each) for each in cells if plain(each)]
    if not filled or len(filled) > _MOST_IN_A_NOTE:
        return False
    return any(re.match(f"{re.escape(mark)}[0-9]*[:.]", filled[0]) for mark in listed("notes"))


def _is_number(written: str) -> bool:
    return not written or written.replace(".", "").replace(",", "").replace("-", "").isdigit()


def head(written: object) -> str:
    """The name of a column without what varies: marks, blanks, what stands in brackets."""
    folded = _NOISE.sub("", _IN_BRACKETS.sub("", plain(written))).lower()
    return folded or _NOISE.sub("", plain(written)).lower()


def synonyms(files: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """Other names of columns: by the key of the column (`name`, or `register#name` for one register) the words of the
    files `synonyms.csv` (columns `key`, `words`, several parted by blanks); so
    also of choices, by the key of their word (`ownership#private`)."""
    found: dict[str, tuple[str, ...]] = {}
    for path in files:
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                found[row["key"]] = found.get(row["key"], ()) + tuple(row["words"].split())
    return found
