"""At least once, apart from one another, and nothing fails in silence."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from hongxian.kernel.clock import now
from hongxian.kernel.outbox.deliver import (
    KEEP,
    LEASE,
    MOST_ATTEMPTS,
    Stopping,
    clear_done,
    deliver,
    wait_after,
)
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
Tasks = dict[str, Callable[..., Any]]


def fail(delivery: Delivery) -> None:
    raise Problem("张三的材料不全")


def test_a_job_is_called_once_with_its_arguments(tasks: Tasks) -> None:
    seen: list[Delivery] = []
    tasks["job"] = seen.append
    message = enqueue("job", file="a.xlsx", rows=[1, 2])
    assert deliver() == 1
    assert deliver() == 0
    assert seen == [Delivery(key=message.pk, args={"file": "a.xlsx", "rows": [1, 2]})]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("done", 1, "")
    assert message.done_at is not None


def test_a_failing_task_does_not_hold_up_the_others(tasks: Tasks) -> None:
    seen: list[Delivery] = []
    tasks["bad"], tasks["good"] = fail, seen.append
    enqueue("bad")
    enqueue("good")
    assert deliver() == 2
    assert len(seen) == 1


def test_the_failure_is_kept_for_people_and_logged_without_names(
    tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    tasks["bad"] = fail
    message = enqueue("bad")
    with caplog.at_level(logging.ERROR):
        deliver()
    message.refresh_from_db()
    assert message.state == "pending"
    assert "张三的材料不全" in message.error
    assert "Problem test_deliver.py" in caplog.text
    assert "张三" not in caplog.text


def test_a_task_that_does_not_exist_is_a_failure_like_any_other() -> None:
    message = enqueue("hongxian.no.such.task")
    deliver()
    message.refresh_from_db()
    assert "ModuleNotFoundError" in message.error


def test_waits_longer_after_each_failure_and_gives_up_in_sight(tasks: Tasks, clock: StandingClock) -> None:
    tasks["bad"] = fail
    message = enqueue("bad")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert deliver() == 1
        assert deliver() == 0, "not before its time"
        message.refresh_from_db()
        assert message.attempts == attempt
        clock.forward(seconds=int(wait_after(attempt).total_seconds()))
    assert message.state == "failed"
    assert deliver() == 0


def test_the_waiting_doubles_up_to_an_hour() -> None:
    waits = [wait_after(n).total_seconds() for n in range(1, 12)]
    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == 3600


def test_succeeds_later_and_still_shows_that_it_was_not_smooth(tasks: Tasks, clock: StandingClock) -> None:
    tasks["job"] = fail
    message = enqueue("job")
    deliver()
    tasks["job"] = lambda delivery: None
    clock.forward(seconds=10)
    deliver()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("done", 2)
    assert message.error


def test_a_dead_workers_message_is_delivered_again_after_its_lease(tasks: Tasks, clock: StandingClock) -> None:
    seen: list[Delivery] = []
    tasks["job"] = seen.append
    enqueue("job")
    Message.objects.update(attempts=1, next_at=now() + LEASE)
    assert deliver() == 0
    clock.forward(minutes=15)
    assert deliver() == 1
    assert len(seen) == 1


def test_a_message_that_kills_its_worker_every_time_is_given_up(tasks: Tasks) -> None:
    tasks["killer"] = lambda delivery: pytest.fail("called again")
    message = enqueue("killer")
    Message.objects.update(attempts=MOST_ATTEMPTS)
    deliver()
    message.refresh_from_db()
    assert message.state == "failed"
    assert "中断" in message.error


def test_a_worker_that_lost_its_lease_does_not_close_the_message_of_another(tasks: Tasks) -> None:
    def outlive_the_lease(delivery: Delivery) -> None:
        Message.objects.update(attempts=2)

    tasks["slow"] = outlive_the_lease
    message = enqueue("slow")
    deliver()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("pending", 2)


def test_a_task_broken_off_by_the_stop_goes_back_unharmed(tasks: Tasks) -> None:
    def broken_off(delivery: Delivery) -> None:
        raise Stopping

    tasks["long"] = broken_off
    message = enqueue("long")
    with pytest.raises(Stopping):
        deliver()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("pending", 0)
    assert message.next_at <= now()


def test_stops_between_messages_when_asked(tasks: Tasks) -> None:
    tasks["job"] = lambda delivery: None
    enqueue("job")
    assert deliver(stopped=lambda: True) == 0


def test_takes_no_more_than_its_limit_and_the_oldest_first(tasks: Tasks) -> None:
    seen: list[object] = []
    tasks["job"] = lambda delivery: seen.append(delivery.args["n"])
    for n in range(3):
        enqueue("job", n=n)
    assert deliver(limit=2) == 2
    assert seen == [0, 1]


def test_forgets_what_was_delivered_long_ago_and_keeps_the_rest(tasks: Tasks, clock: StandingClock) -> None:
    tasks["job"], tasks["bad"] = (lambda delivery: None), fail
    enqueue("job")
    failed = enqueue("bad")
    deliver()
    clock.forward(days=KEEP.days, seconds=1)
    tasks["bad"] = fail
    recent = enqueue("job")
    deliver()
    assert clear_done() == 1
    assert {message.pk for message in Message.objects.all()} == {failed.pk, recent.pk}


def test_looking_for_work_uses_the_small_index() -> None:
    due = Message.objects.filter(done_at__isnull=True, state="pending", next_at__lte=now())
    if connection.vendor == "sqlite":
        assert "outbox_message_open" in due.order_by("next_at", "pk").explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "outbox_message_open" in due.order_by("next_at", "pk").explain()
