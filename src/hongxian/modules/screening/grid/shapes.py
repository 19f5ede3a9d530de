"""The shapes in which grids travel over REST."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from ninja import Field, Schema
from pydantic import AfterValidator

from hongxian.kernel.clock import LOCAL
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import GridUnit

Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""
Aware = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=LOCAL))]
"""An instant; local time where no offset is given."""
Outcome = Literal["normal", "closed", "suspended", "moved", "entry_refused", "not_found"]


class GridOut(Schema):
    """A leaf grid one goes round."""

    id: UUID
    name: str
    unit_kind: str
    grid_level: int | None
    place: str = Field(alias="place_id")
    place_path: str
    parent: UUID | None = Field(None, alias="parent_id")


class UnitOut(Schema):
    """One place to go to: an enterprise, or premises that are none. `due_since` to `due_until` is the period in which
    it is to be visited, empty where nobody said how often; `metres` as the crow flies, where positions are known."""

    enterprise: UUID | None
    premises: UUID | None
    name: str
    address: str
    place: str
    place_name: str
    grid: UUID
    grid_name: str
    premises_kind: str
    longitude: Decimal | None
    latitude: Decimal | None
    metres: int | None
    due_since: date | None
    due_until: date | None
    is_due: bool
    last_outcome: str
    last_visited_at: Moment | None


class UnitsOut(Schema):
    """What one goes round, in order."""

    units: list[UnitOut]
    left_off: int


class Sent(Schema):
    """What a device sends under a key of its own (a UUID; version 7 where it can)."""

    id: UUID

    def differing(self, row: Any) -> dict[str, tuple[str, str]]:
        """Where the row that stands under the key says something else: what was sent and what stands, by field."""
        found = {}
        for name, sent in self.dict(exclude={"id"}).items():
            stands = self.standing(row, name)
            sent = stands if sent is None else sent
            if plain(sent) != plain(stands):
                found[name] = (plain(sent), plain(stands))
        return found

    def standing(self, row: Any, name: str) -> Any:
        """What the row says of that field."""
        return getattr(row, f"{name}_id", None) if hasattr(row, f"{name}_id") else getattr(row, name)


def plain(value: Any) -> str:
    """A value as it is compared and shown: instants to the second in local time, numbers without trailing zeros."""
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).isoformat(timespec="seconds")
    if isinstance(value, (float, Decimal)):
        return f"{float(value):.6f}"
    return "" if value is None else str(value).strip()


class VisitIn(Sent):
    """A look at one unit: `enterprise` or `premises`. `grid` only where the unit is in several."""

    enterprise: UUID | None = None
    premises: UUID | None = None
    grid: UUID | None = None
    outcome: Outcome
    visited_at: Aware
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    accuracy: int | None = Field(None, ge=0, le=100_000)
    note: str = Field("", max_length=500)


class VisitOut(Schema):
    """A visit as it stands."""

    id: UUID
    enterprise: UUID | None = Field(None, alias="enterprise_id")
    premises: UUID | None = Field(None, alias="premises_id")
    grid: UUID = Field(alias="grid_id")
    patrol: UUID = Field(alias="patrol_id")
    where: str
    outcome: Outcome
    visited_at: Moment
    visited_on: date
    longitude: Decimal | None
    latitude: Decimal | None
    accuracy: int | None
    note: str
    recorded_by_name: str
    recorded_at: Moment


class VisitsOut(Schema):
    """One page of visits; `next` is the token of the page after it (`?after=`), empty at the end."""

    visits: list[VisitOut]
    next: str


class PremisesIn(Sent):
    """Premises that are no registered enterprise, in a leaf grid; `place` only where it is below the grid's own;
    `apart` where they are others than those of the same name there."""

    grid: UUID
    name: str = Field(min_length=1, max_length=120)
    premises_kind: Literal["unregistered_workshop", "three_in_one", "other"]
    place: str = Field("", max_length=12)
    location: str = Field("", max_length=200)
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    note: str = Field("", max_length=500)
    found_on: date | None = None
    apart: bool = False

    def standing(self, row: Any, name: str) -> Any:
        """The grid it was put into first; a place left open is that of the grid."""
        if name == "grid":
            rows = GridUnit.objects.filter(premises=row).order_by("recorded_from", "pk")
            return rows.values_list("grid_id", flat=True).first()
        if name == "apart":
            return self.apart
        if name == "place" and not self.place:
            return ""
        return super().standing(row, name)


class PremisesOut(Schema):
    """Premises as they stand; `enterprise` once they were linked to one."""

    id: UUID
    name: str
    premises_kind: str
    place: str = Field(alias="place_id")
    location: str
    longitude: Decimal | None
    latitude: Decimal | None
    note: str
    found_on: date
    enterprise: UUID | None = Field(None, alias="enterprise_id")
    recorded_by_name: str
    recorded_at: Moment


class FindingIn(Sent):
    """What a visit found."""

    visit: UUID
    description: str = Field(min_length=1, max_length=1000)
    location: str = Field("", max_length=120)
    grade: Literal["", "general", "major"] = ""
    danger_category: str = Field("", max_length=30)
    removed_on_the_spot: bool = False
    rectification: str = Field("", max_length=1000)

    def standing(self, row: Any, name: str) -> Any:
        """Visit and wording; what became of the hidden danger since is its own life."""
        stands = {"visit": row.visit_id, "description": row.title}
        return stands.get(name, getattr(self, name))


class FindingOut(Schema):
    """What was found, and the hidden danger that was made of it."""

    id: UUID
    visit: UUID = Field(alias="visit_id")
    title: str
    found_on: date
    reported_on: date
    hidden_danger: UUID = Field(alias="hidden_danger_id")


class RecipientOut(Schema):
    """A body to which one may turn."""

    id: UUID
    name: str
    kind: str


class EscalationIn(Sent):
    """What goes up: to the grid above (`to_upper`), or to a body (`recipient`, one of `/recipients`)."""

    visit: UUID
    finding: UUID | None = None
    kind: Literal["entry_refused", "unsettled"]
    content: str = Field(min_length=1, max_length=1000)
    to_upper: bool = False
    recipient: UUID | None = None

    def standing(self, row: Any, name: str) -> Any:
        """To the grid above, where one is kept; its body is then no difference."""
        if name == "to_upper":
            return row.to_grid_id is not None
        return super().standing(row, name)


class EscalationOut(Schema):
    """What went up, with receipt and answer. `answer_due_on` is empty where the place decided no limit."""

    id: UUID
    visit: UUID = Field(alias="visit_id")
    finding: UUID | None = Field(None, alias="finding_id")
    grid: UUID = Field(alias="grid_id")
    kind: str
    content: str
    recipient: UUID = Field(alias="recipient_id")
    recipient_name: str = Field(alias="recipient.name")
    to_grid: UUID | None = Field(None, alias="to_grid_id")
    state: str
    sent_on: date
    answer_due_on: date | None
    due_calculation: list[str]
    received_at: Moment | None
    received_by_name: str
    answer_kind: str
    answer: str
    answered_on: date | None
    answered_by_name: str


class EscalationsOut(Schema):
    """One page of them; `next` as with visits."""

    escalations: list[EscalationOut]
    next: str


class AnswerIn(Schema):
    """What came of it."""

    answer_kind: Literal["settled", "order_issued", "penalised", "transferred", "not_accepted"]
    answer: str = Field(min_length=1, max_length=1000)
    answered_on: date | None = None


class WithdrawIn(Schema):
    """Why it is taken back."""

    reason: str = Field(min_length=1, max_length=200)


def conflict(differing: dict[str, tuple[str, str]]) -> HttpResponse:
    """A refusal that says, field by field, what was sent and what stands under that key: for a person to decide."""
    body = {
        "type": "about:conflict",
        "status": 409,
        "title": text.SAME_KEY,
        "field": next(iter(differing)),
        "differing": {name: {"sent": sent, "stands": stands} for name, (sent, stands) in differing.items()},
    }
    return JsonResponse(
        body, status=409, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


class AlikeOut(Schema):
    """Premises of that name stand there already: are they the same?"""

    type: str = "about:alike"
    status: int = 409
    title: str
    standing: list[PremisesOut]
