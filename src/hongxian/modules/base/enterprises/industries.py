"""The industries of GB/T 4754-2017: 20 sections, 97 divisions, from `industries.csv`. Groups and classes are taken by
their division: `2611` is shown as class 2611 of division 26."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Division:
    """A division (two digits) in its section (a letter)."""

    code: str
    name: str
    section: str
    section_name: str


@cache
def divisions() -> dict[str, Division]:
    """Every division by code."""
    sections: dict[str, str] = {}
    found: dict[str, Division] = {}
    with (Path(__file__).parent / "industries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["section"]:
                sections[row["code"]] = row["name"]
            else:
                found[row["code"]] = Division(row["code"], row["name"], row["section"], sections[row["section"]])
    return found


def is_industry(code: str) -> bool:
    """Whether it is a division, or a group or class (three or four digits) of one."""
    return 2 <= len(code) <= 4 and code.isdigit() and code[:2] in divisions()


def industry_name(code: str) -> str:
    """The division in words, with the class if there is one; empty for no code."""
    if not is_industry(code):
        return code
    name = divisions()[code[:2]].name
    return name if len(code) == 2 else f"{name} {code}"
