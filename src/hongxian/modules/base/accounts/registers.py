"""The register of what happened at the door: logins, failures, locks, accesses taken in an emergency. Its rows are the
entries of the ledger, so nothing can be missing from it that was put down, and nothing can be changed in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.keys import KeyAsText
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import visible_entries
from hongxian.kernel.registers.declaration import Choices, Column, ColumnKind, Filter, FilterKind, Register
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.queries import visible_login_locks, visible_logins

EVENTS = (
    "login.begin",
    "login.end",
    "login.refuse",
    "login_lock.set",
    "login_lock.lift",
    "emergency_access.open",
    "emergency_access.close",
    "emergency_access.justify",
    "emergency_access.object",
    "user.issue_code",
    "user.recover_password",
    "user.change_password",
    "second_factor.enrol",
    "second_factor.give_up",
    "second_factor.reset",
)
_EVENTS = Choices(labels={each: term(each) for each in EVENTS})
_COLOURS = {
    "login.begin": "green",
    "login.refuse": "orange",
    "login_lock.set": "red",
    "emergency_access.open": "red",
    "emergency_access.object": "orange",
}


def events_at_the_door(actor: Actor, permission: str) -> QuerySet[Entry]:
    """What was done by the bodies within the scope, the logins of its accounts, and the failures and locks upon them
    and upon names and addresses that belong to nobody."""
    logins = visible_logins(actor, permission).order_by().values_list(KeyAsText("pk"))
    locks = visible_login_locks(actor, permission).order_by().values_list(KeyAsText("pk"))
    allowed = Q(pk__in=visible_entries(actor, permission).values("pk"))
    allowed |= Q(subject_kind="login", subject_key__in=logins)
    allowed |= Q(subject_kind="login_lock", subject_key__in=locks)
    return Entry.objects.select_related("payload").filter(allowed, event__in=EVENTS)


def told(_actor: Actor, entries: list[Any]) -> None:
    """Put beside each entry what its payload says; nothing where it was erased."""
    for entry in entries:
        content = entry.payload.content or {}
        detail = content.get("detail") or {}
        own = f"{entry.subject_kind}:{entry.subject_key}"
        state = (content.get("states") or {}).get(own) or {}
        entry.who = content.get("actor_name", "") if entry.actor_kind != "system" else ""
        entry.body_name = content.get("organisation_name", "")
        entry.username = detail.get("username") or (state.get("key", "") if state.get("kind") == "account" else "")
        entry.address = detail.get("address") or state.get("address") or _locked_address(state)
        entry.circumstance = _circumstance(detail, state, content)


def _locked_address(state: dict[str, Any]) -> str:
    return str(state.get("key", "")) if state.get("kind") == "address" else ""


def _circumstance(detail: dict[str, Any], state: dict[str, Any], content: dict[str, Any]) -> str:
    """By which means, for which cause, for which reason: whichever the entry tells."""
    said = (("refusal", detail.get("cause")), ("end_cause", state.get("end_cause")), ("method", state.get("method")))
    words = next((f"{kind}#{value}" for kind, value in said if value), "")
    known = glossary().get(words)
    return known.zh if known else str(content.get("reason", ""))


def _with_words(rows: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Those whose actor or login name, tried or locked, contains the words."""
    names = Q(payload__content__actor_name__icontains=words)
    return rows.filter(names | Q(payload__content__detail__username__icontains=words))


LOGIN_EVENTS = Register(
    key="login_event",
    noun="entry",
    title=text.LOGIN_EVENTS,
    view="login.view",
    page="accounts:login_events",
    order=("-pk",),
    rows=events_at_the_door,
    load=told,
    columns=(
        Column("at", ColumnKind.MOMENT, label=text.AT),
        Column("event", ColumnKind.STATUS, label=text.EVENT, choices=_EVENTS, colours=_COLOURS),
        Column("who", label=text.WHO),
        Column("body_name", label=text.BODY),
        Column("username"),
        Column("address"),
        Column("circumstance", label=text.CIRCUMSTANCE),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, label=text.NAME_OR_LOGIN, apply=_with_words),
        Filter("event", FilterKind.CHOICE, ("event",), label=text.EVENT, choices=_EVENTS),
        Filter("at", FilterKind.DATES, ("at",), label=text.AT),
    ),
    note=text.LOGIN_EVENTS_NOTE,
    empty=text.NO_LOGIN_EVENTS,
)
