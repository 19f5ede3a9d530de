"""The duties of a hidden danger, each on the desk of the body whose turn it is. They are acts of the system: they
follow from the danger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.clock.deadline import Unit, deadline
from hongxian.kernel.duties.commands import (
    Owed,
    remind_of_duty,
    withdraw_duty,
)
from hongxian.kernel.duties.standing import drop, look_ahead, made, put, settle, standing
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.dates import parse_duration
from hongxian.kernel.together import once
from hongxian.modules.base.calendars.queries import calendar, reminder
from hongxian.modules.base.national.queries import deciding_values
from hongxian.modules.base.parties.queries import committee_office
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger, HiddenDangerReport
from hongxian.modules.screening.hidden_dangers.queries import body_of_enterprise, body_with, supervisor_of

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_SYSTEM = system_actor(
    "hidden_dangers", "duty.open", "duty.discharge", "duty.withdraw", "duty.remind", "duty.reschedule", "duty.move"
)
RECHECK_LIMIT = "rectification_recheck_limit"
EXTENSION_LIMIT = "rectification_extension_reply_limit"
"""Values of national law by which the supervising side must act; without them its duties have no day."""


def rectifying_body(danger: HiddenDanger) -> Party | None:
    """Whose desk the rectification is on: the body entrusted with it, else the enterprise's."""
    return danger.entrusted_to or body_of_enterprise(danger.enterprise)


def overseeing_body(danger: HiddenDanger) -> Party | None:
    """Whose desk re-checks and decisions are on: the supervising body, else the one that entered it. With a general
    danger that an enterprise found itself it is the enterprise's own, where it has an account."""
    is_own = danger.origin == "enterprise_self_check" and danger.grade != "major"
    own = body_of_enterprise(danger.enterprise) if is_own else None
    return own or _authority(danger)


def first(danger: HiddenDanger) -> None:
    """Put on desks what is owed about a danger that was just entered, as far as it has come."""
    made(f"hidden_danger:{danger.pk}:")
    if danger.state == "rectifying":
        put_rectification(danger, is_first=True)
    elif danger.state == "rectified":
        put_recheck(danger, is_first=True)
    elif danger.state == "graded" and danger.grade == "major":
        put_arrangement(danger, is_first=True)


def put_arrangement(danger: HiddenDanger, *, is_first: bool = False) -> None:
    """Put on the desk of the overseeing body that a major danger is to be assigned with all five arranged."""
    title = text.DUTY_ARRANGE.format(where=danger.where, description=danger.description)
    _put_by_law(danger, f"hidden_danger:{danger.pk}:arrange", title, "", is_first=is_first)


def put_receipt(report: HiddenDangerReport) -> None:
    """Put on the desk of the body that supervises the enterprise, else of the nearest office of a safety committee,
    that one of the two receipts of a report is its own to give."""
    enterprise = report.enterprise
    body = supervisor_of(enterprise) or _office_over(report.place_path)
    if body is None:
        return
    kind = term(f"report_kind#{report.kind}")
    owed = Owed(
        organisation=str(body.pk),
        organisation_name=body.name,
        path=report.place_path,
        title=text.DUTY_RECEIPT.format(kind=kind, where=enterprise.name),
        clause=report.content or kind,
        clause_source=text.REPORT_SOURCE.format(day=report.reported_on),
        source=f"hidden_danger_report:{report.pk}:receipt",
        subject_kind="hidden_danger_report",
        subject_key=str(report.pk),
        office=str(body.office_id or ""),
        calculation=[text.NO_LIMIT_STEP],
    )
    put(_SYSTEM, owed, is_first=True)


def put_rectification(danger: HiddenDanger, *, is_first: bool = False) -> None:
    """Put the rectification on the desk of who owes it; where nobody there has an account, the supervising body is to
    see to it. What stood on another desk leaves it."""
    body, shape = rectifying_body(danger), text.DUTY_RECTIFY
    if body is None:
        body, shape = _authority(danger), text.DUTY_SUPERVISE
    source = f"hidden_danger:{danger.pk}:rectify:{body.pk}" if body else ""
    for duty in () if is_first else standing(f"hidden_danger:{danger.pk}:rectify:"):
        if duty.source != source:
            withdraw_duty(actor=_SYSTEM, duty=duty, reason=text.CHANGED_HANDS)
    if body is None:
        return
    title = shape.format(where=danger.where, description=danger.description)
    day = (danger.due_on, list(danger.due_calculation), danger.due_provisional)
    _put(danger, source, body, title, *day, is_first=is_first)


def put_recheck(danger: HiddenDanger, *, is_first: bool = False) -> None:
    """Put the re-check on the desk of the overseeing body, by the day that national law says, if it says one here."""
    title = text.DUTY_RECHECK.format(where=danger.where, description=danger.description)
    _put_by_law(danger, f"hidden_danger:{danger.pk}:recheck", title, RECHECK_LIMIT, is_first=is_first)


