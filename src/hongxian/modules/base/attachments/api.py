"""REST of attachments: what hangs on a row, and uploads in parts that survive a broken line."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.problem import AlreadyDone, NotVisible, Problem
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.attachments import text, uploads
from hongxian.modules.base.attachments.commands import Taken, attach, check_kind, withdraw
from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.base.attachments.queries import attachments_of, own_attachment, subject_of, visible_attachments

router = Router()

Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""
BYTES = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class SubjectQuery(Schema):
    """The row on which attachments hang."""

    subject_kind: str = Field(max_length=60)
    subject_key: UUID


class UploadIn(SubjectQuery):
    """An upload about to begin: `id` is the attachment's, made by the device (UUID); what the device says about time
    and place (WGS 84, `accuracy` in metres) is kept as said."""

    id: UUID
    kind: Literal["photo", "voice", "signature"]
    size: int = Field(ge=1, le=1 << 31)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    file_name: str = Field("", max_length=200)
    taken_at: datetime | None = None
    longitude: Decimal | None = Field(None, ge=-180, le=180)
    latitude: Decimal | None = Field(None, ge=-90, le=90)
    accuracy: int | None = Field(None, ge=0, le=1_000_000)


class UploadOut(Schema):
    """How far an upload is: continue at `arrived`; `finished` once the attachment stands."""

    id: UUID
    arrived: int
    size: int
    chunk: int = uploads.CHUNK
    finished: bool = False


class AttachmentOut(Schema):
    """An attachment; `files` are the addresses of what is shown or heard of it."""

    id: UUID
    subject_kind: str
    subject_key: str
    kind: str
    sha256: str
    byte_count: int
    media_type: str
    width: int | None
    height: int | None
    taken_at: Moment | None
    longitude: Decimal | None
    latitude: Decimal | None
    accuracy: int | None
    attached_at: Moment
    attached_by_name: str
    withdrawn_at: Moment | None
    withdrawal_reason: str
    erased_at: Moment | None
    files: dict[str, str]

    @staticmethod
    def resolve_files(attachment: Attachment) -> dict[str, str]:
        """None where the bytes were erased."""
        if attachment.erased_at is not None:
            return {}
        sizes = ("thumb", "large") if attachment.is_picture else ("sound",)
        return {size: reverse("attachments:file", args=[attachment.pk, size]) for size in sizes}


class AttachmentsOut(Schema):
    """What hangs on a row, oldest first, the withdrawn too."""

    attachments: list[AttachmentOut]


class Reason(Schema):
    """Why it is withdrawn."""

    reason: str = Field(min_length=1, max_length=300)


@router.get("", response=AttachmentsOut)
def list_attachments(request: HttpRequest, query: Query[SubjectQuery]) -> dict[str, Any]:
    """What hangs on a row within one's scope; nothing on any other."""
    return {"attachments": attachments_of(actor_of(request), query.subject_kind, str(query.subject_key))}


@router.post("/uploads", response=UploadOut)
def start_upload(request: HttpRequest, upload: UploadIn) -> dict[str, Any]:
    """Begin an upload, or learn how far it is."""
    actor = actor_of(request)
    subject_of(actor, upload.subject_kind, str(upload.subject_key), "attachment.attach")
    check_kind(upload.subject_kind, upload.kind)
    if (done := own_attachment(actor, upload.id)) is not None:
        if done.sha256 != upload.sha256:
            raise Problem(text.KEY_TAKEN, field="id")
        return _finished(done)
    arrived = uploads.start(actor, upload.id, _told(upload))
    return {"id": upload.id, "arrived": arrived, "size": upload.size}


def _told(upload: UploadIn) -> uploads.Told:
    return uploads.Told(
        subject_kind=upload.subject_kind,
        subject_key=str(upload.subject_key),
        kind=upload.kind,
        size=upload.size,
        sha256=upload.sha256,
        file_name=upload.file_name,
        longitude=_written(upload.longitude),
        latitude=_written(upload.latitude),
        accuracy=upload.accuracy,
        taken_at=upload.taken_at.isoformat() if upload.taken_at else "",
    )


def _written(degrees: Decimal | None) -> str:
    return "" if degrees is None else str(degrees)


def _finished(attachment: Attachment) -> dict[str, Any]:
    size = attachment.byte_count
    return {"id": attachment.pk, "arrived": size, "size": size, "finished": True}


@router.get("/uploads/{uuid:key}", response=UploadOut)
def get_upload(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """How far one's own upload is."""
    actor = actor_of(request)
    if (done := own_attachment(actor, key)) is not None:
        return _finished(done)
    told, arrived = uploads.state(actor, key)
    return {"id": key, "arrived": arrived, "size": told.size}


@router.put("/uploads/{uuid:key}", response=UploadOut, openapi_extra=BYTES)
def put_chunk(request: HttpRequest, key: UUID, offset: int) -> dict[str, Any]:
    """Add a part of the bytes, at most `chunk` of them, beginning at `offset`. The same part twice does no harm."""
    actor = actor_of(request)
    told, _ = uploads.state(actor, key)
    if int(request.headers.get("Content-Length") or 0) > uploads.CHUNK:
        raise Problem(text.BAD_CHUNK.format(most=uploads.CHUNK >> 20))
    return {"id": key, "arrived": uploads.append(actor, key, offset, request.body), "size": told.size}


@router.post("/uploads/{uuid:key}/abandon", response={204: None})
def abandon_upload(request: HttpRequest, key: UUID) -> Status[None]:
    """Give up an upload: what has arrived is thrown away."""
    uploads.abandon(actor_of(request), key)
    return Status(204, None)


@router.post("/uploads/{uuid:key}/finish", response={201: AttachmentOut, 200: AttachmentOut})
def finish_upload(request: HttpRequest, key: UUID) -> Status[Attachment]:
    """Attach what has arrived; asked again, the attachment is given again."""
    actor = actor_of(request)
    if (done := own_attachment(actor, key)) is not None:
        return Status(200, done)
    try:
        with uploads.complete(actor, key) as (told, content):
            made = attach(
                actor=actor,
                key=key,
                subject_kind=told.subject_kind,
                subject_key=told.subject_key,
                kind=told.kind,
                content=content,
                file_name=told.file_name,
                taken=Taken(
                    datetime.fromisoformat(told.taken_at) if told.taken_at else None,
                    Decimal(told.longitude) if told.longitude else None,
                    Decimal(told.latitude) if told.latitude else None,
                    told.accuracy,
                ),
            )
    except (AlreadyDone, NotVisible):  # the same request, a moment ago
        if (done := own_attachment(actor, key)) is None:
            raise
        return Status(200, done)
    return Status(201, made)


@router.get("/{uuid:key}", response=AttachmentOut)
def get_attachment(request: HttpRequest, key: UUID) -> Attachment:
    """One attachment within one's scope."""
    return _visible(request, key)


@router.post("/{uuid:key}/withdraw", response=AttachmentOut)
def withdraw_one(request: HttpRequest, key: UUID, reason: Reason) -> Attachment:
    """Withdraw an attachment; it stays, marked so."""
    return withdraw(actor=actor_of(request), attachment=_visible(request, key), reason=reason.reason)


def _visible(request: HttpRequest, key: UUID) -> Attachment:
    return within(visible_attachments(actor_of(request)), key)
