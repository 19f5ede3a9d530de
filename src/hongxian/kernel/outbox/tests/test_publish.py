"""Who subscribed is told, once, and only of what was committed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.custody.commands import retry_message
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.record import record
from hongxian.kernel.module import FACT_CHANGED
from hongxian.kernel.outbox.deliver import deliver
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.outbox.publish import enqueue, publish

pytestmark = pytest.mark.django_db
Tasks = dict[str, Callable[..., Any]]
Subscribe = Callable[[str, str], None]


def failed() -> Message:
    message = enqueue("unsubscribed")
    Message.objects.filter(pk=message.pk).update(state="failed", attempts=8, error="x")
    message.refresh_from_db()
    return message


def test_each_subscriber_of_the_event_gets_one_message(subscribe: Subscribe, tasks: Tasks, keeper: Actor) -> None:
    subscribe("message.retry", "one")
    subscribe("*", "all")
    subscribe("*", "all")
    subscribe("message.close", "other")
    tasks["unsubscribed"] = lambda delivery: None
    seen: dict[str, Delivery] = {}
    tasks["one"] = lambda delivery: seen.setdefault("one", delivery)
    tasks["all"] = lambda delivery: seen.setdefault("all", delivery)
    message = failed()
    retry_message(actor=keeper, message=message)
    entry = Entry.objects.get()
    assert sorted(Message.objects.exclude(event="").values_list("task", flat=True)) == ["all", "one"]
    assert deliver() == 3
    told = seen["one"]
    assert (told.event, told.entry_id) == ("message.retry", entry.pk)
    assert (told.subject_kind, told.subject_key) == ("message", str(message.pk))
    assert seen["all"].key != told.key


def test_what_is_rolled_back_is_not_told(subscribe: Subscribe, keeper: Actor) -> None:
    subscribe("*", "all")
    message = failed()

    with transaction.atomic():
        retry_message(actor=keeper, message=message)
        assert Message.objects.exclude(event="").exists()
        transaction.set_rollback(True)
    assert not Message.objects.exclude(event="").exists()


def test_without_subscribers_nothing_is_put_in(rooms: dict[str, Any], keeper: Actor) -> None:
    retry_message(actor=keeper, message=failed())
    assert Message.objects.count() == 1


def test_facts_named_by_the_act_reach_those_who_follow_facts(subscribe: Subscribe, tasks: Tasks, keeper: Actor) -> None:
    subscribe(FACT_CHANGED, "judge")
    seen: list[Delivery] = []
    tasks["judge"] = seen.append
    tasks["unsubscribed"] = lambda delivery: None
    retry_message(actor=keeper, message=failed())
    entry = Entry.objects.get()
    assert not Message.objects.filter(task="judge").exists()
    publish(entry, {"two", "one"})
    deliver()
    (told,) = seen
    assert (told.event, told.facts) == ("message.retry", frozenset({"one", "two"}))


def test_an_act_hands_on_what_its_entries_name(monkeypatch: pytest.MonkeyPatch, keeper: Actor) -> None:
    named: list[set[str]] = []
    monkeypatch.setattr("hongxian.kernel.command.publish", lambda entry, facts: named.append(set(facts)))
    monkeypatch.setattr(
        "hongxian.kernel.custody.commands.record", lambda row: record(row, facts=["one"], reason="asked")
    )
    retry_message(actor=keeper, message=failed())
    assert named == [{"one"}]