def put_decision(danger: HiddenDanger, source: str, title: str, limit: str = "") -> None:
    """Put something to decide on the desk of the overseeing body; `limit` is the value of national law that says by
    when."""
    _put_by_law(danger, source, title, limit)


def put_control(danger: HiddenDanger, source: str, measures: str, expires_on: date) -> None:
    """Put on the desk of who owes the rectification that the interim control runs out."""
    body = rectifying_body(danger) or _authority(danger)
    if body is not None:
        title = text.DUTY_CONTROL.format(where=danger.where, measures=measures)
        _put(danger, source, body, title, expires_on, [text.CONTROL_STEP.format(day=expires_on)])


def put_on_desk_of(
    danger: HiddenDanger, source: str, body: Party, title: str, due_on: date | None, calculation: list[str]
) -> None:
    """Put something about the danger on the desk of that body."""
    _put(danger, source, body, title, due_on, calculation or [text.NO_LIMIT_STEP])


def done(source: str, cause: object) -> None:
    """Take what follows from that source off the desk: it was done by that ledger entry."""
    settle(_SYSTEM, source, cause)


def dropped(source: str, reason: str) -> None:
    """Take what follows from that source off the desk: it is no longer owed."""
    drop(_SYSTEM, source, reason)


def dangers_ahead(keys: Iterable[object]) -> None:
    """Load for many acts done together what stands on desks about these dangers."""
    look_ahead(_SYSTEM, [f"hidden_danger:{key}:" for key in keys])


def remind(danger: HiddenDanger) -> bool:
    """Mark what is owed about the danger on the desks; whether there was anything."""
    owed = [duty for duty in standing(f"hidden_danger:{danger.pk}:") if duty.state == "open"]
    for duty in owed:
        remind_of_duty(actor=_SYSTEM, duty=duty)
    return bool(owed)


def _authority(danger: HiddenDanger) -> Party | None:
    """The body that supervises; where none is known the authority that entered it, else the nearest office of a safety
    committee above the place."""
    if danger.supervisor is not None:
        return danger.supervisor
    entered = body_with(str(danger.recorded_by_body_id)) if danger.recorded_by_body_id else None
    if entered is not None and entered.kind != "enterprise":
        return entered
    return once(("office over", danger.place_path), lambda: _office_over(danger.place_path))


def _office_over(path: str) -> Party | None:
    codes = [each.rstrip("/").rsplit("/", 1)[-1] for each in reversed(ancestry(path))]
    return next((office for code in codes if (office := committee_office(code)) is not None), None)


def _put_by_law(danger: HiddenDanger, source: str, title: str, limit: str, *, is_first: bool = False) -> None:
    body = overseeing_body(danger)
    if body is None:
        return
    found = once(("by law", limit, danger.place_id, today()), lambda: _by_law(danger, limit))
    _put(danger, source, body, title, *found, is_first=is_first)


def _by_law(danger: HiddenDanger, limit: str) -> tuple[date | None, list[str], bool]:
    value = deciding_values({limit}, danger.place, today()).get(limit) if limit else None
    if value is None:
        return None, [text.NO_LIMIT_STEP], False
    duration = parse_duration(str(value.value))
    found = deadline(today(), duration.days, Unit.DAY, calendar=calendar(), roll_to_working_day=True)
    said = text.LIMIT_SOURCE.format(label=value.label, source=value.source, article=value.article)
    return found.due_on, [said, *found.lines], found.provisional


def _put(
    danger: HiddenDanger,
    source: str,
    body: Party,
    title: str,
    due_on: date | None,
    calculation: list[str],
    provisional: bool = False,
    *,
    is_first: bool = False,
) -> None:
    remind_on, steps = reminder(due_on)
    owed = _owed(danger, source, body, title)
    day = {"due_on": due_on, "remind_on": remind_on, "calculation": [*calculation, *steps], "provisional": provisional}
    put(_SYSTEM, replace(owed, **day), is_first=is_first)  # type: ignore[arg-type]


def _owed(danger: HiddenDanger, source: str, body: Party, title: str) -> Owed:
    overseer = overseeing_body(danger)
    chaser = overseer if overseer is not None and overseer.pk != body.pk else None
    held = body_with(str(body.pk))
    return Owed(
        organisation=str(held.pk),
        organisation_name=held.name,
        path=danger.place_path,
        title=title,
        clause=danger.basis or danger.description,
        clause_source=text.DUTY_SOURCE.format(origin=term(f"origin#{danger.origin}"), day=danger.found_on),
        source=source,
        subject_kind="hidden_danger",
        subject_key=str(danger.pk),
        office=str(held.office_id or ""),
        chaser=str(chaser.pk) if chaser else "",
        chaser_name=chaser.name if chaser else "",
    )
