"""Timers run when due and by one worker only; the process ends when asked."""

import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from hongxian.kernel.clock import now
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.models import Message, TimerRun
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.outbox.worker import run_timers, work, work_once
from hongxian.kernel.testing.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
Tasks = dict[str, Callable[..., Any]]
Every = Callable[[str, int], None]


def test_a_timer_runs_at_once_and_then_every_so_often(tasks: Tasks, every: Every, clock: StandingClock) -> None:
    ran: list[str] = []
    tasks["tick"] = lambda: ran.append("tick")
    every("tick", 60)
    assert run_timers() == 1
    clock.forward(seconds=59)
    assert run_timers() == 0
    clock.forward(seconds=1)
    assert run_timers() == 1
    assert ran == ["tick", "tick"]


def test_a_failing_timer_is_shown_and_does_not_stop_the_others(
    tasks: Tasks, every: Every, clock: StandingClock
) -> None:
    def broken() -> None:
        raise RuntimeError("坏了")

    ran: list[str] = []
    tasks["broken"], tasks["sound"] = broken, lambda: ran.append("sound")
    every("broken", 60)
    every("sound", 60)
    assert run_timers() == 2
    assert ran == ["sound"]
    assert "坏了" in TimerRun.objects.get(key="broken").error
    tasks["broken"] = lambda: None
    clock.forward(seconds=60)
    run_timers()
    assert TimerRun.objects.get(key="broken").error == ""


def test_a_clock_set_back_does_not_stop_a_timer(tasks: Tasks, every: Every, clock: StandingClock) -> None:
    tasks["tick"] = lambda: None
    every("tick", 60)
    TimerRun.objects.create(key="tick", ran_at=now() + timedelta(days=30))
    assert run_timers() == 1


def test_one_round_delivers_what_is_due_and_what_that_brings_forth(tasks: Tasks, rooms: dict[str, Any]) -> None:
    def first(delivery: Delivery) -> None:
        enqueue("second")

    tasks["first"], tasks["second"] = first, lambda delivery: None
    enqueue("first")
    assert work_once() == 2
    assert not Message.objects.exclude(state="done").exists()


def test_the_command_says_how_much_it_did(tasks: Tasks, rooms: dict[str, Any]) -> None:
    tasks["job"] = lambda delivery: None
    enqueue("job")
    out = StringIO()
    call_command("worker", "--once", stdout=out)
    assert "已处理 1 项" in out.getvalue()


def test_ends_when_asked_and_gives_the_signals_back(tasks: Tasks, rooms: dict[str, Any]) -> None:
    tasks["job"] = lambda delivery: os.kill(os.getpid(), signal.SIGTERM)
    enqueue("job")
    left = enqueue("never")
    before = signal.getsignal(signal.SIGTERM)
    work()
    assert signal.getsignal(signal.SIGTERM) is before
    left.refresh_from_db()
    assert (left.state, left.attempts) == ("pending", 0)


def test_a_task_that_does_not_end_is_broken_off_and_goes_back(tasks: Tasks, rooms: dict[str, Any]) -> None:
    def endless(delivery: Delivery) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait(60)

    tasks["endless"] = endless
    message = enqueue("endless")
    work()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("pending", 0)
