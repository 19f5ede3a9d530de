"""REST of the exchange: another instance sends its records here and asks what became of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hongxian.kernel.actor import Actor
from hongxian.kernel.paging import page
from hongxian.kernel.problem import Denied
from hongxian.kernel.web.access import actor_of, must
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands import Incoming, receive_records
from hongxian.modules.portal.exchange.commands.received import MOST, receipt_of
from hongxian.modules.portal.exchange.models import ExchangePartner
from hongxian.modules.portal.exchange.queries import partner_of, received_figures, received_of

router = Router()

Code = Annotated[str, Field(min_length=2, max_length=40, pattern="^[a-z][a-z0-9_]*$")]
Period = Annotated[str, Field(min_length=4, max_length=10)]


class RecordIn(Schema):
    """One record: the key by which both sides know it, the version (it grows with every change), what it says by the
    names of the fields. A withdrawal says nothing."""

    key: str = Field(min_length=1, max_length=200)
    version: int = Field(ge=1, le=1_000_000)
    action: Literal["create", "correct", "withdraw"] = "create"
    values: dict[Annotated[str, Field(max_length=100)], str | int | float | bool | None] = Field(
        default_factory=dict, max_length=200
    )


class RecordsIn(Schema):
    """Records of one period. `sent` is how many the sender has sent of it in all, for the check of counts."""

    code: Code
    period: Period
    sent: int = Field(ge=0, le=100_000_000)
    records: list[RecordIn] = Field(max_length=MOST)


class ReceiptOut(Schema):
    """What became of a record. `state`: accepted, rejected (then `reason` says why), withdrawn."""

    key: str
    version: int | None
    state: str
    number: str
    reason: str


class ReceiptsOut(Schema):
    """A receipt for each record, in their order."""

    receipts: list[ReceiptOut]


class StandingOut(Schema):
    """What is held of a period: counts, and a page of receipts; `next` is the token of the next page, empty at the
    end."""

    counts: dict[str, int]
    receipts: list[ReceiptOut]
    next: str


@router.post("/records", response=ReceiptsOut, operation_id="exchange_records", summary=text.API_RECORDS)
def exchange_records(request: HttpRequest, payload: RecordsIn) -> dict[str, Any]:
    """Take records of the partner whose token is shown. Each is judged by itself; the same again is harmless."""
    actor, partner = _partner(request)
    given = [Incoming(each.key, each.values, each.version, each.action) for each in payload.records]
    receipts = receive_records(
        actor=actor,
        partner=partner,
        code=payload.code,
        period=payload.period,
        records=given,
        announced={"sent": payload.sent},
    )
    return {"receipts": [vars(each) for each in receipts]}


@router.get("/receipts", response=StandingOut, operation_id="exchange_receipts", summary=text.API_RECEIPTS)
def exchange_receipts(
    request: HttpRequest, code: Code, period: Period, after: str = "", limit: Annotated[int, Field(ge=1, le=500)] = 200
) -> dict[str, Any]:
    """What is held of a period of the partner whose token is shown."""
    _, partner = _partner(request)
    found = page(received_of(partner, code, period), ("key", "pk"), after=after, limit=limit)
    return {
        "counts": received_figures(partner, code, period),
        "receipts": [vars(receipt_of(each)) for each in found.rows],
        "next": found.older,
    }


def _partner(request: HttpRequest) -> tuple[Actor, ExchangePartner]:
    actor = actor_of(request)
    must(actor, "received_record.receive")
    partner = partner_of(actor)
    if partner is None:
        raise Denied(text.NO_PARTNER)
    return actor, partner
