"""What is asked for, decided and done around a hidden danger: more time, interim control, notices, grading down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.commands.checking import day_fixed, in_state, written
from hongxian.modules.screening.hidden_dangers.desk import (
    EXTENSION_LIMIT,
    done,
    dropped,
    put_control,
    put_decision,
    put_rectification,
)
from hongxian.modules.screening.hidden_dangers.flow import DANGER_CHANGE, EXTENSION
from hongxian.modules.screening.hidden_dangers.models import (
    CHANGE_KINDS,
    NOTICE_KINDS,
    DangerChange,
    DangerNotice,
    Extension,
    HiddenDanger,
    InterimControl,
)


@command("extension.request")
def request_extension(
    *, actor: Actor, hidden_danger: HiddenDanger, asked_until: date, reason: str, measures: str
) -> Extension:
    """Ask for more time before the day has passed, with the reason and what keeps people safe meanwhile; it is to be
    decided by the day that national law says. One request is open at a time."""
    in_state(hidden_danger, ("rectifying",), text.EXTENSION_STATE)
    due_on = hidden_danger.due_on or today()
    if due_on < today():
        raise Problem(text.EXTENSION_OVERDUE.format(due=due_on))
    if asked_until <= due_on:
        raise Problem(text.EXTENSION_NOT_LATER.format(found=asked_until, due=due_on), field="asked_until")
    told = {
        "due_before": due_on,
        "asked_until": asked_until,
        "reason": said("reason", reason),
        "measures": said("measures", measures),
        "requested_at": now(),
        "requested_by": actor.key,
        "requested_by_name": actor.name,
    }
    if pending := hidden_danger.extensions.filter(state="requested").first():
        day = pending.requested_at.astimezone(LOCAL).date()
        raise Problem(text.EXTENSION_PENDING.format(name=pending.requested_by_name, day=day))
    extension = Extension.objects.create(hidden_danger=hidden_danger, **told)
    record(extension, reason=extension.reason)
    title = text.DUTY_DECIDE.format(where=hidden_danger.where, until=asked_until)
    put_decision(hidden_danger, _of(extension), title, EXTENSION_LIMIT)
    return extension


@command("extension.agree")
def agree_extension(*, actor: Actor, extension: Extension, agreed_until: date, reason: str = "") -> Extension:
    """Give more time, until the day asked for or an earlier one; it becomes the day of the danger.

    Raises `Problem` where that day changed since it was asked, or the new one is not later.
    """
    danger = extension.hidden_danger
    in_state(danger, ("rectifying",), text.EXTENSION_STATE)
    if danger.due_on != extension.due_before:
        words = text.EXTENSION_DAY_MOVED.format(before=extension.due_before, now=danger.due_on)
        raise Problem(words)
    if agreed_until <= extension.due_before:
        words = text.EXTENSION_NOT_LATER.format(found=agreed_until, due=extension.due_before)
        raise Problem(words, field="agreed_until")
    EXTENSION.advance(extension, "agree", actor, agreed_until=agreed_until, **_decided(actor, reason))
    written(danger, **day_fixed(agreed_until))
    entry = record(extension, danger, reason=reason.strip())
    done(_of(extension), entry.pk)
    put_rectification(danger)
    return extension


@command("extension.refuse")
def refuse_extension(*, actor: Actor, extension: Extension, reason: str) -> Extension:
    """Give no more time, with the reason; the day stays what it is."""
    EXTENSION.advance(extension, "refuse", actor, {"reason": reason.strip()}, **_decided(actor, reason))
    entry = record(extension, reason=reason.strip())
    done(_of(extension), entry.pk)
    return extension


@command("interim_control.set")
def set_interim_control(
    *, actor: Actor, hidden_danger: HiddenDanger, measures: str, rectifier: str, expires_on: date
) -> InterimControl:
    """Say what keeps people safe until the danger is removed, who sees to it and until when that is good; it takes the
    place of the control that stands. That it runs out comes onto the desk."""
    in_state(hidden_danger, ("reported", "graded", "rectifying", "rectified"), text.CONTROL_STATE)
    if expires_on < today():
        raise Problem(text.CONTROL_PAST.format(found=expires_on, today=today()), field="expires_on")
    told = {"measures": said("measures", measures), "rectifier": said("rectifier", rectifier)}
    before = hidden_danger.controls.filter(ended_at__isnull=True).first()
    if before is not None:
        _end(before)
    try:
        with transaction.atomic():
            control = InterimControl.objects.create(
                hidden_danger=hidden_danger,
                expires_on=expires_on,
                set_at=now(),
                set_by_name=actor.name,
                **told,
            )
    except IntegrityError as error:
        raise Stale(STALE) from error
    entry = record(control, *([before] if before else []))
    if before is not None:
        done(_of(before), entry.pk)
    put_control(hidden_danger, _of(control), control.measures, expires_on)
    return control


@command("interim_control.end")
def end_interim_control(*, actor: Actor, interim_control: InterimControl, reason: str) -> InterimControl:
    """Say that the interim control holds no more, and why."""
    words = said("reason", reason)
    _end(interim_control)
    entry = record(interim_control, reason=words)
    done(_of(interim_control), entry.pk)
    return interim_control


@command("danger_notice.give")
def give_notice(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    kind: str,
    recipients: str,
    proof: str,
    given_on: date | None = None,
) -> DangerNotice:
    """Put down that those concerned were warned of or told about a danger that touches public safety: who, and the
    proof of it."""
    one_of("kind", kind, NOTICE_KINDS, prefix="notice_kind")
    if not hidden_danger.touches_public_safety:
        raise Problem(text.NOTICE_NOT_PUBLIC)
    day = given_on or today()
    if not hidden_danger.found_on <= day <= today():
        words = text.NOTICE_DAY.format(found=day, earliest=hidden_danger.found_on, today=today())
        raise Problem(words, field="given_on")
    notice = DangerNotice.objects.create(
        hidden_danger=hidden_danger,
        kind=kind,
        recipients=said("recipients", recipients),
        proof=said("proof", proof),
        given_on=day,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    record(notice)
    return notice


@command("danger_change.propose")
def propose_change(*, actor: Actor, hidden_danger: HiddenDanger, kind: str, reason: str) -> DangerChange:
    """Propose to grade a major danger down or to strike it out; a second person decides."""
    one_of("kind", kind, CHANGE_KINDS, prefix="change_kind")
    if hidden_danger.grade != "major":
        grade = term(f"grade#{hidden_danger.grade}") if hidden_danger.grade else term("hidden_danger:reported")
        raise Problem(text.NOT_MAJOR.format(grade=grade))
    in_state(hidden_danger, ("graded", "rectifying", "rectified"), text.CHANGE_TOO_LATE)
    if pending := hidden_danger.changes.filter(state="proposed").first():
        day = pending.proposed_at.astimezone(LOCAL).date()
        raise Problem(text.CHANGE_PENDING.format(name=pending.proposed_by_name, day=day))
    change = DangerChange.objects.create(
        hidden_danger=hidden_danger,
        kind=kind,
        reason=said("reason", reason),
        proposed_at=now(),
        proposed_by=actor.key,
        proposed_by_name=actor.name,
    )
    record(change, reason=change.reason)
    title = text.DUTY_CHANGE.format(kind=term(f"change_kind#{kind}"), where=hidden_danger.where)
    put_decision(hidden_danger, _of(change), title)
    return change


@command("danger_change.confirm")
def confirm_change(*, actor: Actor, danger_change: DangerChange) -> DangerChange:
    """Confirm, as a second person, that a major danger is graded down or struck out. It keeps the mark for good."""
    danger = danger_change.hidden_danger
    in_state(danger, ("graded", "rectifying", "rectified"), text.CHANGE_TOO_LATE)
    DANGER_CHANGE.advance(danger_change, "confirm", actor, decided_at=now(), decided_by_name=actor.name)
    told: dict[str, Any] = {"change_reason": danger_change.reason, "change_confirmed_at": now()}
    if danger_change.kind == "downgrade":
        told |= {"grade": "general", "downgraded": True}
    else:
        told |= {"state": "withdrawn", "withdrawn_at": now()}
    written(danger, **told)
    entry = record(danger_change, danger, reason=danger_change.reason)
    done(_of(danger_change), entry.pk)
    if danger_change.kind == "downgrade":
        dropped(f"hidden_danger:{danger.pk}:arrange", text.NO_LONGER_MAJOR)
    else:
        dropped(f"hidden_danger:{danger.pk}:", text.NO_LONGER_OWED.format(state=term("hidden_danger:withdrawn")))
    return danger_change


@command("danger_change.refuse")
def refuse_change(*, actor: Actor, danger_change: DangerChange, reason: str) -> DangerChange:
    """Refuse, as a second person, to grade a major danger down or strike it out."""
    told = {"decided_at": now(), "decided_by_name": actor.name, "decision_reason": reason.strip()}
    DANGER_CHANGE.advance(danger_change, "refuse", actor, {"reason": reason.strip()}, **told)
    entry = record(danger_change, reason=reason.strip())
    done(_of(danger_change), entry.pk)
    return danger_change


def _decided(actor: Actor, reason: str) -> dict[str, Any]:
    return {"decided_at": now(), "decided_by_name": actor.name, "decision_reason": reason.strip()}


def _end(control: InterimControl) -> None:
    if control.ended_at is not None:
        raise Problem(text.CONTROL_ENDED.format(day=control.ended_at.astimezone(LOCAL).date()))
    if not InterimControl.objects.filter(pk=control.pk, ended_at__isnull=True).update(ended_at=now()):
        raise Stale(STALE)
    control.refresh_from_db()


def _of(row: Extension | InterimControl | DangerChange) -> str:
    """The source of the duty that follows from it."""
    return f"hidden_danger:{row.hidden_danger_id}:{row._meta.model_name}:{row.pk}"
