"""The terms of supervision: the ready-made profiles, what a place chose, and what an order was issued under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from hongxian.kernel.clock.deadline import Deadline, Unit, deadline
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.positions import read_yaml
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.models import OWN, SupervisionTerm

TERMS = (
    "listing_publication",
    "report_interval",
    "longest_limit",
    "extension_lead",
    "extension_reply",
    "stages",
    "closing_publication",
)
UNITS = ("working_day", "day", "month", "year")
PROFILES = ("ningbo", "qingdao")


@dataclass(frozen=True)
class ProfileValue:
    """One value of a profile, with its source and how sure it is."""

    term_key: str
    source: str
    certainty: str
    note: str
    amount: int | None = None
    unit: str = ""
    stages: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def profiles() -> dict[str, tuple[ProfileValue, ...]]:
    """The ready-made profiles by key, as the data file of this room tells them."""
    told: Any = read_yaml(Path(__file__).parent / "profiles.yaml").data
    return {
        each["profile"]: tuple(
            ProfileValue(
                source=each["source"],
                **{**value, "stages": tuple(value.get("stages", ()))},
            )
            for value in each["values"]
        )
        for each in told
    }


def standing_terms(path: str) -> dict[str, SupervisionTerm]:
    """The terms that stand at the place with that path or nearest above it, by key, also those not confirmed yet."""
    codes = [each.rstrip("/").rsplit("/", 1)[-1] for each in ancestry(path)]
    rows = SupervisionTerm.objects.filter(place__in=codes, ended_at__isnull=True).select_related("place")
    return {each.term_key: each for each in sorted(rows, key=lambda row: len(row.place.path))}


def deciding_terms(path: str) -> dict[str, dict[str, Any]]:
    """What an order is issued under at that place: of the standing terms those that decide, as plain values."""
    return {
        key: {
            "amount": each.amount,
            "unit": each.unit,
            "stages": list(each.stages),
            "source": each.source,
            "place": each.place.name,
        }
        for key, each in standing_terms(path).items()
        if each.decides
    }


def counted(
    terms: Mapping[str, Any], key: str, start: date, *, times: int = 1, before: bool = False
) -> Deadline | None:
    """The day so far after `start` (or `before` it) as a term says; None where it says nothing. A last day that is no
    working day moves to the next one, before a day to the one before."""
    told = terms.get(key)
    if told is None or not told.get("amount"):
        return None
    amount = int(told["amount"]) * times
    return deadline(start, -amount if before else amount, Unit(told["unit"]), calendar=calendar())


def source_line(terms: Mapping[str, Any], key: str) -> str:
    """Where a term comes from, in a sentence of a calculation."""
    told = terms[key]
    return text.TERM_STEP.format(term=term(f"term_key#{key}"), value=term_words(told), source=told["source"])


def term_words(told: Mapping[str, Any] | SupervisionTerm | ProfileValue) -> str:
    """The value of a term in words."""
    read = told.get if isinstance(told, Mapping) else lambda name: getattr(told, name)
    if stages := read("stages"):
        return text.LISTED.join(term(f"acceptance_stage#{each}") for each in stages)
    return text.TERM_VALUE.format(amount=read("amount"), unit=term(f"term_unit#{read('unit')}"))


def certainty_words(certainty: str, *, confirmed: bool = False) -> str:
    """How sure a term is, in words."""
    if certainty == OWN:
        return text.CERTAINTY_OWN
    if confirmed:
        return text.CERTAINTY_CONFIRMED
    return text.CERTAINTY_READ if certainty in ("C", "V") else text.CERTAINTY_DOUBTFUL
