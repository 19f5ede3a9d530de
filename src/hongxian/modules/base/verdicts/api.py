"""REST: packs, obligations and verdicts to read."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from hongxian.kernel.web.access import Request
from hongxian.modules.base.verdicts.queries import determinations_of, visible_verdicts

router = Router()

Limit = Annotated[int, Field(ge=1, le=100)]


class VerdictOut(Schema):
    """One verdict: obligation × party × period."""

    id: UUID
    pack: str
    version: int
    hash: str
    obligation: str
    party: str
    period: str
    status: str
    backfilled: bool
    outstanding: bool
    next_change_on: date | None
    digest: str
    yields_to: str
    """The code of the pack chosen to prevail over this one; empty if none was."""
    determination: str | None
    """What a person signed beside the verdict, if anything is in force today; it never replaces `status`."""


@router.get("", response=list[VerdictOut])
def list_verdicts(
    request: Request, pack: str = "", status: str = "", after: UUID | None = None, limit: Limit = 50
) -> list[VerdictOut]:
    """The verdicts one may see, in the order of their keys, those after `after`."""
    rows = visible_verdicts(request.actor).order_by("pk")
    if pack:
        rows = rows.filter(pack__code=pack)
    if status:
        rows = rows.filter(status=status)
    if after:
        rows = rows.filter(pk__gt=after)
    chosen = list(rows[:limit])
    determined = determinations_of(chosen)
    return [
        VerdictOut(
            id=each.pk,
            pack=each.pack.code,
            version=each.pack.version,
            hash=each.pack.hash,
            obligation=each.obligation,
            party=each.party.name,
            period=each.period,
            status=each.status,
            backfilled=each.backfilled,
            outstanding=each.outstanding,
            next_change_on=each.next_change_on,
            digest=each.digest,
            yields_to=each.yields_to,
            determination=determined[each.pk].status if each.pk in determined else None,
        )
        for each in chosen
    ]
