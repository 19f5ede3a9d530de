"""Reads of the exchange: partners, mappings, what was sent and received, and how the counts of both sides compare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.sealing import unseal
from hongxian.modules.portal.exchange.declaring import Declared, read_mapping
from hongxian.modules.portal.exchange.models import (
    CountCheck,
    Dispatch,
    DispatchRecord,
    ExchangeMapping,
    ExchangePartner,
    ReceivedRecord,
)

_M = TypeVar("_M", bound=Model)

PURPOSE = "exchange token"
RELEASED = ("sent", "accepted", "rejected")
"""States of a record that went out and still counts as one."""


def _within(rows: QuerySet[_M], actor: Actor, permission: str, path: str) -> QuerySet[_M]:
    return scoped(rows, actor, permission, path=f"{path}party__place__path", organisation=f"{path}party_id")


def visible_partners(actor: Actor, permission: str = "exchange_partner.view") -> QuerySet[ExchangePartner]:
    """The partners for which a body within the actor's scope answers."""
    rows = ExchangePartner.objects.select_related("party__place", "place").order_by("name", "pk")
    return _within(rows, actor, permission, "")


def visible_mappings(actor: Actor, permission: str = "exchange_mapping.view") -> QuerySet[ExchangeMapping]:
    """The mappings of those partners, newest version first."""
    rows = ExchangeMapping.objects.select_related("partner__party__place", "partner__place")
    return _within(rows.order_by("code", "direction", "-number"), actor, permission, "partner__")


def visible_dispatches(actor: Actor, permission: str = "dispatch.view") -> QuerySet[Dispatch]:
    """What was sent to those partners, latest first."""
    rows = Dispatch.objects.select_related("mapping__partner__party__place").order_by("-prepared_at", "-pk")
    return _within(rows, actor, permission, "mapping__partner__")


def visible_dispatch_records(actor: Actor, permission: str = "dispatch.view") -> QuerySet[DispatchRecord]:
    """The records of those sendings."""
    rows = DispatchRecord.objects.select_related("partner", "dispatch__mapping")
    return _within(rows, actor, permission, "partner__")


def visible_received_records(actor: Actor, permission: str = "received_record.view") -> QuerySet[ReceivedRecord]:
    """What came in from those partners."""
    rows = ReceivedRecord.objects.select_related("partner", "mapping")
    return _within(rows, actor, permission, "partner__")


def visible_count_checks(actor: Actor, permission: str = "count_check.view") -> QuerySet[CountCheck]:
    """What those partners say about periods."""
    rows = CountCheck.objects.select_related("partner__party__place").order_by("-period", "code", "pk")
    return _within(rows, actor, permission, "partner__")


def partner_of(actor: Actor) -> ExchangePartner | None:
    """The partner as which an integration calls us; None if it is none."""
    key = actor.key.removeprefix("integration:")
    if key == actor.key:
        return None
    rows = ExchangePartner.objects.select_related("party__place", "place")
    return rows.filter(integration_id=key, ended_at__isnull=True).first()


def dispatch_with(key: str) -> Dispatch:
    """The sending with that key, for the worker."""
    return Dispatch.objects.select_related("mapping__partner__party__place").get(pk=key)


def unanswered(dispatch: Dispatch) -> QuerySet[DispatchRecord]:
    """The records of a sending that count and have no answer yet."""
    rows: QuerySet[DispatchRecord] = dispatch.records.filter(latest=True, state__in=("waiting", "sent"))
    return rows


def partner_with(key: str) -> ExchangePartner:
    """The partner with that key, for the worker."""
    return ExchangePartner.objects.select_related("party__place").get(pk=key)


def published(partner: ExchangePartner, code: str, direction: str) -> ExchangeMapping | None:
    """The mapping in force with a partner under a code."""
    rows = ExchangeMapping.objects.select_related("partner__party__place", "partner__place")
    return rows.filter(partner=partner, code=code, direction=direction, state="published").first()


def read(mapping: ExchangeMapping) -> Declared:
    """What a mapping declares."""
    return read_mapping(mapping.content, mapping.direction)


def token_of(partner: ExchangePartner) -> str:
    """The token to show to the partner; empty when none was entered or it cannot be read any more."""
    return unseal(partner.sealed_token, purpose=PURPOSE) if partner.sealed_token else ""


def records_of(partner: ExchangePartner, code: str, period: str) -> QuerySet[DispatchRecord]:
    """The records that count for a period: the latest version of each."""
    return DispatchRecord.objects.filter(partner=partner, code=code, period=period, latest=True)


def received_of(partner: ExchangePartner, code: str, period: str) -> QuerySet[ReceivedRecord]:
    """What came in for a period: the latest version of each record."""
    return ReceivedRecord.objects.filter(partner=partner, code=code, period=period, latest=True)


def by_state(rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows are in each state."""
    return dict(rows.order_by().values_list("state").annotate(number=Count("pk")))


def sent_figures(partner: ExchangePartner, code: str, period: str) -> dict[str, int]:
    """Our side of a period that we send: `sent` went out, of them `receipted`, `accepted`, `rejected`; `waiting` and
    `held` did not go out."""
    found = by_state(records_of(partner, code, period).exclude(action="withdraw"))
    went = {state: found.get(state, 0) for state in RELEASED}
    return {
        "sent": sum(went.values()),
        "receipted": went["accepted"] + went["rejected"],
        "accepted": went["accepted"],
        "rejected": went["rejected"],
        "waiting": found.get("waiting", 0),
        "held": found.get("held", 0),
    }


def received_figures(partner: ExchangePartner, code: str, period: str) -> dict[str, int]:
    """Our side of a period that we receive."""
    found = by_state(received_of(partner, code, period).exclude(action="withdraw"))
    accepted = found.get("accepted", 0) + found.get("transferred", 0)
    return {"receipted": sum(found.values()), "accepted": accepted, "rejected": found.get("refused", 0)}


def series(actor: Actor) -> list[dict[str, Any]]:
    """Every partner, direction, code and period of which something went out or came in, latest period first."""
    outgoing = visible_dispatch_records(actor, "count_check.view")
    incoming = visible_received_records(actor, "count_check.view")
    found: list[dict[str, Any]] = []
    for direction, rows in (("outgoing", outgoing), ("incoming", incoming)):
        names = ("partner_id", "code", "period")
        counted = rows.filter(latest=True).order_by().values(*names).annotate(number=Count("pk"))
        found += [{"direction": direction, **{name: each[name] for name in names}} for each in counted]
    return sorted(found, key=lambda each: (each["period"], each["code"]), reverse=True)


def latest_for(partner: ExchangePartner, code: str, period: str) -> dict[str, DispatchRecord]:
    """The records that count for a period by key, locked until the act ends."""
    rows = records_of(partner, code, period).select_for_update(of=("self",))
    return {each.key: each for each in rows}


def matching(
    partner: ExchangePartner, code: str, period: str, keys: Iterable[str], numbers: Iterable[str]
) -> list[Any]:
    """The latest records with one of the keys or one of the receipt numbers."""
    wanted = Q(key__in=list(keys)) | Q(receipt_number__in=[each for each in numbers if each])
    return list(records_of(partner, code, period).filter(wanted).select_related("dispatch"))
