"""Entering records, correcting and ending them, confirming what was entered late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now
from hongxian.kernel.command import command
from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger import record as ledger
from hongxian.kernel.problem import Denied, NotVisible, Problem, SameStands, Stale
from hongxian.kernel.text import NOT_IN_SCOPE, STALE
from hongxian.modules.base.records import text
from hongxian.modules.base.records.commands.slots import as_uuid, give_slots
from hongxian.modules.base.records.contents import checked, columns_of, fingerprint
from hongxian.modules.base.records.flow import RECORD
from hongxian.modules.base.records.kinds import Kind, is_offered, kind_of
from hongxian.modules.base.records.models import LIVE, SLOTS, Record, Register
from hongxian.modules.base.records.queries import is_open, may
from hongxian.modules.base.verdicts.queries import RESTRICTED, is_back_entry_at


@command("record.enter", sees="register=register.view")
def enter_record(
    *, actor: Actor, register: Register, values: Mapping[str, object], place: str = "", evidence: str = ""
) -> Record:
    """Enter a row into an open register: `values` by the fields of the dictionary, as typed in or typed (rows of the
    database for keys), about the place with the code `place` (the register's own, if empty).

    It counts at once, or, when it would count only in a period that is over, once a second person confirms it. Raises
    `Faults` with a sentence for every input that cannot be taken, `Problem` when the register is closed or the same
    was entered before, `NotVisible` when the place lies outside the actor's scope, `Denied` when only named
    posts keep such rows.
    """
    kind = _kind_of(register)
    if not is_open(register):
        raise Problem(text.REGISTER_CLOSED.format(noun=kind.label))
    if kind.restricted and not actor.may(RESTRICTED):
        raise Denied(text.NAMED_POSTS_ENTER.format(noun=kind.label, reason=kind.restricted))
    content = checked(actor, kind, register, values, place or register.place_id, evidence)
    key, late = new_key(), _is_late(content.place.path, kind, content.day)
    names = {"id": key, "row": key, "register": register, "noun": kind.key, "recorded_from": now()}
    entered = _create(kind, **names, **_typed_by(actor, late=late), **content.columns)
    _refuse_outside(actor, entered, "record.enter")
    ledger.record(entered, facts=[kind.key])
    return entered


@command("record.correct")
def correct_record(
    *,
    actor: Actor,
    record: Record,
    reason: str,
    values: Mapping[str, object] | None = None,
    place: str | None = None,
    evidence: str | None = None,
) -> Record:
    """Put a corrected version in the place of this one: the values given replace those of their fields, an empty one
    takes its field out. What was known before stays answerable.

    The correction waits for a second person when the row counts, before or after it, only in a period that is over;
    one that is rejected leaves the row as it was before. Raises as `enter_record` does, and `Stale` when this is not
    the version known now.
    """
    _need(reason)
    _hold(record)
    kind = _kind_of(record.register)
    if record.state not in LIVE:
        raise Problem(text.RECORD_ENDED)
    merged = {**kind.said(record), **(values or {})}
    proof = record.evidence if evidence is None else evidence
    content = checked(actor, kind, record.register, merged, place or record.place_id, proof)
    if content.columns["fingerprint"] == record.fingerprint:
        raise Problem(text.NOTHING_CHANGED)
    late = _is_late(record.path, kind, record.happened_on or record.valid_from)
    late = late or _is_late(content.place.path, kind, content.day)
    corrected = _succeed(kind, record, corrects=record.pk, **_typed_by(actor, late=late), **content.columns)
    _refuse_outside(actor, corrected, "record.correct")
    ledger.record(corrected, record, reason=reason, facts=[kind.key])
    return corrected


@command("record.end")
def end_record(*, actor: Actor, record: Record, valid_to: date, reason: str) -> Record:
    """Let a row that has a validity end with that last day; a new version says so.

    Raises `Problem` when rows of its kind have none, when it ends already or would end before it began, `Stale` when
    this is not the version known now.
    """
    _need(reason)
    _hold(record)
    kind = _kind_of(record.register)
    if not kind.fact.period_valid or record.state not in LIVE:
        raise Problem(text.HAS_NO_END if record.state in LIVE else text.RECORD_ENDED)
    if record.valid_to is not None:
        raise Problem(text.ENDS_ALREADY.format(end=record.valid_to), field="valid_to")
    if record.valid_from is not None and valid_to < record.valid_from:
        sentence = text.ENDS_BEFORE_IT_BEGINS.format(found=valid_to, start=record.valid_from)
        raise Problem(sentence, field="valid_to")
    ended = _succeed(
        kind, record, valid_to=valid_to, fingerprint=fingerprint(columns_of(record) | {"valid_to": valid_to})
    )
    ledger.record(ended, record, reason=reason, facts=[kind.key])
    return ended


@command("record.confirm")
def confirm_record(*, actor: Actor, record: Record) -> Record:
    """Confirm, as a second person, what was entered or corrected late. Raises `Stale` when this is not the version
    known now."""
    _hold(record)
    RECORD.advance(record, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name)
    ledger.record(record, facts=[record.noun])
    return record


@command("record.reject")
def reject_record(*, actor: Actor, record: Record, reason: str) -> Record:
    """Refuse, as a second person, to confirm it. An entry never counts; a correction leaves the row as it was before,
    and that version, which then stands again, is returned."""
    _hold(record)
    RECORD.advance(record, "reject", actor, {"reason": reason}, ended_at=now())
    before = Record.objects.filter(pk=record.corrects).first() if record.corrects else None
    if before is None:
        ledger.record(record, reason=reason, facts=[record.noun])
        return record
    kept = columns_of(before) | {name: getattr(before, name) for name in _KEPT}
    again = _succeed(_kind_of(record.register), record, ended_at=None, **kept)
    ledger.record(again, record, reason=reason, facts=[record.noun])
    return again


@command("record.withdraw")
def withdraw_record(*, actor: Actor, record: Record, reason: str) -> Record:
    """Take a row back: it no longer counts, and stays on record with the reason."""
    _hold(record)
    RECORD.advance(record, "withdraw", actor, {"reason": reason}, ended_at=now())
    ledger.record(record, reason=reason, facts=[record.noun])
    return record


_KEPT = (
    "corrects",
    "state",
    "back_entry",
    "recorded_at",
    "recorded_by",
    "recorded_by_name",
    "confirmed_at",
    "confirmed_by",
    "confirmed_by_name",
)


def _typed_by(actor: Actor, *, late: bool) -> dict[str, object]:
    """The columns that say who typed in the content, and whether it waits for a second person."""
    return {
        "state": "awaiting_confirmation" if late else "recorded",
        "back_entry": late,
        "recorded_at": now(),
        "recorded_by": actor.key,
        "recorded_by_name": actor.name,
        "confirmed_at": None,
        "confirmed_by": "",
        "confirmed_by_name": "",
    }


def _need(reason: str) -> None:
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")


def _kind_of(register: Register) -> Kind:
    kind = kind_of(register.noun)
    if kind is None:
        raise Problem(text.NO_SUCH_NOUN.format(found=register.noun))
    if not is_offered(register.noun):
        raise Problem(text.TOLD_BY_A_ROOM.format(noun=kind.label))
    return kind


def _is_late(path: str, kind: Kind, day: date | None) -> bool:
    return day is not None and is_back_entry_at(path, kind.key, day)


def _hold(record: Record) -> None:
    """Hold this version until the end of the act; `Stale` if another stands in its place."""
    standing = Record.objects.select_for_update(of=("self",)).filter(pk=record.pk, recorded_to__isnull=True).first()
    if standing is None or standing.state != record.state:
        raise Stale(STALE)


def _succeed(kind: Kind, record: Record, **changes: object) -> Record:
    """Close the version as of now and put a changed copy in its place."""
    moment = now()
    Record.objects.filter(pk=record.pk).update(recorded_to=moment)
    record.recorded_to = moment
    fields = {field.name: getattr(record, field.name) for field in record._meta.concrete_fields}
    fields |= {"id": new_key(), "version": record.version + 1, "recorded_from": moment, "recorded_to": None}
    return _create(kind, **{**fields, **changes})


def _create(kind: Kind, **columns: object) -> Record:
    """A new version, with what it points to; `Problem` when a record that says the same stands in the register."""
    values, slots = columns["values"], give_slots(kind)
    assert isinstance(values, dict)
    columns |= dict.fromkeys(SLOTS) | {slot: as_uuid(values.get(name)) for name, slot in slots.items()}
    try:
        with transaction.atomic():
            return Record.objects.create(**columns)
    except IntegrityError as error:
        same = {name: columns[name] for name in ("register", "fingerprint")}
        standing = Record.objects.filter(**same, recorded_to__isnull=True, ended_at__isnull=True)
        other = standing.exclude(row=str(columns["row"])).first()
        if other is None:
            raise
        raise _recorded_already(kind, other) from error


def _recorded_already(kind: Kind, other: Record) -> Problem:
    at = other.recorded_at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
    return SameStands(text.RECORDED_ALREADY.format(noun=kind.label, name=other.recorded_by_name, at=at))


def _refuse_outside(actor: Actor, record: Record, permission: str) -> None:
    """A row lies where its place lies: it must be one for which the actor holds the permission."""
    if not may(actor, record, permission):
        raise NotVisible(NOT_IN_SCOPE)
