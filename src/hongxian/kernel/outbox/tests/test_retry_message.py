"""A failed message can be put back, by whoever may, once."""

from collections.abc import Callable
from typing import Any

import pytest

from hongxian.kernel.actor import Actor
from hongxian.kernel.custody.commands import retry_message
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.outbox.deliver import deliver
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Denied, Problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(rooms: dict[str, Any]) -> Message:
    message = enqueue("job")
    Message.objects.filter(pk=message.pk).update(state="failed", attempts=8, error="出错了")
    message.refresh_from_db()
    return message


def test_a_failed_message_is_due_at_once_and_has_its_attempts_back(
    message: Message, keeper: Actor, tasks: dict[str, Callable[..., Any]]
) -> None:
    tasks["job"] = lambda delivery: None
    again = retry_message(actor=keeper, message=message)
    assert (again.state, again.attempts, again.error) == ("pending", 0, "出错了")
    assert deliver() == 1
    assert Entry.objects.get().event == "message.retry"


def test_refuses_a_message_that_has_not_failed(message: Message, keeper: Actor) -> None:
    Message.objects.update(state="pending")
    message.refresh_from_db()
    with pytest.raises(Problem, match="待投递"):
        retry_message(actor=keeper, message=message)


def test_refuses_when_somebody_was_faster(message: Message, keeper: Actor) -> None:
    other = Message.objects.get()
    retry_message(actor=keeper, message=other)
    with pytest.raises(Problem, match="已被他人变更"):
        retry_message(actor=keeper, message=message)


def test_refuses_without_permission(message: Message, onlooker: Actor) -> None:
    with pytest.raises(Denied):
        retry_message(actor=onlooker, message=message)
