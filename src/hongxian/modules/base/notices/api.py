"""REST: the own notices, and marking them as read."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from hongxian.kernel.web.access import Request
from hongxian.modules.base.notices.commands import mark_read
from hongxian.modules.base.notices.queries import openable, visible_notices

router = Router()

Limit = Annotated[int, Field(ge=1, le=100)]


class NoticeOut(Schema):
    """One notice. `title` and `subject_key` are null where what it is about may not be seen in the post acted in."""

    id: UUID
    kind: str
    told_at: datetime
    read_at: datetime | None
    subject_kind: str
    subject_key: str | None
    title: str | None


class ReadIn(Schema):
    """Which notices were read."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]


class ReadOut(Schema):
    """How many of them were unread."""

    count: int


@router.get("", response=list[NoticeOut])
def list_notices(
    request: Request, unread: bool = False, before: UUID | None = None, limit: Limit = 50
) -> list[NoticeOut]:
    """The own notices, latest first, those before `before`."""
    rows = visible_notices(request.actor).order_by("-pk")
    rows = rows.filter(read_at__isnull=True) if unread else rows
    rows = rows.filter(pk__lt=before) if before else rows
    chosen = list(rows[:limit])
    seen = openable(request.actor, chosen)
    return [
        NoticeOut(
            id=each.pk,
            kind=each.kind,
            told_at=each.told_at,
            read_at=each.read_at,
            subject_kind=each.subject_kind,
            subject_key=each.subject_key if each.pk in seen else None,
            title=each.title if each.pk in seen else None,
        )
        for each in chosen
    ]


@router.post("/read", response=ReadOut)
def read_notices(request: Request, read: ReadIn) -> ReadOut:
    """Mark own notices as read; those of others and those read before do not count."""
    return ReadOut(count=mark_read(request.actor, read.ids))
