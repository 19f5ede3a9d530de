"""Risk points: registered, changed, placed on the plan, ended; each shows the highest grade of its risks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, Min, OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.inputs import one_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands.checking import begin, finish, past, restate, said
from hongxian.modules.prevention.risks.models import (
    UNIT_KINDS,
    UNIT_PARTICULARS,
    Risk,
    RiskUnit,
    RiskUnitVersion,
    RiskVersion,
)

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise

WIDTH = 1000
"""A plan is so many parts wide and high, whatever the picture."""


@command("risk_unit.register")
def register_risk_unit(
    *,
    actor: Actor,
    enterprise: Enterprise,
    name: str,
    risk_unit_kind: str,
    location: str = "",
    responsible_unit: str = "",
    responsible_person: str = "",
    valid_from: date | None = None,
) -> RiskUnit:
    """Register a risk point of the enterprise. Raises `Problem` where it has one of that name already."""
    unit, first = made(
        enterprise,
        {
            "name": name, "risk_unit_kind": risk_unit_kind, "location": location.strip(),
            "responsible_unit": responsible_unit.strip(), "responsible_person": responsible_person.strip(),
        },
        past("valid_from", valid_from),
    )  # fmt: skip
    record(unit, first)
    return unit


@command("risk_unit.change")
def change_risk_unit(
    *,
    actor: Actor,
    risk_unit: RiskUnit,
    name: str,
    risk_unit_kind: str,
    location: str = "",
    responsible_unit: str = "",
    responsible_person: str = "",
    valid_from: date | None = None,
    version: int | None = None,
) -> RiskUnit:
    """Say what the risk point is from that day. `version` is the one that was read: `Stale` if it changed since."""
    told = {
        "name": said("name", name), "risk_unit_kind": one_of("risk_unit_kind", risk_unit_kind, UNIT_KINDS),
        "location": location.strip(), "responsible_unit": responsible_unit.strip(),
        "responsible_person": responsible_person.strip(),
    }  # fmt: skip
    _refuse_ended(risk_unit)
    _refuse_second(risk_unit.enterprise, told["name"], risk_unit)
    touched = restate(
        risk_unit, RiskUnitVersion, told, past("valid_from", valid_from), version=version, field="valid_from"
    )
    record(risk_unit, *touched)
    return risk_unit


@command("risk_unit.place")
def place_risk_unit(*, actor: Actor, risk_unit: RiskUnit, plan_x: int | None, plan_y: int | None) -> RiskUnit:
    """Put the risk point on the plan of its enterprise, in thousandths of width and height from the upper left corner;
    take it off, where both are None."""
    _refuse_ended(risk_unit)
    if (plan_x is None) != (plan_y is None):
        raise Problem(text.BOTH_COORDINATES, field="plan_x" if plan_x is None else "plan_y")
    for field, found in (("plan_x", plan_x), ("plan_y", plan_y)):
        if found is not None and not 0 <= found <= WIDTH:
            raise Problem(text.OFF_PLAN.format(found=found, most=WIDTH), field=field)
    kept = RiskUnit.objects.filter(pk=risk_unit.pk, version=risk_unit.version, ended_on__isnull=True)
    if not kept.update(plan_x=plan_x, plan_y=plan_y, version=F("version") + 1):
        raise Stale(STALE)
    risk_unit.refresh_from_db()
    record(risk_unit)
    return risk_unit


@command("risk_unit.end")
def end_risk_unit(*, actor: Actor, risk_unit: RiskUnit, reason: str, valid_to: date | None = None) -> RiskUnit:
    """Say that the risk point is there no more after that day; its risks end with it."""
    words, day = said("reason", reason), past("valid_to", valid_to)
    _refuse_ended(risk_unit)
    touched: list[Any] = finish(risk_unit, RiskUnitVersion, day, words)
    for each in Risk.objects.select_for_update().filter(risk_unit=risk_unit, ended_on__isnull=True):
        touched += [each, *finish(each, RiskVersion, day, words)]
    show_highest(risk_unit)
    record(risk_unit, *touched, reason=words)
    return risk_unit


def made(enterprise: Enterprise, told: dict[str, Any], day: date) -> tuple[RiskUnit, Any]:
    """A new risk point and its first version, for a command that names both in the ledger."""
    told = told | {
        "name": said("risk_unit_name", told["name"]),
        "risk_unit_kind": one_of("risk_unit_kind", told["risk_unit_kind"], UNIT_KINDS),
    }
    _refuse_second(enterprise, told["name"])
    unit = RiskUnit.objects.create(enterprise=enterprise, place_path=enterprise.place.path, **told)
    return unit, begin(unit, RiskUnitVersion, UNIT_PARTICULARS, day)


def locked(unit: RiskUnit) -> None:
    """Keep the risk point until this act ends, so that two who assess its risks at once do not miss one another."""
    RiskUnit.objects.select_for_update().get(pk=unit.pk)


def show_highest(unit: RiskUnit) -> None:
    """Let the risk point show the highest grade among its risks."""
    own = Risk.objects.filter(risk_unit=OuterRef("pk"), ended_on__isnull=True).order_by().values("risk_unit")
    highest = Subquery(own.annotate(highest=Min("risk_grade")).values("highest"))
    RiskUnit.objects.filter(pk=unit.pk).update(risk_grade=highest)
    unit.refresh_from_db()


def _refuse_ended(unit: RiskUnit) -> None:
    if unit.ended_on is not None:
        raise Problem(text.ENDED.format(name=unit.name, day=unit.ended_on))


def _refuse_second(enterprise: Enterprise, name: str, but: RiskUnit | None = None) -> None:
    rows = RiskUnit.objects.filter(enterprise=enterprise, name=name, ended_on__isnull=True)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise Problem(text.UNIT_NAME_TAKEN.format(name=name), field="name")
