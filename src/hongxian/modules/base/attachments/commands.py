"""Writes of attachments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.documents import store
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.locks import hold
from hongxian.kernel.module import attachables
from hongxian.kernel.problem import AlreadyDone, Problem, Stale
from hongxian.kernel.text import ALREADY_DONE, STALE
from hongxian.modules.base.attachments import served, text
from hongxian.modules.base.attachments.contents import Examined, examine
from hongxian.modules.base.attachments.models import BANDS, Attachment
from hongxian.modules.base.attachments.queries import bands_of, own_attachment, standing_count, subject_of


@dataclass(frozen=True)
class Taken:
    """What the device says about a file: when and where it was taken (WGS 84, `accuracy` in metres), unchecked."""

    taken_at: datetime | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    accuracy: int | None = None


def attach(
    *,
    actor: Actor,
    key: UUID,
    subject_kind: str,
    subject_key: str,
    kind: str,
    content: bytes,
    file_name: str = "",
    taken: Taken | None = None,
) -> Attachment:
    """Examine a file and hang it on a row: the door for pages, uploads and other rooms. Raises `NotVisible` where the
    actor may not add to that row, `AlreadyDone` if the same file was attached under this key before, and `Problem` for
    whatever is wrong with the file; then nothing is kept."""
    subject_of(actor, subject_kind, subject_key, "attachment.attach")
    check_kind(subject_kind, kind)
    found = examine(content, kind, file_name)
    return attach_attachment(
        # what counts is the permission that the noun's room names, which the command asks for: an integration, whose
        # grants are counted one by one, needs no other
        actor=actor.lent("attachment.attach"),
        key=key,
        subject_kind=subject_kind,
        subject_key=subject_key,
        kind=kind,
        file=found,
        taken=taken or Taken(),
    )


@command("attachment.attach")
def attach_attachment(
    *, actor: Actor, key: UUID, subject_kind: str, subject_key: str, kind: str, file: Examined, taken: Taken
) -> Attachment:
    """Hang an examined file on a row, by whoever holds over it the permission that the noun's room names. Raises
    `Problem` when there are as many as may be, the place is none, or the disk is full."""
    subject = subject_of(actor, subject_kind, subject_key, "attachment.attach")
    check_kind(subject_kind, kind)
    _check_place(taken)
    subject_key = str(UUID(subject_key))
    hold(f"attachments:{subject_kind}:{subject_key}")
    _refuse_known(actor, key, file.sha256)
    _check_count(subject_kind, subject_key)
    hold(f"attachments:{file.sha256}")
    store.keep(file.content, served.FOLDER)
    attachment = Attachment(
        pk=key,
        subject_kind=subject_kind,
        subject_key=subject_key,
        kind=kind,
        sha256=file.sha256,
        byte_count=len(file.content),
        media_type=file.media_type,
        width=file.width,
        height=file.height,
        attached_at=now(),
        attached_by=actor.key,
        attached_by_name=actor.name,
        **vars(taken),
        **_hash_columns(file.perceptual_hash),
    )
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
    except IntegrityError as error:
        if not Attachment.objects.filter(pk=key).exists():
            raise
        raise Problem(text.KEY_TAKEN, field="id") from error
    record(attachment, subject)
    return attachment


def _hash_columns(perceptual_hash: int | None) -> dict[str, object]:
    if perceptual_hash is None:
        return {}
    return {"perceptual_hash": f"{perceptual_hash:016x}", **dict(zip(BANDS, bands_of(perceptual_hash), strict=True))}


def _refuse_known(actor: Actor, key: UUID, digest: str) -> None:
    """The same file under the same key is there already; another one must not take its place."""
    mine = own_attachment(actor, key)
    if mine is not None and mine.sha256 == digest:
        raise AlreadyDone(ALREADY_DONE, subject_kind="attachment", subject_key=str(key))


def _check_count(subject_kind: str, subject_key: str) -> None:
    most = attachables()[subject_kind].limit or settings.ATTACHMENT_MOST
    if standing_count(subject_kind, subject_key) >= most:
        raise Problem(text.TOO_MANY.format(most=most), field="file")


def check_kind(subject_kind: str, kind: str) -> None:
    """Raises `Problem` where a noun takes no attachments of that kind."""
    taken = attachables()[subject_kind].kinds
    if kind not in taken:
        words = text.LIST.join(term(f"attachment_kind#{each}") for each in taken)
        raise Problem(text.KIND_NOT_TAKEN.format(subject=term(subject_kind), kinds=words), field="kind")


def _check_place(taken: Taken) -> None:
    if (taken.longitude is None) != (taken.latitude is None):
        raise Problem(text.HALF_A_PLACE, field="longitude" if taken.longitude is None else "latitude")
    if taken.longitude is not None and taken.latitude is not None:
        if not -180 <= taken.longitude <= 180:
            raise Problem(text.NO_LONGITUDE.format(found=taken.longitude), field="longitude")
        if not -90 <= taken.latitude <= 90:
            raise Problem(text.NO_LATITUDE.format(found=taken.latitude), field="latitude")
    if taken.accuracy is not None and not 0 <= taken.accuracy <= 1_000_000:
        raise Problem(text.NO_ACCURACY.format(found=taken.accuracy), field="accuracy")


def withdraw(*, actor: Actor, attachment: Attachment, reason: str) -> Attachment:
    """Withdraw an attachment: the door for pages and the interface."""
    return withdraw_attachment(actor=actor.lent("attachment.withdraw"), attachment=attachment, reason=reason)


@command("attachment.withdraw")
def withdraw_attachment(*, actor: Actor, attachment: Attachment, reason: str) -> Attachment:
    """Say that an attachment does not count, and why; it stays, marked so. By whoever may add to its row."""
    told = {"withdrawn_at": now(), "withdrawn_by_name": actor.name, "withdrawal_reason": _reason(reason)}
    if not Attachment.objects.filter(pk=attachment.pk, withdrawn_at=None).update(**told):
        raise Stale(STALE)
    attachment.refresh_from_db()
    record(attachment, reason=reason.strip())
    return attachment


@command("attachment.erase")
def erase_attachment(*, actor: Actor, attachment: Attachment, reason: str) -> Attachment:
    """Remove the bytes of an attachment for good, as law may demand; what is known about it stays. Bytes that hang
    elsewhere too go with the last of them. Backups made before still hold them."""
    told = {"erased_at": now(), "erased_by_name": actor.name, "erasure_reason": _reason(reason)}
    if not Attachment.objects.filter(pk=attachment.pk, erased_at=None).update(**told):
        raise Stale(STALE)
    attachment.refresh_from_db()
    record(attachment, reason=reason.strip())
    hold(f"attachments:{attachment.sha256}")
    if not Attachment.objects.filter(sha256=attachment.sha256, erased_at=None).exists():
        served.erase(attachment.sha256)
    return attachment


@command("attachment.take_original")
def take_original(*, actor: Actor, attachment: Attachment, reason: str) -> bytes:
    """The file as it was received, with all that the camera wrote into it; that it was taken, and why, is recorded."""
    if attachment.erased_at is not None:
        raise Problem(text.ERASED)
    content = store.kept(attachment.sha256, served.FOLDER)
    record(attachment, reason=_reason(reason))
    return content


def _reason(reason: str) -> str:
    if not (said := reason.strip()):
        raise Problem(text.REASON_NEEDED, field="reason")
    if len(said) > 300:
        raise Problem(text.REASON_TOO_LONG.format(found=len(said)), field="reason")
    return said
