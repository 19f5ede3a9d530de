"""Reads of attachments: each is seen by whoever sees the row it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.keys import TextAsKey
from hongxian.kernel.module import Attachable, attachables, visible_rows
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.modules.base.attachments.models import BANDS, Attachment

OLDEST_FIRST = ("attached_at", "pk")
_BITS = 16
FARTHEST = 2 * len(BANDS) + len(BANDS) - 1
"""The greatest distance that `similar` finds without fail: see there."""


def visible_attachments(actor: Actor, permission: str = "attachment.view") -> QuerySet[Attachment]:
    """The attachments of the rows that the actor sees; to attach and to withdraw, of those over which the actor holds
    the permission that the noun's room names; for anything else, of those within the scopes of the permission."""
    seen = Q(pk__in=[])
    for attachable in attachables().values():
        subject = {attachable.key: TextAsKey(OuterRef("subject_key"))}
        rows = _rows(attachable, actor, permission).filter(**subject)
        seen |= Q(subject_kind=attachable.noun) & Q(Exists(rows))
    return Attachment.objects.filter(seen)


def _rows(attachable: Attachable, actor: Actor, permission: str) -> QuerySet[Any]:
    meant = {
        "attachment.view": f"{attachable.noun}.view",
        "attachment.attach": attachable.permission,
        "attachment.withdraw": attachable.permission,
    }
    return visible_rows(attachable.noun, actor, meant.get(permission, permission))


def subject_of(actor: Actor, kind: str, key: str, permission: str = "attachment.view") -> Model:
    """The row that an attachment hangs on or is to hang on. Raises `NotVisible` where there is none in scope, or the
    noun takes no attachments: a stranger learns no difference."""
    attachable = attachables().get(kind)
    if attachable is not None and (value := _clean(key)):
        found: Model | None = (
            _rows(attachable, actor, permission).filter(**{attachable.key: value}).order_by("-pk").first()
        )
        if found is not None:
            return found
    raise NotVisible(NOT_IN_SCOPE)


def _clean(key: str) -> str:
    """A key fit to be compared with keys that are UUIDs; empty for what cannot be one."""
    try:
        return str(UUID(key))
    except ValueError:
        return ""


def attachments_of(actor: Actor, kind: str, key: str) -> QuerySet[Attachment]:
    """What hangs on a row, oldest first, the withdrawn too; none where the actor does not see the row."""
    try:
        subject_of(actor, kind, key)
    except NotVisible:
        return Attachment.objects.none()
    return Attachment.objects.filter(subject_kind=kind, subject_key=_clean(key)).order_by(*OLDEST_FIRST)


def standing_count(kind: str, key: str) -> int:
    """How many hang on a row that were not withdrawn: for the limit, not to be told to whoever does not see the row."""
    return Attachment.objects.filter(subject_kind=kind, subject_key=key, withdrawn_at=None).count()


def own_attachment(actor: Actor, key: UUID) -> Attachment | None:
    """The attachment with that key if the actor attached it; None otherwise."""
    return Attachment.objects.filter(pk=key, attached_by=actor.key).first()


def similar(
    actor: Actor, perceptual_hash: str, distance: int, *, since: datetime | None = None
) -> list[tuple[Attachment, int]]:
    """The visible photos whose perceptual hash differs from this one in at most `distance` bits, nearest first, each
    with the number of bits. 0–3 is the same picture saved again, up to about 8 the same scene. ValueError beyond
    `FARTHEST`.

    Of two hashes that differ in at most 4r + 3 bits, one of the four bands differs in at most r: so all numbers
    within r bits of each band are looked up in its index, and only those found are compared in full.
    """
    if not 0 <= distance <= FARTHEST:
        raise ValueError(distance)
    wanted = int(perceptual_hash, 16)
    near = Q()
    for name, band in zip(BANDS, bands_of(wanted), strict=True):
        near |= Q(**{f"{name}__in": list(_within(band, distance // len(BANDS)))})
    rows = Attachment.objects.filter(near, withdrawn_at=None, erased_at=None)
    rows = rows.filter(attached_at__gte=since) if since else rows
    apart = {key: (int(given, 16) ^ wanted).bit_count() for key, given in rows.values_list("pk", "perceptual_hash")}
    close = [key for key, bits in apart.items() if bits <= distance]
    found = visible_attachments(actor).filter(pk__in=close)
    return sorted(((row, apart[row.pk]) for row in found), key=lambda pair: (pair[1], pair[0].pk))


def bands_of(perceptual_hash: int) -> list[int]:
    """The perceptual_hash cut in four."""
    return [perceptual_hash >> shift & 0xFFFF for shift in (48, 32, 16, 0)]


def _within(band: int, bits: int) -> Iterator[int]:
    """All numbers of 16 bits that differ in at most so many."""
    for count in range(bits + 1):
        for places in combinations(range(_BITS), count):
            yield band ^ sum(1 << place for place in places)
