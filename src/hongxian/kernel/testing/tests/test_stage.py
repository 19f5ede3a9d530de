"""The testing kit itself: what it refuses, and what others may rely on."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from hongxian.kernel.clock import now, today
from hongxian.kernel.testing.network import NetworkBlocked
from hongxian.kernel.testing.skips import allowed, complaint
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.kernel.testing.together import together


def test_refuses_to_reach_another_machine_by_name() -> None:
    with pytest.raises(NetworkBlocked):
        socket.create_connection(("example.org", 80))


def test_refuses_to_reach_another_machine_by_address() -> None:
    with socket.socket() as client, pytest.raises(NetworkBlocked):
        client.connect(("192.0.2.1", 80))
    with socket.socket(type=socket.SOCK_DGRAM) as client, pytest.raises(NetworkBlocked):
        client.sendto(b"", ("192.0.2.1", 53))


def test_this_machine_may_be_reached() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.getpeername() == server.getsockname()


def test_clock_stands_where_it_is_put(clock: StandingClock) -> None:
    clock.at("2026-03-31 23:59")
    assert today().isoformat() == "2026-03-31"
    assert now() == now()
    clock.forward(minutes=1)
    assert today().isoformat() == "2026-04-01"


def test_racing_functions_share_the_clock_and_keep_their_order(clock: StandingClock) -> None:
    clock.at("2026-01-01")
    assert together(today, lambda: 1 // 0, today)[0] == today()
    assert isinstance(together(lambda: 1 // 0)[0], ZeroDivisionError)


def test_data_of_tests_lies_outside_the_checkout() -> None:
    assert settings.PROJECT_DIR not in Path(settings.DATA_DIR).parents
    assert settings.PROJECT_DIR not in Path(str(connection.settings_dict["NAME"])).parents


def test_skip_needs_a_reason_and_a_line_on_the_list(tmp_path: Path) -> None:
    listed = tmp_path / "skips.txt"
    listed.write_text("# a remark\n\n*test_this* # the other engine\n")
    patterns = allowed(listed)
    assert complaint("a.py::test_this", "Skipped: sqlite only", patterns) == ""
    assert "without a reason" in complaint("a.py::test_this", "Skipped: unconditional skip", patterns)
    assert "not on" in complaint("a.py::test_that", "Skipped: sqlite only", patterns)


def test_listed_skip_without_why_is_refused(tmp_path: Path) -> None:
    listed = tmp_path / "skips.txt"
    listed.write_text("*test_this*\n")
    with pytest.raises(ValueError, match="1: a skip needs its reason"):
        allowed(listed)


@pytest.mark.django_db
def test_text_is_ordered_by_code_points() -> None:
    """Ranges of place paths rely on it, on both engines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT '4110/' < '41100', 'Z' < 'a', '0' > '/'")
        assert [bool(value) for value in cursor.fetchone()] == [True, True, True]


@pytest.mark.concurrent
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_concurrent_test_commits_is_seen_by_all_and_gone_afterwards(turn: str) -> None:
    assert Session.objects.count() == 0

    def commit(key: str) -> Session:
        return Session.objects.create(session_key=key, session_data="", expire_date=now())

    outcomes = together(lambda: commit("left"), lambda: commit("right"))
    assert [type(each) for each in outcomes] == [Session, Session]
    assert Session.objects.count() == 2
