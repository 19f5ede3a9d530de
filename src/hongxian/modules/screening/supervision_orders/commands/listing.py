"""How an order comes about: proposed for a danger or an accident, issued under a number, received; taken back; or taken
over from a register kept before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.parties.queries import committee_office, party
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands.checking import day_done, held, in_state, may_issue
from hongxian.modules.screening.supervision_orders.demands import demands, standing_of
from hongxian.modules.screening.supervision_orders.desk import (
    done,
    dropped,
    put_plan,
    put_proposal,
    put_publication,
    put_report,
    put_treatment,
    source_of,
)
from hongxian.modules.screening.supervision_orders.flow import SUPERVISION_ORDER
from hongxian.modules.screening.supervision_orders.models import LEVELS, OPEN, OrderNumber, SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import open_order_of
from hongxian.modules.screening.supervision_orders.terms import counted, deciding_terms, source_line

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.screening.hidden_dangers.models import HiddenDanger


@command("supervision_order.propose")
def propose_supervision_order(
    *,
    actor: Actor,
    issuer_key: str,
    reason: str,
    hidden_danger: HiddenDanger | None = None,
    accident_key: str | UUID | None = None,
    accident_words: str = "",
    enterprise: Enterprise | None = None,
    place: Place | None = None,
    undertaker_key: str = "",
) -> SupervisionOrder:
    """Propose that a body puts a major hidden danger, or an accident (its key and words, where it was), under its
    supervision. It comes onto the desk of that body, which need not lie within the actor's scope.

    Raises `Problem` for a danger that is not major or over, one that stands under an order, and a body of another
    place.
    """
    issuer = party(issuer_key)
    told = _subject(hidden_danger, accident_key, accident_words, enterprise, place)
    may_issue(issuer, told["place_path"])
    undertaker = party(undertaker_key) if undertaker_key else None
    order = SupervisionOrder.objects.create(
        **_entered(actor, issuer),
        **told,
        undertaker=undertaker or (hidden_danger.supervisor if hidden_danger else None),
        reason=said("reason", reason),
    )
    record(order, reason=order.reason)
    put_proposal(order)
    return order


@command("supervision_order.issue", sees="undertaker=party.view")
def issue_supervision_order(
    *,
    actor: Actor,
    supervision_order: SupervisionOrder,
    series: str,
    due_on: date,
    plan_due_on: date,
    requirements: str,
    ordered_on: date | None = None,
    undertaker: Party | None = None,
) -> SupervisionOrder:
    """Issue it under the issuer's next number of the year: by when the treatment is to be finished and the plan filed,
    and what is asked. The terms that decide at the issuer's place that day hold for this order from then on.

    Raises `Problem` at days that do not fit one another or the longest limit, which it quotes with its source.
    """
    held(supervision_order)
    earliest = supervision_order.hidden_danger.found_on if supervision_order.hidden_danger else None
    day = day_done("ordered_on", ordered_on, earliest)
    terms = deciding_terms(supervision_order.issuer.place.path)
    _refuse_days(day, plan_due_on, due_on, terms)
    told: dict[str, Any] = {
        **_numbered(supervision_order.issuer, said("series", series), day.year),
        "ordered_on": day,
        "due_on": due_on,
        "plan_due_on": plan_due_on,
        "requirements": said("requirements", requirements),
        "terms": terms,
        "needs_expert": "expert" in terms.get("stages", {}).get("stages", ()),
        "issued_at": now(),
        "issued_by_name": actor.name,
        **({"undertaker": undertaker} if undertaker is not None else {}),
    }
    SUPERVISION_ORDER.advance(supervision_order, "issue", actor, **told)
    done(source_of(supervision_order, "issue"), record(supervision_order).pk)
    put_plan(supervision_order)
    put_treatment(supervision_order)
    put_report(supervision_order)
    put_publication(supervision_order, "listing", day)
    return supervision_order


@command("supervision_order.receive")
def receive_supervision_order(
    *, actor: Actor, supervision_order: SupervisionOrder, received_by_name: str, received_on: date | None = None
) -> SupervisionOrder:
    """Put down when the notice was received and who signed; the intervals of the reports are counted from that day."""
    in_state(supervision_order, ("issued", "treating"), text.RECEIPT_STATE)
    if supervision_order.received_on is not None:
        raise Problem(text.RECEIVED_ALREADY.format(day=supervision_order.received_on))
    day = day_done("received_on", received_on, supervision_order.ordered_on)
    told = {"received_on": day, "received_by_name": said("received_by_name", received_by_name)}
    held(supervision_order)
    SupervisionOrder.objects.filter(pk=supervision_order.pk).update(**told)
    supervision_order.refresh_from_db()
    record(supervision_order)
    put_report(supervision_order)
    return supervision_order


@command("supervision_order.withdraw")
def withdraw_supervision_order(*, actor: Actor, supervision_order: SupervisionOrder, reason: str) -> SupervisionOrder:
    """Not to list it after all, or take an order back, with the reason; its number stays used."""
    told: dict[str, Any] = {"withdrawn_at": now(), "withdrawal_reason": reason.strip()}
    SUPERVISION_ORDER.advance(supervision_order, "withdraw", actor, {"reason": reason.strip()}, **told)
    record(supervision_order, reason=reason.strip())
    words = text.NO_LONGER_OWED.format(state=term("supervision_order:withdrawn"))
    dropped(source_of(supervision_order), words)
    return supervision_order


@command("supervision_order.take_over", sees="issuer=party.view")
def take_over_supervision_order(
    *,
    actor: Actor,
    issuer: Party,
    ordered_on: date,
    hidden_danger: HiddenDanger | None = None,
    accident_key: str | UUID | None = None,
    accident_words: str = "",
    enterprise: Enterprise | None = None,
    place: Place | None = None,
    order_number: str = "",
    due_on: date | None = None,
    closed_on: date | None = None,
) -> SupervisionOrder:
    """Enter an order as a register kept before tells it: under way, or closed. It is marked as taken over for good.

    Raises `Problem` as `propose_supervision_order` does, and at days out of order.
    """
    told = _subject(hidden_danger, accident_key, accident_words, enterprise, place, is_over=closed_on is not None)
    may_issue(issuer, told["place_path"])
    day = day_done("ordered_on", ordered_on, None)
    if closed_on is not None:
        told |= {"closed_on": day_done("closed_on", closed_on, day), "closed_at": now()}
    order = SupervisionOrder.objects.create(
        **_entered(actor, issuer),
        **told,
        state="closed" if closed_on else "treating",
        order_number=order_number.strip(),
        ordered_on=day,
        due_on=due_on,
        issued_at=now(),
        issued_by_name=actor.name,
        is_taken_over=True,
        undertaker=hidden_danger.supervisor if hidden_danger else None,
    )
    record(order)
    if order.state == "treating":
        put_treatment(order)
    return order


def _subject(
    danger: HiddenDanger | None,
    accident_key: str | UUID | None,
    accident_words: str,
    enterprise: Enterprise | None,
    place: Place | None,
    *,
    is_over: bool = False,
) -> dict[str, Any]:
    """What is listed and where it is."""
    if (danger is None) == (not accident_words.strip()):
        raise Problem(text.ONE_SUBJECT, field="accident_words")
    if danger is not None:
        if danger.grade != "major":
            raise Problem(text.ONLY_MAJOR)
        if not is_over and danger.state in ("closed", "withdrawn"):
            raise Problem(text.DANGER_OVER.format(state=term(f"hidden_danger:{danger.state}")))
        if not is_over and (other := open_order_of(danger)):
            raise Problem(text.LISTED_ALREADY.format(number=other.order_number or term("supervision_order:proposed")))
        return {
            "hidden_danger": danger,
            "subject_words": danger.description,
            "enterprise": danger.enterprise,
            "premises": danger.premises,
            "place": danger.place,
            "place_path": danger.place_path,
            "marks_test": standing_of(danger, demands(danger.place_path, "supervision_order")).sentence,
        }
    return _accident(accident_key, accident_words, enterprise, place, is_over=is_over)


def _accident(
    key: str | UUID | None, words: str, enterprise: Enterprise | None, place: Place | None, *, is_over: bool
) -> dict[str, Any]:
    where = enterprise.place if enterprise is not None else place
    if where is None:
        raise Problem(text.WHERE_NEEDED, field="place")
    same = SupervisionOrder.objects.filter(accident_key=key, state__in=OPEN).first() if key and not is_over else None
    if same is not None:
        raise Problem(text.LISTED_ALREADY.format(number=same.order_number or term("supervision_order:proposed")))
    return {
        "accident_key": key or None,
        "subject_words": words.strip(),
        "enterprise": enterprise,
        "place": where,
        "place_path": where.path,
    }


def _entered(actor: Actor, issuer: Party) -> dict[str, Any]:
    level = issuer.place.level
    return {
        "issuer": issuer,
        "level": level if level in LEVELS else LEVELS[0],
        "handler": _office_of(issuer),
        "recorded_at": now(),
        "recorded_by_name": actor.name,
        "recorded_by_body_id": actor.organisation or None,
    }


def _office_of(issuer: Party) -> Party | None:
    """The office that does the work for the issuer: of a government or committee that of the safety committee."""
    if issuer.kind in ("government", "zone", "committee") and (office := committee_office(issuer.place_id)) is not None:
        return office if office.pk != issuer.pk else None
    return issuer.office


def _refuse_days(day: date, plan_due_on: date, due_on: date, terms: Mapping[str, Any]) -> None:
    if due_on < today():
        raise Problem(text.DUE_PAST.format(found=due_on, today=today()), field="due_on")
    if not day <= plan_due_on <= due_on:
        words = text.PLAN_DAY.format(found=plan_due_on, earliest=day, latest=due_on)
        raise Problem(words, field="plan_due_on")
    longest = counted(terms, "longest_limit", day)
    if longest is not None and due_on > longest.due_on:
        words = text.TOO_LONG.format(found=due_on, latest=longest.due_on, source=source_line(terms, "longest_limit"))
        raise Problem(words, field="due_on")


def _numbered(issuer: Party, series: str, year: int) -> dict[str, Any]:
    """The issuer's next number of the year; two at once wait for each other, or the first of a year collide."""
    rows = OrderNumber.objects.filter(issuer=issuer, year=year)
    if not rows.update(last=F("last") + 1):
        OrderNumber.objects.create(issuer=issuer, year=year, last=1)
    number = rows.values_list("last", flat=True).get()
    words = text.NUMBERED.format(series=series, year=year, number=number)
    return {"series": series, "year": year, "number": number, "order_number": words}
