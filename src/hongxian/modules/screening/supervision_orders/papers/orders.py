"""The notice of a supervision order and that of its closing, from the order itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.glossary import term
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands import last_day_to_ask
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder
from hongxian.modules.screening.supervision_orders.terms import term_words


def is_issued(order: SupervisionOrder) -> bool:
    """Whether it was issued here, under a number."""
    return order.number is not None and order.state != "withdrawn"


def is_closed(order: SupervisionOrder) -> bool:
    """Whether it was closed here."""
    return order.number is not None and order.state == "closed"


def has_decision(order: SupervisionOrder) -> bool:
    """Whether a request for more time was decided."""
    return order.number is not None and order.extensions.filter(decided_at__isnull=False).exists()


def fill_notice(_actor: Actor, order: SupervisionOrder, _asked: Mapping[str, Any]) -> Filled:
    """What is put under supervision, what is asked by when; to the enterprise or premises."""
    return Filled(_values(order), (order.where,) if order.where else ())


def fill_closing(_actor: Actor, order: SupervisionOrder, _asked: Mapping[str, Any]) -> Filled:
    """What the stages of acceptance found, and that the order is closed; to the enterprise or premises."""
    results = [
        {"stage": term(f"acceptance_stage#{each.acceptance_stage}"), "day": each.acceptance_on, "opinion": each.opinion}
        for each in order.results.filter(passed=True).order_by("pk")
    ]
    return Filled({**_values(order), "results": results}, (order.where,) if order.where else ())


def fill_extension(_actor: Actor, order: SupervisionOrder, _asked: Mapping[str, Any]) -> Filled:
    """What was asked for and decided last about more time; to the enterprise or premises."""
    asked = order.extensions.filter(decided_at__isnull=False).latest("decided_at")
    said = {
        **{name: getattr(asked, name) for name in ("due_before", "asked_until", "agreed_until")},
        "extension_reason": asked.reason.rstrip(text.FULL_STOP),
        "extension_measures": asked.measures.rstrip(text.FULL_STOP),
        "decision_reason": asked.decision_reason.rstrip(text.FULL_STOP),
        "requested_on": asked.requested_at.astimezone(LOCAL).date(),
        "decided_on": asked.decided_at.astimezone(LOCAL).date() if asked.decided_at else None,
    }
    return Filled({**_values(order), **said}, (order.where,) if order.where else ())


def _values(order: SupervisionOrder) -> dict[str, Any]:
    days = ("ordered_on", "plan_due_on", "due_on", "accepted_on", "closed_on")
    words = {name: term_words(order.terms[name]) if name in order.terms else "" for name in _TERMS}
    has_lead = "extension_lead" in order.terms
    return {
        **{name: getattr(order, name) for name in (*days, "order_number", "requirements")},
        "issuer": order.issuer.name,
        "where": order.where,
        "is_accident": order.hidden_danger_id is None,
        "subject": order.subject_words,
        "undertaker": order.undertaker.name if order.undertaker else "",
        "reporting": words["report_interval"],
        "leading": words["extension_lead"],
        "last_to_ask": last_day_to_ask(order)[0] if has_lead else None,
        "stages": words["stages"],
        "opinion": order.closing_opinion.rstrip(text.FULL_STOP),
        "results": [],
    }


_TERMS = ("report_interval", "extension_lead", "stages")
