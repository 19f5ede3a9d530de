"""Reporting a return: what it says is kept as it stands, for good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, SameStands
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import FIGURES, HiddenDangerReturn, ReturnLine
from hongxian.modules.screening.returns.periods import read_period
from hongxian.modules.screening.returns.queries import Computed, computed

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

_SUBMIT = "hidden_danger_return.submit"
_CENT = Decimal("0.01")


@command(_SUBMIT)
def submit_return(*, actor: Actor, place: Place, period: str, reason: str = "") -> HiddenDangerReturn:
    """Report the return of a place for a period that is over (2026-03, 2026-Q1, 2026): its lines are computed now and
    never change again. Where one was reported before, this one corrects it and says why.

    Raises `Problem` for a period that is not over, a correction without a reason, and one that says the same.
    """
    meant = read_period(period)
    if meant.end >= today():
        raise Problem(text.NOT_OVER.format(period=meant.words, end=meant.end), field="period")
    nouns = ("hidden_danger", "reporting_unit", "hidden_danger_report", "supervision_order")
    made = computed(actor, place, meant, dict.fromkeys(nouns, _SUBMIT))
    found = HiddenDangerReturn(
        place=place,
        place_path=place.path,
        interval=meant.interval,
        period=meant.key,
        starts_on=meant.start,
        ends_on=meant.end,
        filed_at=now(),
        filed_by=actor.key,
        filed_by_name=actor.name,
        filed_by_body_name=actor.organisation_name,
        reason=reason.strip(),
    )
    lines = _lines(found, made)
    found.digest = digest_of(found, lines)
    _replace(found)
    found.save(force_insert=True)
    ReturnLine.objects.bulk_create(lines)
    record(found, reason=found.reason)
    return found


def _replace(found: HiddenDangerReturn) -> None:
    before = HiddenDangerReturn.objects.filter(place=found.place, period=found.period, is_latest=True)
    before = before.select_for_update()
    latest = before.first()
    if latest is None:
        found.reason = ""
        return
    if latest.digest == found.digest:
        raise SameStands(text.SAME_RETURN.format(day=latest.filed_at.date()))
    if not found.reason:
        raise Problem(text.CORRECTION_REASON, field="reason")
    before.update(is_latest=False)
    found.corrects = latest


def _lines(found: HiddenDangerReturn, made: Computed) -> list[ReturnLine]:
    has_base = made.has_base
    return [
        ReturnLine(
            hidden_danger_return=found,
            place_id=code,
            sector=sector,
            cost=Decimal(line.cost).quantize(_CENT),
            **{name: None if name == "due_units" and not has_base else line.numbers[name] for name in FIGURES},
        )
        for (code, sector), line in sorted(made.cells.items())
        if line.cost or any(line.numbers[name] for name in FIGURES)
    ]


def digest_of(found: HiddenDangerReturn, lines: Iterable[ReturnLine]) -> str:
    """The SHA-256 of what a return says: its place, its period, its lines in the order of area and industry."""
    told = [
        [
            each.place_id,
            each.sector,
            *(getattr(each, name) for name in FIGURES),
            str(Decimal(each.cost).quantize(_CENT)),
        ]
        for each in sorted(lines, key=lambda line: (line.place_id, line.sector))
    ]
    said = {"place": found.place_id, "period": found.period, "figures": [*FIGURES, "cost"], "lines": told}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
