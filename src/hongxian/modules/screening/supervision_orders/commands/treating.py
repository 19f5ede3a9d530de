"""The way of an order from the plan to its closing: plan, reports, acceptance by stages, the log of the supervision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands.checking import day_done, in_state
from hongxian.modules.screening.supervision_orders.demands import demands
from hongxian.modules.screening.supervision_orders.desk import (
    done,
    dropped,
    put_acceptance,
    put_closing,
    put_overdue,
    put_publication,
    put_report,
    put_treatment,
    source_of,
)
from hongxian.modules.screening.supervision_orders.flow import SUPERVISION_ORDER
from hongxian.modules.screening.supervision_orders.intervals import intervals
from hongxian.modules.screening.supervision_orders.models import (
    LOG_KINDS,
    UNIT_DECISIONS,
    AcceptanceResult,
    OrderProgress,
    SupervisionLog,
    SupervisionOrder,
)


@command("supervision_order.submit_plan")
def submit_plan(
    *,
    actor: Actor,
    supervision_order: SupervisionOrder,
    goals: str,
    treatment_measures: str,
    plan_funds: str,
    plan_bodies: str,
    plan_times: str,
    plan_safety: str,
) -> SupervisionOrder:
    """File the treatment plan with all its six items; `Problem` names the first that is missing."""
    plan: dict[str, Any] = {
        "goals": goals.strip(),
        "treatment_measures": treatment_measures.strip(),
        "plan_funds": plan_funds.strip(),
        "plan_bodies": plan_bodies.strip(),
        "plan_times": plan_times.strip(),
        "plan_safety": plan_safety.strip(),
        "plan_submitted_on": today(),
    }
    SUPERVISION_ORDER.advance(supervision_order, "submit_plan", actor, **plan)
    entry = record(supervision_order)
    done(source_of(supervision_order, "plan"), entry.pk)
    return supervision_order


@command("order_progress.report")
def report_progress(
    *, actor: Actor, supervision_order: SupervisionOrder, content: str, interval_number: int | None = None
) -> OrderProgress:
    """Report the progress of an interval (that which runs, if not given). One made after the interval was over is
    marked as late; the first of an interval stands."""
    in_state(supervision_order, ("issued", "treating", "self_accepted", "expert_accepted"), text.PROGRESS_STATE)
    known = {each.number: each for each in intervals(supervision_order, supervision_order.progress.all())}
    if not known:
        raise Problem(text.NO_INTERVAL)
    number = interval_number or max(known)
    if number not in known:
        raise Problem(text.INTERVAL_RANGE.format(found=number, latest=max(known)), field="interval_number")
    if known[number].report is not None:
        raise Problem(text.REPORTED_ALREADY.format(number=number), field="interval_number")
    progress = OrderProgress.objects.create(
        supervision_order=supervision_order,
        interval_number=number,
        content=said("content", content),
        reported_on=today(),
        is_late=today() > known[number].until,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    entry = record(progress)
    done(source_of(supervision_order, f"report:{number}"), entry.pk)
    return progress


@command("supervision_order.self_accept")
def accept_by_self(
    *, actor: Actor, supervision_order: SupervisionOrder, opinion: str, actual_funds: Decimal | None = None
) -> SupervisionOrder:
    """Say, as the owner, that the treatment is finished, what it cost (yuan), and ask for acceptance."""
    if actual_funds is not None and actual_funds < 0:
        raise Problem(text.FUNDS_RANGE.format(found=actual_funds), field="actual_funds")
    changes: dict[str, Any] = {"self_accepted_by": actor.key, "actual_funds": actual_funds}
    SUPERVISION_ORDER.advance(supervision_order, "self_accept", actor, {"opinion": opinion.strip()}, **changes)
    entry = record(supervision_order, _result(actor, supervision_order, "self", opinion), reason=opinion.strip())
    done(source_of(supervision_order, "treat"), entry.pk)
    done(source_of(supervision_order, "overdue:"), entry.pk)
    put_acceptance(supervision_order)
    return supervision_order


@command("supervision_order.expert_accept")
def accept_by_experts(
    *,
    actor: Actor,
    supervision_order: SupervisionOrder,
    opinion: str,
    assessors: str,
    acceptance_on: date | None = None,
) -> SupervisionOrder:
    """Put down that experts, who are named, found the treatment sound; `Problem` where this stage is not asked."""
    day = day_done("acceptance_on", acceptance_on, supervision_order.ordered_on)
    given = {"opinion": opinion.strip(), "assessors": assessors.strip()}
    SUPERVISION_ORDER.advance(supervision_order, "expert_accept", actor, given)
    result = _result(actor, supervision_order, "expert", opinion, day=day, assessors=assessors)
    entry = record(supervision_order, result, reason=opinion.strip())
    done(source_of(supervision_order, "expert"), entry.pk)
    put_acceptance(supervision_order)
    return supervision_order


@command("supervision_order.accept")
def accept_by_government(
    *, actor: Actor, supervision_order: SupervisionOrder, opinion: str, acceptance_on: date | None = None
) -> SupervisionOrder:
    """Accept the treatment for the government, after the stages that go before; not by whoever asked for it."""
    day = day_done("acceptance_on", acceptance_on, supervision_order.ordered_on)
    changes = {"accepted_on": day}
    SUPERVISION_ORDER.advance(supervision_order, "accept", actor, {"opinion": opinion.strip()}, **changes)
    result = _result(actor, supervision_order, "government", opinion, day=day)
    entry = record(supervision_order, result, reason=opinion.strip())
    done(source_of(supervision_order, "accept"), entry.pk)
    dropped(source_of(supervision_order, "report:"), text.ACCEPTED_NO_REPORT)
    put_closing(supervision_order)
    return supervision_order


@command("supervision_order.return")
def return_supervision_order(*, actor: Actor, supervision_order: SupervisionOrder, reason: str) -> SupervisionOrder:
    """Find, at the stage whose turn it is, that the treatment does not do: it goes on, by the same day."""
    experts_next = supervision_order.needs_expert and supervision_order.state == "self_accepted"
    stage = "expert" if experts_next else "government"
    changes: dict[str, Any] = {"times_returned": F("times_returned") + 1, "self_accepted_by": ""}
    SUPERVISION_ORDER.advance(supervision_order, "return", actor, {"reason": reason.strip()}, **changes)
    result = _result(actor, supervision_order, stage, reason, passed=False)
    entry = record(supervision_order, result, reason=reason.strip())
    for step in ("expert", "accept"):
        done(source_of(supervision_order, step), entry.pk)
    put_treatment(supervision_order)
    put_report(supervision_order)
    put_overdue(supervision_order)
    return supervision_order


@command("supervision_order.close")
def close_supervision_order(*, actor: Actor, supervision_order: SupervisionOrder, opinion: str) -> SupervisionOrder:
    """Close the order. Raises `Problem` while the danger itself is not closed, and where a text asks for a decision
    about the unit that was not made."""
    danger = supervision_order.hidden_danger
    if danger is not None and danger.state not in ("closed", "withdrawn"):
        raise Problem(text.DANGER_NOT_CLOSED.format(state=term(f"hidden_danger:{danger.state}")))
    asked = demands(supervision_order.place_path, "administrative_decision") if danger is not None else ()
    if asked and not supervision_order.unit_decision:
        raise Problem(text.UNIT_UNDECIDED.format(obligation=asked[0].obligation, title=asked[0].title))
    told: dict[str, Any] = {"closed_on": today(), "closed_at": now(), "closing_opinion": opinion.strip()}
    SUPERVISION_ORDER.advance(supervision_order, "close", actor, {"opinion": opinion.strip()}, **told)
    entry = record(supervision_order, reason=opinion.strip())
    done(source_of(supervision_order, "close"), entry.pk)
    listing = source_of(supervision_order, "publish:listing")
    dropped(listing, text.NO_LONGER_OWED.format(state=term("supervision_order:closed")))
    put_publication(supervision_order, "completion", today())
    return supervision_order


@command("supervision_order.decide_unit")
def decide_unit(
    *, actor: Actor, supervision_order: SupervisionOrder, unit_decision: str, unit_decision_reason: str
) -> SupervisionOrder:
    """Put down whether the unit was suspended, closed down, or why neither is due."""
    one_of("unit_decision", unit_decision, UNIT_DECISIONS)
    in_state(supervision_order, ("issued", "treating", "self_accepted", "expert_accepted", "accepted"), text.LOG_STATE)
    told = {"unit_decision": unit_decision, "unit_decision_reason": said("unit_decision_reason", unit_decision_reason)}
    SupervisionOrder.objects.filter(pk=supervision_order.pk).update(**told)
    supervision_order.refresh_from_db()
    record(supervision_order, reason=supervision_order.unit_decision_reason)
    return supervision_order


@command("supervision_log.add")
def add_log(
    *,
    actor: Actor,
    supervision_order: SupervisionOrder,
    kind: str,
    content: str,
    reference: str = "",
    logged_on: date | None = None,
) -> SupervisionLog:
    """Put down something that was done to supervise, or that somebody was held to account: this names the paper that
    says so, also when it says that nobody is to be."""
    one_of("log_kind", kind, LOG_KINDS)
    if supervision_order.ordered_on is None or supervision_order.state == "withdrawn":
        in_state(supervision_order, (), text.LOG_STATE)
    day = day_done("logged_on", logged_on, supervision_order.ordered_on)
    if kind != "accountability" and supervision_order.closed_on is not None and day > supervision_order.closed_on:
        raise Problem(text.LOG_CLOSED.format(found=day, closed=supervision_order.closed_on), field="logged_on")
    if kind == "accountability" and not reference.strip():
        raise Problem(text.REFERENCE_NEEDED, field="reference")
    log = SupervisionLog.objects.create(
        supervision_order=supervision_order,
        kind=kind,
        content=said("content", content),
        reference=reference.strip(),
        logged_on=day,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    record(log)
    return log


def _result(
    actor: Actor,
    order: SupervisionOrder,
    stage: str,
    opinion: str,
    *,
    passed: bool = True,
    day: date | None = None,
    assessors: str = "",
) -> AcceptanceResult:
    return AcceptanceResult.objects.create(
        supervision_order=order,
        acceptance_stage=stage,
        passed=passed,
        opinion=opinion.strip(),
        assessors=assessors.strip(),
        acceptance_on=day or today(),
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
