"""Risks of enterprises: registered and graded, assessed again, ended; a ready list taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.assessing import assessed
from hongxian.modules.prevention.risks.commands.change import reassessed
from hongxian.modules.prevention.risks.commands.checking import begin, by, finish, past, restate, said, unsay
from hongxian.modules.prevention.risks.commands.unit import locked, made, show_highest
from hongxian.modules.prevention.risks.models import RISK_PARTICULARS, Risk, RiskUnit, RiskVersion
from hongxian.modules.prevention.risks.trades import trade

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise


@command("risk.register")
def register_risk(
    *,
    actor: Actor,
    enterprise: Enterprise,
    risk_unit_name: str,
    name: str,
    assessment: Mapping[str, Any],
    risk_unit_kind: str = "",
    location: str = "",
    assessed_on: date | None = None,
) -> Risk:
    """Register a risk of the enterprise at the risk point of that name, which is made where there is none yet
    (`risk_unit_kind` says what it is). `assessment` says what `assessing.SAID` names: who scores by likelihood, by
    exposure and severity gets score, grade and tier by the scheme that applies to the enterprise.

    Raises `Problem` beside the field that is wrong, and where nobody has chosen a scale.
    """
    day = past("assessed_on", assessed_on)
    unit, touched = _unit(enterprise, risk_unit_name, risk_unit_kind, location, day)
    risk, more = _registered(actor, unit, name, assessment, day)
    show_highest(unit)
    record(risk, *more, unit, *touched)
    return risk


@command("risk.assess")
def assess_risk(
    *,
    actor: Actor,
    risk: Risk,
    assessment: Mapping[str, Any],
    name: str = "",
    assessed_on: date | None = None,
    version: int | None = None,
) -> Risk:
    """Assess the risk again as of that day; what is not said of measures and persons stays, and so does the grade where
    nothing is said of scores. What had called for it is answered by this. `version` is the one that was read: `Stale`
    if somebody assessed it since.

    Raises `Problem` as `register_risk` does, and at a day before the present assessment.
    """
    _refuse_ended(risk)
    locked(risk.risk_unit)
    return _assessed(actor, risk, risk.risk_unit, name, assessment, assessed_on, version)


@command("risk.change")
def change_risk(
    *,
    actor: Actor,
    risk: Risk,
    assessment: Mapping[str, Any] | None = None,
    enterprise: Enterprise | None = None,
    risk_unit_name: str = "",
    risk_unit_kind: str = "",
    location: str = "",
    name: str = "",
    assessed_on: date | None = None,
    version: int | None = None,
) -> Risk:
    """Change what is said of a risk, as it comes back from a workbook: like `assess_risk`, and it may be put at another
    risk point of the same enterprise, which is made where there is none of that name. Raises `Problem` at another
    enterprise."""
    if enterprise is not None and enterprise.pk != risk.enterprise_id:
        raise Problem(text.OTHER_ENTERPRISE.format(name=risk.name), field="enterprise")
    _refuse_ended(risk)
    left, unit = risk.risk_unit, risk.risk_unit
    made_now: list[Any] = []
    locked(left)
    if risk_unit_name.strip() and risk_unit_name.strip() != left.name:
        unit, made_now = _unit(
            risk.enterprise, risk_unit_name, risk_unit_kind or left.risk_unit_kind, location, today()
        )
        _refuse_second(unit, name.strip() or risk.name)
    return _assessed(actor, risk, unit, name, assessment or {}, assessed_on, version, made_now)


@command("risk.end")
def end_risk(*, actor: Actor, risk: Risk, reason: str, valid_to: date | None = None) -> Risk:
    """Say that there is no such risk any more after that day, and why; its versions stay."""
    words, day = said("reason", reason), past("valid_to", valid_to)
    _refuse_ended(risk)
    locked(risk.risk_unit)
    touched = finish(risk, RiskVersion, day, words)
    show_highest(risk.risk_unit)
    record(risk, *touched, risk.risk_unit, *reassessed(risk, day), reason=words)
    return risk


@command("risk.withdraw")
def withdraw_risk(*, actor: Actor, risk: Risk, reason: str) -> Risk:
    """Take back a risk that was registered by mistake and not touched since; it stays on record."""
    words = said("reason", reason)
    if risk.version != 1 or risk.ended_on is not None or risk.changes.exists():
        raise Problem(text.NOT_TO_WITHDRAW.format(name=risk.name))
    locked(risk.risk_unit)
    touched = unsay(risk, RiskVersion)
    Risk.objects.filter(pk=risk.pk).update(withdrawn_at=now(), ended_on=today(), end_reason=words)
    risk.refresh_from_db()
    show_highest(risk.risk_unit)
    record(risk, *touched, risk.risk_unit, reason=words)
    return risk


@command("risk.adopt_list")
def adopt_list(
    *, actor: Actor, enterprise: Enterprise, trade_code: str, items: Sequence[Mapping[str, Any]]
) -> list[Risk]:
    """Take over lines of the ready list of a trade for the enterprise, each with what its officer made of it: `line`
    (its number on the list), `risk_grade`, `control_tier`, `responsible_person`, and `name`, `risk_unit_name` or
    measures where they were changed. The lists are for reference: who takes a line over judges its grade.

    Raises `Problem` where nothing was chosen, and for a line as `register_risk` does.
    """
    ready = trade(trade_code)
    if ready is None:
        raise Problem(text.NO_TRADE.format(found=trade_code), field="trade")
    if not items:
        raise Problem(text.NOTHING_CHOSEN, field="items")
    found, touched = [], []
    for each in items:
        line = ready.line(int(each["line"]))
        unit, more = _unit(
            enterprise, each.get("risk_unit_name") or line.risk_unit_name, line.risk_unit_kind, "", today()
        )
        told = line.assessment() | {
            name: value for name, value in each.items() if name not in ("line", "name", "risk_unit_name")
        }
        told |= {"scoring_method": "direct", "grade_basis": text.BY_READY_LIST.format(title=ready.title)}
        risk, rows = _registered(actor, unit, each.get("name") or line.name, told, today())
        show_highest(unit)
        found.append(risk)
        touched += [*rows, unit, *more]
    record(*found, *touched)
    return found


def _assessed(
    actor: Actor,
    risk: Risk,
    unit: RiskUnit,
    name: str,
    assessment: Mapping[str, Any],
    assessed_on: date | None,
    version: int | None,
    also: Sequence[Any] = (),
) -> Risk:
    day, left = past("assessed_on", assessed_on), risk.risk_unit
    before = {each: getattr(risk, each) for each in RISK_PARTICULARS}
    told = assessed(risk.enterprise, assessment, before)
    if name.strip() and name.strip() != risk.name:
        _refuse_second(unit, name.strip())
        told["name"] = name.strip()
    beside = {"assessed_on": day, "risk_unit": unit}
    touched = restate(risk, RiskVersion, told, day, version=version, more=by(actor), beside=beside)
    units = [unit] if unit == left else [unit, left]
    for each in units:
        show_highest(each)
    record(risk, *touched, *units, *also, *reassessed(risk, day))
    return risk


def _unit(enterprise: Enterprise, name: str, kind: str, location: str, day: date) -> tuple[RiskUnit, list[Any]]:
    """The risk point of that name, made where there is none, and the rows that were made."""
    found = RiskUnit.objects.select_for_update().filter(enterprise=enterprise, name=name.strip(), ended_on__isnull=True)
    if (unit := found.first()) is not None:
        return unit, []
    unit, first = made(enterprise, {"name": name, "risk_unit_kind": kind, "location": location.strip()}, day)
    return unit, [first]


def _registered(
    actor: Actor, unit: RiskUnit, name: str, assessment: Mapping[str, Any], day: date
) -> tuple[Risk, list[Any]]:
    words = said("name", name, "risk_name")
    _refuse_second(unit, words)
    told = assessed(unit.enterprise, assessment) | {"name": words}
    risk = Risk.objects.create(
        risk_unit=unit, enterprise=unit.enterprise, place_path=unit.place_path, assessed_on=day, **told
    )
    return risk, [begin(risk, RiskVersion, RISK_PARTICULARS, day, **by(actor))]


def _refuse_second(unit: RiskUnit, name: str) -> None:
    if Risk.objects.filter(risk_unit=unit, name=name, ended_on__isnull=True).exists():
        raise Problem(text.RISK_NAME_TAKEN.format(name=name, unit=unit.name), field="name")


def _refuse_ended(risk: Risk) -> None:
    if risk.ended_on is not None:
        raise Problem(text.ENDED.format(name=risk.name, day=risk.ended_on))
