"""Every door: each page and endpoint × each member of the cast → the expected answer, and what it costs.

The rows lie in the rooms (`pages.csv`): url name, its arguments, the queries it may take for whoever sees most, then a
column for each person of the cast and one for nobody. A URL without a row fails, and so does a row without a URL.
Write rows anew with `HONGXIAN_WRITE_PAGES=1`, and read the difference before you keep it.
"""

import csv
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, reset_queries, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hongxian.kernel.clock import simulated
from hongxian.modules.base.accounts.models import User
from hongxian.modules.portal.demo.cast import at, plan
from hongxian.modules.portal.demo.world import build_quarters
from page_objects import objects_of

NOBODY = "nobody"
PEOPLE = [each["name"] for each in plan("cast")]
SLACK = 2
"""Queries that a cache filled by an earlier page may save or cost."""


@pytest.fixture(scope="module")
def objects(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """One object of each kind that a URL names, in the demo world as it stands on one day."""
    moment = at(date(2026, 11, 20))
    settings = override_settings(
        WITNESS_DIR="", WEBHOOK_HOSTS=["127.0.0.1"], NOTICE_HOSTS=["127.0.0.1"], MAIL_HOST="mail.example"
    )
    with django_db_blocker.unblock(), transaction.atomic(), simulated(moment), settings:
        world = build_quarters()
        yield objects_of(world)
        transaction.set_rollback(True)


def _files() -> list[Path]:
    rooms = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("hongxian.")]
    return [room / "pages.csv" for room in rooms if (room / "pages.csv").exists()]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from _names(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        elif isinstance(each, URLPattern):
            yield f"{prefix}{each.name}"


def test_every_url_has_its_row_and_every_row_its_url() -> None:
    listed = {row["url"] for file in _files() for row in _rows(file)}
    there = set(_names())
    assert there - listed == set(), "URLs without a row in their room's pages.csv"
    assert listed - there == set(), "rows without a URL"


@pytest.fixture
def clients(objects: dict[str, str], db: None) -> dict[str, Client]:
    """One browser for each person, logged in, and one for nobody."""
    found = {each["name"]: Client() for each in plan("cast")}
    for each in plan("cast"):
        found[each["name"]].force_login(User.objects.get(username=each["username"]))
        found[each["name"]].get(reverse("desk:health"))  # the session is written once, before anything is counted
    return {**found, NOBODY: Client()}


def _visit(client: Client, url: str) -> tuple[int, int]:
    reset_queries()  # the log holds only so many, of all pages together
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    return response.status_code, len(queries)


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.parent.name)
def test_every_door_answers_as_expected_and_within_its_queries(
    file: Path, objects: dict[str, str], clients: dict[str, Client]
) -> None:
    wrong, rewritten = [], []
    for row in _rows(file):
        url = reverse(row["url"], args=[objects[name] for name in row["args"].split()])
        answers = {name: _visit(client, url) for name, client in clients.items()}
        cost = max(queries for _, queries in answers.values())
        new = {**row, "queries": str(cost)} | {name: str(status) for name, (status, _) in answers.items()}
        rewritten.append(new)
        differing = [name for name in answers if new[name] != (row.get(name) or "")]
        wrong += [f"{row['url']} {name}: {row.get(name)} expected, {new[name]} found" for name in differing]
        if cost > int(row["queries"] or 0) + SLACK:
            wrong.append(f"{row['url']}: {cost} queries, {row['queries']} allowed")
    if os.environ.get("HONGXIAN_WRITE_PAGES"):
        _write(file, rewritten)
    assert not wrong, "\n".join(wrong)


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["url", "args", "queries", *PEOPLE, NOBODY], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
