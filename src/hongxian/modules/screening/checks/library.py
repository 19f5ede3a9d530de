"""The ready lists: data files that are copied into lists of one's own. They are reference, not law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "library"
_SIDES = {"enterprise_hidden_danger_list": "enterprise", "department_inspection_list": "department"}


@dataclass(frozen=True)
class Ready:
    """One ready list of a trade: its items are for the enterprise's list, the department's, or both (same code)."""

    key: str
    title: str
    sector: str
    trade: str
    source: str
    items: tuple[dict[str, Any], ...]

    def columns_for(self, kind: str) -> list[dict[str, Any]]:
        """The items of the list of that kind, as columns of a checklist item, in their order."""
        return [
            {
                "code": str(each["code"]),
                "section": each["section"],
                "title": each["title"],
                "basis": each.get("basis", ""),
                "danger_category": each.get("category", ""),
                "photo_required": each.get("photo", False),
                "risk_hint": each.get("risk", ""),
            }
            for each in self.items
            if each.get("only", _SIDES[kind]) == _SIDES[kind]
        ]


def ready_title(key: str) -> str:
    """What the ready list of that key is called; empty if there is none."""
    return ready_lists()[key].title if key in ready_lists() else ""


@cache
def ready_lists() -> dict[str, Ready]:
    """Every ready list by key, in the order of their files."""
    found = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        items = tuple(item | {"section": part["section"]} for part in told["sections"] for item in part["items"])
        found[path.stem] = Ready(path.stem, told["title"], told["sector"], told["trade"], told["source"], items)
    return found
