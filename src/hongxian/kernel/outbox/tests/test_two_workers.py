"""Two workers at once do the work of one, not twice the work."""

from collections.abc import Callable
from typing import Any

import pytest

from hongxian.kernel.outbox.deliver import deliver
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.outbox.worker import run_timers
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.kernel.testing.together import together

Tasks = dict[str, Callable[..., Any]]
Every = Callable[[str, int], None]


@pytest.mark.concurrent
def test_two_workers_at_once_deliver_each_message_once(tasks: Tasks) -> None:
    seen: list[object] = []
    tasks["job"] = lambda delivery: seen.append(delivery.args["n"])
    for n in range(20):
        enqueue("job", n=n)
    assert sum(int(str(each)) for each in together(deliver, deliver)) == 20
    assert sorted(map(str, seen)) == sorted(str(n) for n in range(20))
    assert not Message.objects.exclude(state="done", attempts=1).exists()


@pytest.mark.concurrent
def test_two_workers_at_once_run_a_timer_once(tasks: Tasks, every: Every, clock: StandingClock) -> None:
    ran: list[str] = []
    tasks["tick"] = lambda: ran.append("tick")
    every("tick", 60)
    assert sorted(map(str, together(run_timers, run_timers))) == ["0", "1"]
    assert ran == ["tick"]
