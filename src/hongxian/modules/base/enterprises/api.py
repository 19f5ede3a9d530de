"""REST of enterprises: the same commands as the pages; the list is `GET /registers/enterprise`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hongxian.kernel.offering import offer_acts
from hongxian.kernel.two_times import current
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises import commands
from hongxian.modules.base.enterprises.flow import ENTERPRISE_MERGE
from hongxian.modules.base.enterprises.models import SCALES, EnterpriseMerge
from hongxian.modules.base.enterprises.queries import (
    visible_contacts,
    visible_enterprises,
    visible_merges,
    visible_risk_flags,
)

router = Router()
MOST = 200

Degrees = Annotated[Decimal, Field(max_digits=9, decimal_places=6)] | None


class ParticularsIn(Schema):
    """What else is known of an enterprise; what is not said stays. `industry` is a code of GB/T 4754, the degrees are
    WGS 84."""

    registered_address: str = Field("", max_length=200)
    working_address: str = Field("", max_length=200)
    longitude: Degrees = None
    latitude: Degrees = None
    industry: str = Field("", max_length=4)
    scale: Literal["", *SCALES] = ""  # type: ignore[valid-type]
    employees: int | None = Field(None, ge=0)
    opened_on: date | None = None


class FlagOut(Schema):
    """What makes an enterprise dangerous now."""

    id: UUID
    risk_kind: str
    valid_from: date
    valid_to: date | None
    basis: str


class EnterpriseOut(Schema):
    """An enterprise as it is known now; `version` is what acts upon it are to name. `contact` is the key of whom to
    call, where there is somebody and one may know it."""

    id: UUID
    name: str
    credit_code: str | None
    registration_number: str
    place: str = Field(alias="place_id")
    ownership: str
    sector: str
    industry: str
    scale: str
    employees: int | None
    registered_address: str
    working_address: str
    longitude: Decimal | None
    latitude: Decimal | None
    is_branch: bool
    is_high_risk: bool | None
    is_above_scale: bool | None
    parent: UUID | None = Field(alias="parent_id")
    operating_status: str
    opened_on: date | None
    closed_on: date | None
    version: int
    risk_flags: list[FlagOut]
    contact: UUID | None


class PurposeIn(Schema):
    """What the whole number is needed for; it is put on record."""

    purpose: str = Field(min_length=1, max_length=200)


class PhoneOut(Schema):
    """Whom to call, in full."""

    contact_name: str
    phone: str


class MergeOut(Schema):
    """A proposal to merge `duplicate` into `kept`, and what became of it: proposed, confirmed, refused, contested (it
    stands, but somebody proposed to undo it: `contest_reason`), undone."""

    id: UUID
    duplicate: UUID = Field(alias="duplicate_id")
    kept: UUID = Field(alias="kept_id")
    state: str
    reason: str
    contest_reason: str


@router.get("/{uuid:key}", response=EnterpriseOut)
def get_enterprise(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """One enterprise within one's scope."""
    actor = actor_of(request)
    found = within(visible_enterprises(actor), key)
    flags = current(visible_risk_flags(actor).filter(enterprise=found)).order_by("valid_from")
    contact = visible_contacts(actor).filter(enterprise=found).values_list("pk", flat=True).first()
    return {name: getattr(found, name) for name in _COLUMNS} | {"risk_flags": list(flags), "contact": contact}


@router.post("/enterprise-contact/{uuid:key}/reveal", response={200: PhoneOut})
def reveal_contact(request: HttpRequest, key: UUID, said: PurposeIn) -> Status[dict[str, str]]:
    """The whole number, for a purpose that is put on record."""
    actor = actor_of(request)
    contact = within(visible_contacts(actor, "enterprise_contact.reveal"), key)
    phone = commands.reveal_enterprise_contact(actor=actor, enterprise_contact=contact, purpose=said.purpose)
    return Status(200, {"contact_name": contact.contact_name, "phone": phone})


@router.get("/enterprise-merge", response=list[MergeOut])
def get_enterprise_merges(request: HttpRequest) -> QuerySet[EnterpriseMerge]:
    """The merges within one's scope, the newest 200."""
    return visible_merges(actor_of(request)).order_by("-pk")[:MOST]


@router.get("/enterprise-merge/{uuid:key}", response=MergeOut)
def get_enterprise_merge(request: HttpRequest, key: UUID) -> EnterpriseMerge:
    """One merge."""
    found: EnterpriseMerge = within(visible_merges(actor_of(request)), key)
    return found


offer_acts(
    router,
    "enterprise.register",
    "enterprise.change",
    "enterprise.move",
    "enterprise.attach",
    "enterprise.close",
    "enterprise.reopen",
    "enterprise.withdraw",
    "enterprise_contact.set",
    "enterprise_contact.remove",
    "enterprise_merge.propose",
    *(f"enterprise_merge.{step.verb}" for step in ENTERPRISE_MERGE.steps),
    "responsible_person.name",
    "risk_flag.set",
    "risk_flag.end",
    shapes={"particulars": ParticularsIn, "longitude": Degrees, "latitude": Degrees},
)

_COLUMNS = [field.alias or name for name, field in EnterpriseOut.model_fields.items()][:-2]
