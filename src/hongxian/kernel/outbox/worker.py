"""The worker: one process that delivers messages and runs timers, until it is told to stop. Several may run at once."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from types import FrameType

from django.db import close_old_connections

from hongxian.kernel.clock import now
from hongxian.kernel.module import Timer, modules, resolve
from hongxian.kernel.outbox.deliver import Stopping, deliver, describe, where
from hongxian.kernel.outbox.models import TimerRun

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
GRACE_SECONDS = 1.5
"""How long a running task may go on after the worker was asked to stop; then it is broken off and rolled back."""


def work() -> None:
    """Deliver and run timers until SIGTERM or SIGINT; ends within two seconds of either. Main thread only."""
    with suppress(Stopping), _stop_on_signals() as stop:
        while not stop.is_set():
            if not _round_surely(stop.is_set):
                stop.wait(IDLE_SECONDS)


def work_once(stopped: Callable[[], bool] = lambda: False) -> int:
    """One round: every message that is due, every timer that is due. Returns how many of both were tried."""
    done = 0
    while not stopped() and (tried := deliver(stopped=stopped)):
        done += tried
    return done + run_timers(stopped)


def run_timers(stopped: Callable[[], bool] = lambda: False) -> int:
    """Run the timers that are due, each apart from the others; return how many this process ran."""
    ran = 0
    last = {run.key: run.ran_at for run in TimerRun.objects.all()}
    for module in modules().values():
        for timer in module.timers:
            if not stopped() and _is_due(timer, last.get(timer.key)) and _claim(timer, last.get(timer.key)):
                _run(timer)
                ran += 1
    return ran


def _is_due(timer: Timer, ran_at: datetime | None) -> bool:
    """Due after `every` seconds, and also if the last run lies in the future: then the clock was set back."""
    return ran_at is None or not timedelta() <= now() - ran_at < timedelta(seconds=timer.every)


def _claim(timer: Timer, ran_at: datetime | None) -> bool:
    """Take the run by compare-and-set on the last one: of several workers only one runs it."""
    TimerRun.objects.get_or_create(key=timer.key)
    return bool(TimerRun.objects.filter(key=timer.key, ran_at=ran_at).update(ran_at=now()))


def _run(timer: Timer) -> None:
    error = ""
    try:
        resolve(timer.task)()
    except Exception as problem:  # noqa: BLE001 - outermost handler: one failing timer must not stop the others
        log.error("timer %s: %s", timer.key, where(problem))
        error = describe(problem)
    TimerRun.objects.filter(key=timer.key).update(error=error)


def _round_surely(stopped: Callable[[], bool]) -> int:
    """One round that survives a database which is away for a while."""
    try:
        return work_once(stopped)
    except Stopping:
        return 0
    except Exception as error:  # noqa: BLE001 - outermost handler of the process: it must go on
        log.error("round: %s", where(error))
        close_old_connections()
        return 0


@contextmanager
def _stop_on_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set. A task that does not end in time is broken off by `Stopping`."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    def insist(number: int, frame: FrameType | None) -> None:
        raise Stopping

    before = [
        (each, signal.signal(each, handler))
        for each, handler in ((signal.SIGTERM, ask), (signal.SIGINT, ask), (signal.SIGALRM, insist))
    ]
    try:
        yield stop
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for each, handler in before:
            signal.signal(each, handler)
