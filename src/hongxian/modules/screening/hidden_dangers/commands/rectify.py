"""The way of a hidden danger from its grade to its end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.commands.checking import due, held, in_state, money
from hongxian.modules.screening.hidden_dangers.desk import (
    done,
    dropped,
    put_arrangement,
    put_recheck,
    put_rectification,
    remind,
)
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.models import GRADES, HiddenDanger

MARKS = ("hard_to_fix", "high_danger", "mass_casualty")
FIVE = ("rectifier", "measures", "funds", "due_on", "emergency_plan")
"""Responsibility, measures, money, time limit and plan: a major danger is not assigned without all five."""


@command("hidden_danger.grade")
def grade_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    grade: str,
    hard_to_fix: bool = False,
    high_danger: bool = False,
    mass_casualty: bool = False,
    basis: str = "",
) -> HiddenDanger:
    """Say how grave it is, by which standard, and which of the three marks it bears besides those it has."""
    one_of("grade", grade, GRADES)
    marks = {"hard_to_fix": hard_to_fix, "high_danger": high_danger, "mass_casualty": mass_casualty}
    changes: dict[str, Any] = {"grade": grade, **_with_marks(hidden_danger, marks)}
    if basis.strip():
        changes["basis"] = basis.strip()
    HIDDEN_DANGER.advance(hidden_danger, "grade", actor, **changes)
    record(hidden_danger)
    if grade == "major":
        put_arrangement(hidden_danger)
    return hidden_danger


@command("hidden_danger.remove_on_the_spot")
def remove_on_the_spot(*, actor: Actor, hidden_danger: HiddenDanger, rectification: str) -> HiddenDanger:
    """Say that a danger just found was removed at once: it is general, closed, and counted apart."""
    changes: dict[str, Any] = {
        "grade": "general",
        "removed_on_the_spot": True,
        "rectification": rectification.strip(),
        "rectified_on": today(),
        "rectified_at": now(),
        "rectified_by": actor.key,
        "rectified_by_name": actor.name,
        "closed_at": now(),
    }
    HIDDEN_DANGER.advance(hidden_danger, "remove_on_the_spot", actor, **changes)
    record(hidden_danger)
    return hidden_danger


@command("hidden_danger.assign")
def assign_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    rectifier: str,
    due_on: date | None = None,
    limit: int | str | None = None,
    limit_unit: str = "working_day",
    measures: str = "",
    funds: Decimal | None = None,
    emergency_plan: str = "",
) -> HiddenDanger:
    """Order it removed: by whom, until a day or within so many working days (days, months), how, with what money, with
    which plan. It comes onto the desk of who owes it. A major danger needs all five; `Problem` names those missing."""
    held(hidden_danger)
    told: dict[str, Any] = {
        "rectifier": rectifier.strip(),
        "measures": measures.strip(),
        "funds": money("funds", funds),
        "emergency_plan": emergency_plan.strip(),
        **due(due_on, limit, limit_unit),
    }
    if hidden_danger.grade == "major" and (missing := [name for name in FIVE if told[name] in (None, "")]):
        words = text.LISTED.join(term(f"five#{name}") for name in missing)
        raise Problem(text.FIVE_MISSING.format(missing=words), field=missing[0])
    HIDDEN_DANGER.advance(hidden_danger, "assign", actor, **told)
    entry = record(hidden_danger)
    if hidden_danger.grade == "major":
        done(f"hidden_danger:{hidden_danger.pk}:arrange", entry.pk)
    put_rectification(hidden_danger)
    return hidden_danger


@command("hidden_danger.report_rectified")
def report_rectified(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    rectification: str,
    rectified_on: date | None = None,
    cost: Decimal | None = None,
) -> HiddenDanger:
    """Say that it is removed, how, when, and what it cost (yuan); the re-check comes onto the desk of who oversees."""
    day = rectified_on or today()
    if day > today():
        raise Problem(text.RECTIFIED_IN_FUTURE.format(found=day, today=today()), field="rectified_on")
    if day < hidden_danger.found_on:
        expected = hidden_danger.found_on
        raise Problem(text.RECTIFIED_BEFORE_FOUND.format(found=day, expected=expected), field="rectified_on")
    changes: dict[str, Any] = {
        "rectification": rectification.strip(),
        "rectified_on": day,
        "rectified_at": now(),
        "rectified_by": actor.key,
        "rectified_by_name": actor.name,
    }
    if cost is not None:
        changes["cost"] = money("cost", cost)
    HIDDEN_DANGER.advance(hidden_danger, "report_rectified", actor, **changes)
    entry = record(hidden_danger)
    done(f"hidden_danger:{hidden_danger.pk}:rectify:", entry.pk)
    put_recheck(hidden_danger)
    return hidden_danger


@command("hidden_danger.close")
def close_hidden_danger(
    *, actor: Actor, hidden_danger: HiddenDanger, opinion: str, verified_on: date | None = None
) -> HiddenDanger:
    """Find, by a re-check on the spot, that it is removed: closed. Raises `Problem` for whoever reported it removed."""
    day = verified_on or today()
    earliest = hidden_danger.rectified_on or hidden_danger.found_on
    if not earliest <= day <= today():
        words = text.VERIFIED_RANGE.format(found=day, earliest=earliest, today=today())
        raise Problem(words, field="verified_on")
    told = {"verified_on": day, "verifier": actor.organisation_name or actor.name, "closed_at": now()}
    HIDDEN_DANGER.advance(hidden_danger, "close", actor, {"opinion": opinion.strip()}, **told)
    entry = record(hidden_danger, reason=opinion.strip())
    done(f"hidden_danger:{hidden_danger.pk}:recheck", entry.pk)
    dropped(f"hidden_danger:{hidden_danger.pk}:", text.NO_LONGER_OWED.format(state=term("hidden_danger:closed")))
    return hidden_danger


@command("hidden_danger.return")
def return_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    reason: str,
    due_on: date | None = None,
    limit: int | None = None,
    limit_unit: str = "working_day",
) -> HiddenDanger:
    """Find, by a re-check, that it is not removed: it is to be rectified anew, until the new day."""
    changes = due(due_on, limit, limit_unit)
    changes |= {"return_reason": said("reason", reason), "times_returned": F("times_returned") + 1}
    HIDDEN_DANGER.advance(hidden_danger, "return", actor, {"reason": reason}, **changes)
    entry = record(hidden_danger, reason=reason.strip())
    done(f"hidden_danger:{hidden_danger.pk}:recheck", entry.pk)
    put_rectification(hidden_danger)
    return hidden_danger


@command("hidden_danger.reopen")
def reopen_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    reason: str,
    due_on: date | None = None,
    limit: int | None = None,
    limit_unit: str = "working_day",
) -> HiddenDanger:
    """Open a closed one again, because it is there again or never was removed. What was done before stays on
    record; one “removed on the spot” is counted with the others from now on."""
    changes = due(due_on, limit, limit_unit)
    changes |= {
        "return_reason": said("reason", reason),
        "times_reopened": F("times_reopened") + 1,
        "removed_on_the_spot": False,
        "closed_at": None,
        "verified_on": None,
        "verifier": "",
    }
    HIDDEN_DANGER.advance(hidden_danger, "reopen", actor, {"reason": reason}, **changes)
    record(hidden_danger, reason=reason.strip())
    put_rectification(hidden_danger)
    return hidden_danger


@command("hidden_danger.upgrade")
def upgrade_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    reason: str,
    hard_to_fix: bool = False,
    high_danger: bool = False,
    mass_casualty: bool = False,
) -> HiddenDanger:
    """Find that a general danger is a major one: it is to be assigned anew, with all five arranged. It keeps the marks
    that it has."""
    marks = _with_marks(
        hidden_danger, {"hard_to_fix": hard_to_fix, "high_danger": high_danger, "mass_casualty": mass_casualty}
    )
    HIDDEN_DANGER.advance(hidden_danger, "upgrade", actor, {"reason": reason.strip()}, grade="major", **marks)
    record(hidden_danger, reason=reason.strip())
    dropped(f"hidden_danger:{hidden_danger.pk}:", text.REOPENED.format(reason=reason.strip())[:200])
    put_arrangement(hidden_danger)
    return hidden_danger


@command("hidden_danger.withdraw")
def withdraw_hidden_danger(*, actor: Actor, hidden_danger: HiddenDanger, reason: str) -> HiddenDanger:
    """Strike out the entry of a general danger, with the reason; a major one needs a second person."""
    told = {"withdrawn_at": now(), "change_reason": reason.strip()}
    HIDDEN_DANGER.advance(hidden_danger, "withdraw", actor, {"reason": reason.strip()}, **told)
    record(hidden_danger, reason=reason.strip())
    dropped(f"hidden_danger:{hidden_danger.pk}:", text.NO_LONGER_OWED.format(state=term("hidden_danger:withdrawn")))
    return hidden_danger


@command("hidden_danger.urge")
def urge_hidden_danger(*, actor: Actor, hidden_danger: HiddenDanger) -> HiddenDanger:
    """Mark what is owed about it on the desks. Raises `Problem` where nothing is."""
    in_state(hidden_danger, ("rectifying", "rectified"), text.URGED_STATE)
    record(hidden_danger)
    if not remind(hidden_danger):
        raise Problem(text.URGED_STATE.format(state=term(f"hidden_danger:{hidden_danger.state}")))
    return hidden_danger


def _with_marks(danger: HiddenDanger, said: dict[str, bool]) -> dict[str, bool]:
    """The marks that were said, and those that stand: grading takes none away."""
    return {name: value or getattr(danger, name) for name, value in said.items()}
