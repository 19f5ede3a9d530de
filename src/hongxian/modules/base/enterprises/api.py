"""REST of enterprises: the merges of two that are one, and taking them back; the enterprises themselves are read as a
register."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema

from hongxian.kernel.offering import offer_acts
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.flow import ENTERPRISE_MERGE
from hongxian.modules.base.enterprises.models import EnterpriseMerge
from hongxian.modules.base.enterprises.queries import visible_merges

router = Router()
MOST = 200


class MergeOut(Schema):
    """A proposal to merge `duplicate` into `kept`, and what became of it: proposed, confirmed, refused, contested (it
    stands, but somebody proposed to undo it: `contest_reason`), undone."""

    id: UUID
    duplicate: UUID = Field(alias="duplicate_id")
    kept: UUID = Field(alias="kept_id")
    state: str
    reason: str
    contest_reason: str


@router.get("/enterprise-merge", response=list[MergeOut])
def get_enterprise_merges(request: HttpRequest) -> QuerySet[EnterpriseMerge]:
    """The merges within one's scope, the newest 200."""
    return visible_merges(actor_of(request)).order_by("-pk")[:MOST]


@router.get("/enterprise-merge/{uuid:key}", response=MergeOut)
def get_enterprise_merge(request: HttpRequest, key: UUID) -> EnterpriseMerge:
    """One merge."""
    found: EnterpriseMerge = within(visible_merges(actor_of(request)), key)
    return found


offer_acts(router, "enterprise_merge.propose", *(f"enterprise_merge.{step.verb}" for step in ENTERPRISE_MERGE.steps))
