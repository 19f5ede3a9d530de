"""The stage on which every test plays: no network, own data folder, a clock that can stand, both databases."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as trials

from hongxian.kernel.testing.network import block_network
from hongxian.kernel.testing.skips import allowed, complaint
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.kernel.testing.standing_world import StandingWorld

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from pytest_django.fixtures import SettingsWrapper

    from hongxian.modules.portal.demo.cast import Cast
    from hongxian.modules.portal.demo.world import World

# How long a drawn case takes says nothing on a machine that others use too.
trials.register_profile("house", deadline=None)
trials.load_profile("house")
# Settings read the environment when they load: after this file, since nobody named them before.
WORLD_DAY = date(2025, 12, 22)
STAGE = Path(tempfile.mkdtemp(prefix="hx-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ["HONGXIAN_DATA_DIR"] = str(STAGE / "data")
os.environ["HONGXIAN_WITNESS_DIR"] = str(STAGE / "witness")
os.environ["HONGXIAN_SECRET_KEY"] = "a key for tests only, never for an instance"
if not os.environ.get("HONGXIAN_DATABASE_URL", "").startswith("postgres"):
    os.environ["HONGXIAN_DATABASE_URL"] = f"sqlite:///{STAGE}/hongxian.sqlite3"
for name in ("data", "witness"):
    (STAGE / name).mkdir()

_standing: list[StandingWorld[World]] = []
_skips: list[tuple[str, str]] = []
_complaints: list[str] = []


def pytest_configure() -> None:
    block_network()
    assert settings.DATABASES, "reading one setting loads them all, so that Django is set up before tests are collected"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each worker names its settings itself, after it has made its own stage."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure() -> None:
    shutil.rmtree(STAGE, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys only when asked for. Tests of an empty database first, then those that share a world, then those that
    really commit."""
    if not config.getoption("markexpr") and not _named_journey(config):
        journeys = [item for item in items if item.get_closest_marker("journey")]
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]
    for item in items:
        marker = item.get_closest_marker("django_db")
        if (marker and marker.kwargs.get("transaction")) or "transactional_db" in _fixtures(item):
            raise pytest.UsageError(f"{item.nodeid}: a flush is refused by the ledger; mark it `concurrent` instead")
    items.sort(key=lambda item: (item.get_closest_marker("concurrent") is not None, "world" in _fixtures(item)))


def _fixtures(item: pytest.Item) -> tuple[str, ...]:
    return tuple(getattr(item, "fixturenames", ()))


def _named_journey(config: pytest.Config) -> bool:
    return any("journeys" in str(arg) for arg in config.args)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test of the database that asks for no world finds none: put away before any fixture of it is made."""
    uses_database = item.get_closest_marker("concurrent") or item.get_closest_marker("django_db")
    if "world" not in _fixtures(item) and (uses_database or "db" in _fixtures(item)):
        for standing in _standing:
            standing.put_away()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _note_skip(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    _note_skip(report)


def _note_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skips.append((report.nodeid, reason))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under CI a skip that is not on the list is a failure."""
    if hasattr(session.config, "workerinput") or os.environ.get("CI") != "true":
        return
    patterns = allowed(session.config.rootpath / "tests" / "allowed_skips.txt")
    _complaints.extend(text for node, reason in _skips if (text := complaint(node, reason, patterns)))
    if _complaints and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for text in _complaints:
        terminalreporter.write_line(f"UNEXPECTED SKIP {text}", red=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database, made whichever tests are chosen: one marked `concurrent` must never meet another database."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On SQLite the test database is a file, since several connections meet in it; one for each worker."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(STAGE / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> None:
    from django.contrib.auth.hashers import get_hashers, get_hashers_by_algorithm

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_hashers.cache_clear()
    get_hashers_by_algorithm.cache_clear()


@pytest.fixture(autouse=True)
def _really_commits(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test marked `concurrent` commits for real; afterwards the one named reset empties the database."""
    if not request.node.get_closest_marker("concurrent"):
        yield
        return
    from hongxian.kernel.testing.reset import reset_database

    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        reset_database()
        yield
        reset_database()


@pytest.fixture
def clock() -> Iterator[StandingClock]:
    """The one clock, standing at 2026-03-05 09:00; `clock.at("2026-03-31 23:59")`, `clock.forward(days=1)` move it."""
    with ExitStack() as stack:
        yield StandingClock(stack)


@pytest.fixture
def worker() -> Callable[[], int]:
    """`worker()` delivers what the outbox holds, and what that brings forth; it gives the number of messages."""
    from hongxian.kernel.outbox.deliver import deliver

    def run() -> int:
        total = 0
        while done := deliver(limit=1000):
            total += done
        return total

    return run


@pytest.fixture(scope="session")
def _standing_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[StandingWorld[World]]:
    """The base world of this process."""
    from hongxian.modules.portal.demo.world import build_base

    standing = StandingWorld(lambda: build_base(WORLD_DAY))
    _standing.append(standing)
    with django_db_blocker.unblock():
        yield standing
        standing.put_away()


@pytest.fixture
def _world(_standing_world: StandingWorld[World], django_db_blocker: DjangoDbBlocker) -> World:
    """The base world, standing before the transaction of the test begins."""
    with django_db_blocker.unblock(), override_settings(WITNESS_DIR=""):
        return _standing_world.stand()


@pytest.fixture
def world(_world: World, db: None, clock: StandingClock, settings: SettingsWrapper) -> World:
    """Places, parties, posts, accounts of Xuchang and its pack, adopted and judged from 2026-01-01; the clock stands
    at 2026-03-05 09:00. What a test writes is rolled back after it, so nothing of it is witnessed; what it notes in the
    world is its own, since the rows are gone afterwards."""
    settings.WITNESS_DIR = ""
    noted = {each.name: getattr(_world, each.name) for each in fields(_world)}
    return replace(_world, **{name: dict(value) for name, value in noted.items() if isinstance(value, dict)})


@pytest.fixture
def cast(world: World) -> Cast:
    """The people of the cast as actors, by name: `cast["孙晓"]`."""
    from hongxian.modules.portal.demo.cast import Cast

    return Cast()
