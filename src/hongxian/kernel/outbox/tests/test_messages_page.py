"""What is stuck is in sight, and one click away from another try."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.outbox.models import Message, TimerRun
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.web import middleware

pytestmark = pytest.mark.django_db
Browse = Callable[[Actor], Client]


@pytest.fixture
def browse(client: Client, monkeypatch: pytest.MonkeyPatch) -> Browse:
    """A browser in which the actor is logged in."""

    def as_actor(actor: Actor) -> Client:
        monkeypatch.setattr(middleware, "import_string", lambda dotted: lambda request: actor)
        return client

    return as_actor


@pytest.fixture
def failed() -> Message:
    message = enqueue("rooms.send_bulletin")
    Message.objects.update(state="failed", attempts=8, error="RuntimeError send.py:3: 网关无应答")
    return message


def test_shows_what_failed_what_waits_and_the_timers(browse: Browse, keeper: Actor, failed: Message) -> None:
    enqueue("rooms.count")
    TimerRun.objects.create(key="ledger.seal", error="OSError seal.py:9: 磁盘已满")
    page = browse(keeper).get(reverse("custody:messages")).content.decode()
    for word in ("rooms.send_bulletin", "网关无应答", "rooms.count", "ledger.seal", "磁盘已满", "重新投递"):
        assert word in page


def test_an_empty_page_says_so(browse: Browse, keeper: Actor) -> None:
    page = browse(keeper).get(reverse("custody:messages")).content.decode()
    assert "没有投递失败的消息" in page
    assert "后台进程尚未运行过" in page


def test_the_button_puts_it_back(browse: Browse, keeper: Actor, failed: Message) -> None:
    answer = browse(keeper).post(reverse("custody:retry", args=[failed.pk]), follow=True)
    assert "已重新排队" in answer.content.decode()
    failed.refresh_from_db()
    assert failed.state == "pending"


def test_an_onlooker_sees_no_button_and_cannot_press_it(browse: Browse, onlooker: Actor, failed: Message) -> None:
    browser = browse(onlooker)
    assert '<button class="button small"' not in browser.get(reverse("custody:messages")).content.decode()
    assert browser.post(reverse("custody:retry", args=[failed.pk])).status_code == 403


def test_an_outsider_sees_nothing(browse: Browse, outsider: Actor, failed: Message) -> None:
    browser = browse(outsider)
    assert browser.get(reverse("custody:messages")).status_code == 403
    assert browser.post(reverse("custody:retry", args=[failed.pk])).status_code == 404


def test_asks_for_as_many_queries_however_many_messages(
    browse: Browse, keeper: Actor, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        enqueue("rooms.count")
    with django_assert_max_num_queries(8):
        browse(keeper).get(reverse("custody:messages"))
