"""The city that `benchmarks/hidden_dangers.py` asks about: enterprises, hidden dangers and what the ledger says of some
of them, put straight into the tables. The same size gives the same rows, but for keys."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from city import ROOT, build_city
from django.db import connection, transaction
from loading import put

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.ledger.canonical import salted
from hongxian.kernel.ledger.models import Entry, Payload, Subject
from hongxian.kernel.ledger.state import state_of
from hongxian.kernel.ledger.verifier import manifest_hash
from hongxian.modules.base.accounts.models import Authority, Role
from hongxian.modules.base.enterprises.models import SECTORS, Enterprise
from hongxian.modules.base.integrations.commands import issue_access_token, register_integration
from hongxian.modules.base.integrations.models import Integration
from hongxian.modules.base.parties.models import Party, Post
from hongxian.modules.base.places.models import Place
from hongxian.modules.screening.hidden_dangers.models import CATEGORIES, ORIGINS, HiddenDanger

FIRMS = 20_000
WITH_HISTORY = 2_000
"""Of the newest dangers so many have their four acts in the ledger."""
STATES = ("closed",) * 60 + ("rectifying",) * 18 + ("graded",) * 10 + ("rectified",) * 9 + ("reported",) * 3
"""In a hundred."""
ACTS = ("register", "assign", "report_rectified", "close")
MAY = ("view", "register", "grade", "assign", "report_rectified", "close", "return", "reopen")
AT_ONCE = 20_000
SALT = "5a" * 32


def build(dangers: int) -> str:
    """Make the city with so many dangers, unless it stands already; the token of an integration that acts for the
    city's safety bureau."""
    if not Integration.objects.exists():
        city, towns = build_city()
        body = Party.objects.create(kind="department", name="city safety bureau", place=city)
        _fill(dangers, towns, body)
        _histories(body)
        _register(city, body)
    actor = system_actor("benchmark", "access_token.issue", "integration.view")
    held = Integration.objects.get()
    return issue_access_token(actor=actor, integration=held, expires_on=today() + timedelta(days=30)).shown


def _fill(dangers: int, towns: list[Place], body: Party) -> None:
    rand = Random(7)
    firms = [
        Enterprise(
            name=f"firm {number * 7919 % 1000003:07d}",
            place=towns[number % len(towns)],
            ownership="private",
            sector=rand.choice(SECTORS),
            credit_code=f"9{number:017d}",
        )
        for number in range(FIRMS)
    ]
    with transaction.atomic():
        put(firms)
    rows = (_danger(rand, rand.choice(firms), body, number, dangers) for number in range(dangers))
    with _without_indexes(HiddenDanger):
        for chunk in _chunks(rows):
            with transaction.atomic():
                put(chunk)


def analyse() -> None:
    """Let the database know its tables."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@contextmanager
def _without_indexes(model: Any) -> Iterator[None]:
    """Make the indexes of the model when the rows are in: that is several times as quick."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.add_index(model, index)


def _register(city: Place, body: Party) -> None:
    post = Post.objects.create(party=body, kind="clerk", name="clerk")
    may = [f"hidden_danger.{verb}" for verb in MAY] + ["enterprise.view", "place.view"]
    role = Role.objects.create(code="benchmark", name="benchmark", permissions=may)
    Authority.objects.create(post=post, role=role, place=city, valid_from=date(2020, 1, 1))
    actor = system_actor("benchmark", "integration.register", "post.view")
    register_integration(actor=actor, name="benchmark", purpose="benchmark", post=post, permissions=may)


def _danger(rand: Random, firm: Enterprise, body: Party, number: int, of: int) -> HiddenDanger:
    """One of three years, the newest last; its key is of its own time, as if it had been entered then."""
    found = today() - timedelta(days=3 + 1000 * (of - number) // of)
    state = STATES[rand.randrange(100)]
    at = datetime(found.year, found.month, found.day, 9, tzinfo=LOCAL)
    is_open, is_done = state in ("reported", "graded"), state in ("rectified", "closed")
    moment = int(at.timestamp() * 1000) + number % 1000
    return HiddenDanger(
        id=UUID(int=moment << 80 | 7 << 76 | number << 48 | 2 << 62 | rand.getrandbits(48)),
        enterprise=firm,
        place_id=firm.place_id,
        place_path=firm.place.path,
        supervisor=body,
        origin=rand.choice(ORIGINS),
        description=f"the extinguisher no. {number} beside the door of the second workshop is empty",
        location="second workshop",
        danger_category=rand.choice(CATEGORIES),
        found_on=found,
        found_by="inspector",
        recorded_at=at,
        recorded_by="p",
        recorded_by_name="inspector",
        recorded_by_body=body,
        grade="" if state == "reported" else "general",
        state=state,
        rectifier="" if is_open else "head of the workshop",
        due_on=None if is_open else found + timedelta(days=15),
        due_calculation=[] if is_open else ["by the day set"],
        rectified_on=found + timedelta(days=2) if is_done else None,
        rectification="refilled" if is_done else "",
        rectified_by="q" if is_done else "",
        verified_on=found + timedelta(days=3) if state == "closed" else None,
    )


def _histories(body: Party) -> None:
    """What the ledger holds of the newest dangers: four acts each, as commands would have left them."""
    newest = HiddenDanger.objects.filter(state="closed").order_by("-pk")[:WITH_HISTORY]
    for chunk in _chunks(newest.iterator(), 500):
        entries: list[Any] = []
        payloads, subjects = [], []
        for danger in chunk:
            state = state_of(danger)
            for act in ACTS:
                entry, payload, subject = _act(f"hidden_danger.{act}", danger, state, body)
                entries.append(entry)
                payloads.append(payload)
                subjects.append(subject)
        with transaction.atomic():
            Entry.objects.bulk_create(entries)
            Payload.objects.bulk_create(payloads)
            Subject.objects.bulk_create(subjects)


def _act(event: str, danger: HiddenDanger, state: dict[str, Any], body: Party) -> tuple[Entry, Payload, Subject]:
    name = f"hidden_danger:{danger.pk}"
    content = {"actor_name": "inspector", "organisation_name": body.name, "reason": "", "states": {name: state}}
    row = ("hidden_danger", str(danger.pk), salted(SALT, state))
    entry = Entry(
        at=now(),
        event=event,
        actor_kind="person",
        actor_key=secrets.token_hex(8),
        actor_organisation=str(body.pk),
        actor_path=ROOT,
        subject_kind=row[0],
        subject_key=row[1],
        digest=salted(SALT, content),
        manifest=manifest_hash([row]),
    )
    subject = Subject(entry=entry, seq=0, kind=row[0], key=row[1], digest=row[2])
    return entry, Payload(entry=entry, salt=SALT, content=content), subject


def _chunks(rows: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk
