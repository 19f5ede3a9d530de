"""Correcting what was entered of a danger: a word of the finding, a day of an old register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import Calls, command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import KEEP, not_kept, one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.together import change_where, is_together
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import CODES, check_codes
from hongxian.modules.screening.hidden_dangers.commands.checking import in_state
from hongxian.modules.screening.hidden_dangers.commands.register import as_far_as
from hongxian.modules.screening.hidden_dangers.desk import (
    dangers_ahead,
    dropped,
    put_arrangement,
    put_recheck,
    put_rectification,
)
from hongxian.modules.screening.hidden_dangers.models import CATEGORIES, ORIGINS, HiddenDanger

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.places.models import Place
FINDING = ("description", "location", "danger_category", "basis", "found_on", "found_by")
"""What may be corrected of any danger that is not closed or struck out."""
OLD_REGISTER = ("origin", "rectifier", "measures", "due_on", "rectified_on", "verified_on", "verifier")
"""What may be corrected only of an entry of an old register, as long as nothing was done about it here."""
_DAYS = ("due_on", "rectified_on", "verified_on", "verifier")
_UNTOUCHED: dict[str, Any] = {
    "state": "graded", "due_on": None, "due_calculation": [], "due_provisional": False, "rectified_on": None,
    "rectified_at": None, "rectified_by": "", "rectified_by_name": "", "verified_on": None, "verifier": "",
    "closed_at": None,
}  # fmt: skip


def _ahead(calls: Calls) -> None:
    dangers_ahead(each["hidden_danger"].pk for each in calls)


@command("hidden_danger.correct", sees="enterprise=enterprise.view place=place.view", together=_ahead)
def correct_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    reason: str,
    description: str = KEEP,
    location: str = KEEP,
    danger_category: str = KEEP,
    basis: str = KEEP,
    found_on: date | None = KEEP,
    found_by: str = KEEP,
    origin: str = KEEP,
    grade: str = KEEP,
    enterprise: Enterprise | None = KEEP,
    premises: str = KEEP,
    place: Place | None = KEEP,
    rectifier: str = KEEP,
    measures: str = KEEP,
    due_on: date | None = KEEP,
    rectified_on: date | None = KEEP,
    verified_on: date | None = KEEP,
    verifier: str = KEEP,
    responsibility: str = KEEP,
    focus: str = KEEP,
    oversight_source: str = KEEP,
) -> HiddenDanger:
    """Correct what was entered; what is not said stays. Of an entry of an old register its days may be corrected too,
    and it then stands as they say. Raises `Problem` where nothing is different, at days out of order, and at what has a
    way of its own (grade, place, the rectification of a danger treated here); `Stale` if somebody was faster."""
    told, words = _told(hidden_danger, locals()), said("reason", reason)
    changes = told | _stands(hidden_danger, told, actor)
    _write(hidden_danger, told, changes)
    record(hidden_danger, reason=words)
    if changes.keys() & {"state", "due_on"}:
        _put_anew(hidden_danger)
    return hidden_danger


def _told(danger: HiddenDanger, arguments: dict[str, Any]) -> dict[str, Any]:
    """What is said that differs from what stands, all of it open to correction."""
    told = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in not_kept(**arguments).items()
        if name not in ("actor", "hidden_danger", "reason")
    }
    told = {name: value for name, value in told.items() if value != getattr(danger, name)}
    if not told:
        raise Problem(text.SAME_MARKS)
    in_state(danger, ("reported", "graded", "rectifying", "rectified", "closed"), text.WITHDRAWN_ALREADY)
    _refuse_others(told)
    if danger.state == "closed" and not danger.is_taken_over:
        raise Problem(text.CLOSED_STANDS)
    _check(danger, told)
    return told


def _write(danger: HiddenDanger, told: dict[str, Any], changes: dict[str, Any]) -> None:
    """Compare and set: what is corrected must still stand as it was read."""
    before = {"state": danger.state, "grade": danger.grade, **{name: getattr(danger, name) for name in told}}
    if not change_where(danger, before, changes):
        raise Stale(STALE)
    if not is_together():
        danger.refresh_from_db()


def _refuse_others(told: dict[str, Any]) -> None:
    for name in told:
        if name == "grade":
            raise Problem(text.GRADE_HAS_A_WAY, field=name)
        if name not in (*FINDING, *OLD_REGISTER, *CODES):
            raise Problem(text.PLACE_STANDS.format(label=term(name)), field=name)


def _check(danger: HiddenDanger, told: dict[str, Any]) -> None:
    if "description" in told and not told["description"]:
        raise Problem(text.DESCRIPTION_NEEDED, field="description")
    if told.get("danger_category"):
        one_of("danger_category", told["danger_category"], CATEGORIES)
    check_codes(**{name: told[name] for name in CODES if name in told})
    if "origin" in told:
        one_of("origin", told["origin"], ORIGINS)
    if "found_on" in told:
        found, last = told["found_on"], told.get("rectified_on", danger.rectified_on) or today()
        if found is None or found > today():
            raise Problem(text.FOUND_IN_FUTURE.format(found=found or "", today=today()), field="found_on")
        if found > last:
            raise Problem(text.RECTIFIED_BEFORE_FOUND.format(found=last, expected=found), field="found_on")


def _stands(danger: HiddenDanger, told: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """How an entry of an old register stands by its corrected days; refused where it was treated here."""
    asked = [name for name in told if name in OLD_REGISTER]
    if not asked:
        return {}
    days = {name: getattr(danger, name) for name in _DAYS}
    as_entered = _UNTOUCHED | as_far_as(danger.found_on, **days, actor=actor)
    treated = danger.times_returned or danger.times_reopened or as_entered["state"] != danger.state
    if not danger.is_taken_over or treated or danger.entrusted_to_id:
        raise Problem(text.TREATED_HERE.format(label=term(asked[0])), field=asked[0])
    if not set(asked) & set(_DAYS):
        return {}
    days |= {name: told[name] for name in _DAYS if name in told}
    stands = _UNTOUCHED | as_far_as(told.get("found_on", danger.found_on), **days, actor=actor)
    return {name: value for name, value in stands.items() if value != getattr(danger, name)}


def _put_anew(danger: HiddenDanger) -> None:
    dropped(f"hidden_danger:{danger.pk}:", text.CORRECTED)
    if danger.state == "rectifying":
        put_rectification(danger)
    elif danger.state == "rectified":
        put_recheck(danger)
    elif danger.state == "graded" and danger.grade == "major":
        put_arrangement(danger)
