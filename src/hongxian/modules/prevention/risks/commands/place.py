"""Risks of areas: assessed over the whole of it, announced, warned of; enterprises looking for risks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands.change import reassessed
from hongxian.modules.prevention.risks.commands.checking import begin, by, finish, past, restate, said
from hongxian.modules.prevention.risks.desk import answered, put_receipt
from hongxian.modules.prevention.risks.models import (
    FACTORS,
    GRADES,
    PLACE_PARTICULARS,
    SCREENING_KINDS,
    PlaceRisk,
    PlaceRiskVersion,
    RiskScreening,
    RiskWarning,
)

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place


@command("place_risk.register")
def register_place_risk(
    *,
    actor: Actor,
    place: Place,
    name: str,
    risk_grade: int,
    government_tier: str,
    responsible_unit: str,
    responsible_person: str,
    control_measures: str,
    location: str = "",
    sector: str = "",
    assessed_on: date | None = None,
) -> PlaceRisk:
    """Register a risk that the assessment of the place found: its grade, and at which level which unit and person
    control it by what. All four are asked for. Raises `Problem` where one is missing or the place has one of that
    name."""
    told = _told(risk_grade, government_tier, responsible_unit, responsible_person, control_measures, location, sector)
    day, words = past("assessed_on", assessed_on), said("name", name, "risk_name")
    if PlaceRisk.objects.filter(place=place, name=words, ended_on__isnull=True).exists():
        raise Problem(text.PLACE_NAME_TAKEN.format(name=words, place=place.name), field="name")
    place_risk = PlaceRisk.objects.create(place=place, place_path=place.path, name=words, assessed_on=day, **told)
    record(place_risk, begin(place_risk, PlaceRiskVersion, PLACE_PARTICULARS, day, **by(actor)))
    return place_risk


@command("place_risk.assess")
def assess_place_risk(
    *,
    actor: Actor,
    place_risk: PlaceRisk,
    risk_grade: int,
    government_tier: str,
    responsible_unit: str,
    responsible_person: str,
    control_measures: str,
    location: str = "",
    sector: str = "",
    assessed_on: date | None = None,
    version: int | None = None,
) -> PlaceRisk:
    """Assess the risk of the place again as of that day; what had called for it is answered. Its notice stands only as
    long as its grade. `version` is the one that was read: `Stale` if it changed since."""
    told = _told(risk_grade, government_tier, responsible_unit, responsible_person, control_measures, location, sector)
    day = past("assessed_on", assessed_on)
    beside: dict[str, Any] = {}
    if told["risk_grade"] != place_risk.risk_grade:
        beside = {"announced_on": None, "announced_where": ""}
    touched = restate(
        place_risk, PlaceRiskVersion, told | {"assessed_on": day}, day, version=version, more=by(actor), beside=beside
    )
    record(place_risk, *touched, *reassessed(place_risk, day))
    return place_risk


@command("place_risk.announce")
def announce_place_risk(
    *, actor: Actor, place_risk: PlaceRisk, announced_where: str, announced_on: date | None = None
) -> PlaceRisk:
    """Say when and where the public was told of the risk."""
    where, day = said("announced_where", announced_where), past("announced_on", announced_on)
    kept = PlaceRisk.objects.filter(pk=place_risk.pk, version=place_risk.version, ended_on__isnull=True)
    if not kept.update(announced_on=day, announced_where=where, version=F("version") + 1):
        raise Stale(STALE)
    place_risk.refresh_from_db()
    record(place_risk)
    return place_risk


@command("place_risk.end")
def end_place_risk(*, actor: Actor, place_risk: PlaceRisk, reason: str, valid_to: date | None = None) -> PlaceRisk:
    """Say that the place has this risk no more after that day."""
    words, day = said("reason", reason), past("valid_to", valid_to)
    touched = finish(place_risk, PlaceRiskVersion, day, words)
    record(place_risk, *touched, *reassessed(place_risk, day), reason=words)
    return place_risk


@command("risk_warning.issue", sees="recipient_body=party.view")
def issue_warning(
    *,
    actor: Actor,
    place_risk: PlaceRisk,
    content: str,
    recipient: str = "",
    recipient_body: Party | None = None,
    issued_on: date | None = None,
) -> RiskWarning:
    """Warn of a risk of the place: a body, on whose desk the receipt is put, or somebody named in words. Raises
    `Problem` where nobody is named."""
    name = recipient_body.name if recipient_body is not None else said("recipient", recipient)
    warning = RiskWarning.objects.create(
        place_risk=place_risk,
        place_path=place_risk.place_path,
        recipient_body=recipient_body,
        recipient=name,
        content=said("content", content),
        issued_on=past("issued_on", issued_on),
        issued_at=now(),
        issued_by=actor.key,
        issued_by_name=actor.name,
    )
    record(warning)
    put_receipt(warning)
    return warning


@command("risk_warning.receive")
def receive_warning(
    *, actor: Actor, risk_warning: RiskWarning, received_by_name: str = "", received_on: date | None = None
) -> RiskWarning:
    """Give the receipt of a warning; where somebody hands in that of another, with the name of who signed it."""
    day = past("received_on", received_on)
    if day < risk_warning.issued_on:
        raise Problem(text.RECEIPT_EARLY.format(found=day, issued=risk_warning.issued_on), field="received_on")
    told = {"received_on": day, "received_at": now(), "received_by_name": received_by_name.strip() or actor.name}
    if not RiskWarning.objects.filter(pk=risk_warning.pk, received_on__isnull=True).update(**told):
        raise Stale(STALE)
    risk_warning.refresh_from_db()
    record(risk_warning)
    answered(risk_warning)
    return risk_warning


@command("risk_screening.enter")
def enter_screening(
    *,
    actor: Actor,
    enterprise: Enterprise,
    screening_kind: str,
    risk_factor: str = "",
    content: str = "",
    done_on: date | None = None,
) -> RiskScreening:
    """Put down that the enterprise looked for risks, assessed them or identified those of one factor. Raises `Problem`
    where it is not said which factor an identification was of."""
    one_of("screening_kind", screening_kind, SCREENING_KINDS)
    if risk_factor or screening_kind == "identification":
        one_of("risk_factor", risk_factor, FACTORS)
    screening = RiskScreening.objects.create(
        enterprise=enterprise,
        place_path=enterprise.place.path,
        screening_kind=screening_kind,
        risk_factor=risk_factor,
        content=content.strip(),
        done_on=past("done_on", done_on),
        recorded_at=now(),
        **by(actor),
    )
    record(screening)
    return screening


def _told(grade: Any, tier: str, unit: str, person: str, measures: str, location: str, sector: str) -> dict[str, Any]:
    if str(grade) not in {str(each) for each in GRADES}:
        expected = text.LISTED.join(term(f"risk_grade#{each}") for each in GRADES)
        raise Problem(text.GRADE_NEEDED.format(expected=expected), field="risk_grade")
    return {
        "risk_grade": int(grade),
        "government_tier": said("government_tier", tier),
        "responsible_unit": said("responsible_unit", unit),
        "responsible_person": said("responsible_person", person),
        "control_measures": said("control_measures", measures),
        "location": location.strip(),
        "sector": sector.strip(),
    }
