"""What goes out of the house: gathered, within the hours wanted, to confirmed addresses, once; failures in sight."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongxian.kernel.calling import in_words
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.ledger.models import Payload
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.notices.commands import (
    add_contact,
    add_gateway,
    confirm_contact,
    end_gateway,
    gather_due,
    mark_read,
    remove_contact,
    resend_delivery,
    send_delivery,
    set_preference,
    try_gateway,
)
from hongxian.modules.base.notices.forms import GatewayForm
from hongxian.modules.base.notices.models import NoticeContact, NoticeDelivery, NoticeGateway, NoticeItem


@pytest.fixture
def immediate(mailbox: Any, cast: Any) -> None:
    set_preference(actor=cast["孙晓"], modes={"duty_opened/email": "immediate"})


def go_on(clock: Any, worker: Any, **by: int) -> None:
    worker()
    clock.forward(**by)
    gather_due()
    worker()


def test_a_flood_becomes_one_message(
    immediate: None, open_one: Any, clock: Any, worker: Any, mailoutbox: list[Any]
) -> None:
    for number in range(12):
        open_one(number)
    go_on(clock, worker, minutes=6)
    (mail,) = mailoutbox
    assert mail.subject == "【红线】12 条新通知"
    assert mail.to == ["sunxiao@example.cn"]
    assert mail.body.count("新的待办：") == 10
    assert "另有 2 条，见“待办”和“通知”。" in mail.body
    assert Duty.objects.filter(state="open", source__startswith="test:").count() == 12
    assert NoticeDelivery.objects.get(purpose="notices").state == "sent"


def test_the_digest_is_the_default_and_waits_for_the_next_working_morning(
    mailbox: Any, open_one: Any, clock: Any, worker: Any, mailoutbox: list[Any]
) -> None:
    clock.at("2026-03-06 17:00")
    open_one()
    worker()
    clock.at("2026-03-09 08:59")
    gather_due()
    worker()
    assert mailoutbox == []
    clock.at("2026-03-09 09:00")
    gather_due()
    worker()
    assert len(mailoutbox) == 1


def test_refused_kinds_stay_in_the_system(
    mailbox: Any, open_one: Any, cast: Any, worker: Any, mailoutbox: list[Any]
) -> None:
    set_preference(actor=cast["孙晓"], modes={"duty_opened/email": "in_app"})
    open_one()
    worker()
    assert not NoticeItem.objects.exists()
    client = Client()
    client.force_login(User.objects.get(username="sunxiao"))
    assert "第1件事" in client.get(reverse("notices:list")).content.decode()


def test_an_hour_has_its_share_and_the_rest_is_gathered(
    immediate: None, open_one: Any, clock: Any, worker: Any, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.NOTICE_MOST_PER_HOUR = 2
    for number in range(5):
        open_one(number)
        go_on(clock, worker, minutes=6)
    assert len(mailoutbox) == 2
    go_on(clock, worker, minutes=61)
    assert len(mailoutbox) == 3
    assert mailoutbox[2].subject == "【红线】3 条新通知"


def test_what_was_read_or_may_not_be_seen_is_not_sent(
    immediate: None, open_one: Any, cast: Any, clock: Any, worker: Any, mailoutbox: list[Any]
) -> None:
    open_one()
    worker()
    mark_read(cast["孙晓"])
    Duty.objects.filter(pk=open_one(2).pk)
    worker()
    Duty.objects.filter(source="test:2").update(organisation="another", path="/elsewhere/")
    open_one(3)
    go_on(clock, worker, minutes=6)
    (mail,) = mailoutbox
    assert "第3件事" in mail.body
    assert "第1件事" not in mail.body
    assert "第2件事" not in mail.body


def test_quiet_hours_of_the_person_hold(
    immediate: None, open_one: Any, cast: Any, clock: Any, worker: Any, mailoutbox: list[Any]
) -> None:
    set_preference(
        actor=cast["孙晓"],
        modes={"duty_opened/email": "immediate"},
        quiet_since=time(8),
        quiet_until=time(12),
    )
    open_one()
    go_on(clock, worker, minutes=170)
    assert mailoutbox == []
    go_on(clock, worker, minutes=10)
    assert len(mailoutbox) == 1


def test_two_workers_send_once(immediate: None, open_one: Any, clock: Any, worker: Any, mailoutbox: list[Any]) -> None:
    open_one()
    worker()
    clock.forward(minutes=6)
    assert (gather_due(), gather_due()) == (1, 0)
    delivery = NoticeDelivery.objects.get(purpose="notices")
    send_delivery(str(delivery.pk))
    send_delivery(str(delivery.pk))
    worker()
    assert len(mailoutbox) == 1


def test_a_group_is_told_how_many_and_not_what(
    group: NoticeGateway, other: Any, open_one: Any, clock: Any, worker: Any
) -> None:
    open_one()
    open_one(2)
    go_on(clock, worker, minutes=6)
    ((path, body),) = other.taken
    assert path == "/send?key=geheim"
    words = body["text"]["content"]
    assert "有 2 条新通知（新的待办 2 条）" in words
    assert "件事" not in words


def test_a_gateway_that_refuses_is_tried_again_and_given_up_in_sight(
    group: NoticeGateway, other: Any, cast: Any, clock: Any, worker: Any, settings: Any
) -> None:
    settings.NOTICE_ATTEMPTS = 3
    other.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    delivery = try_gateway(actor=cast["郑凯"], notice_gateway=group)
    states = []
    for _ in range(5):
        worker()
        delivery.refresh_from_db()
        states.append(delivery.state)
        clock.forward(minutes=70)
    assert states == ["retrying", "retrying", "given_up", "given_up", "given_up"]
    assert (delivery.attempts, len(other.taken)) == (3, 3)
    assert delivery.error == "对方没有收下：errcode=93000 invalid webhook url"
    client = Client()
    client.force_login(User.objects.get(username="zhengkai"))
    page = client.get(reverse("notices:deliveries"), {"state": "given_up"}).content.decode()
    assert "invalid webhook url" in page
    other.answer = {"errcode": 0}
    resend_delivery(actor=cast["郑凯"], notice_delivery=delivery)
    worker()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("sent", "")
    with pytest.raises(Problem, match="只有已放弃的"):
        resend_delivery(actor=cast["郑凯"], notice_delivery=delivery)


def test_a_host_taken_off_the_list_gets_nothing(
    group: NoticeGateway, other: Any, cast: Any, worker: Any, settings: Any
) -> None:
    settings.NOTICE_HOSTS = []
    delivery = try_gateway(actor=cast["郑凯"], notice_gateway=group)
    worker()
    delivery.refresh_from_db()
    assert "不在允许的名单内" in delivery.error
    assert other.taken == []
    with pytest.raises(Problem, match="不在允许的名单内"):
        add_gateway(actor=cast["郑凯"], kind="sms", name="短信", url="https://sms.example/x")


def test_secrets_are_sealed_and_stay_out_of_the_ledger(group: NoticeGateway, mailbox: NoticeContact, cast: Any) -> None:
    written = str(list(Payload.objects.values_list("content", flat=True)))
    assert "geheim" not in group.url + written
    assert "sunxiao@example.cn" not in mailbox.address + written
    assert mailbox.hint == "s***@example.cn"
    client = Client()
    client.force_login(User.objects.get(username="zhengkai"))
    page = client.get(reverse("notices:gateways")).content.decode()
    assert "127.0.0.1" in page
    assert "geheim" not in page
    assert end_gateway(actor=cast["郑凯"], notice_gateway=group, reason="换群").url == ""
    assert remove_contact(actor=cast["孙晓"], notice_contact=mailbox).address == ""


def test_text_messages_go_by_the_one_gateway_in_its_own_form(
    other: Any, open_one: Any, cast: Any, clock: Any, worker: Any
) -> None:
    other.answer = {"code": "OK"}
    add_gateway(
        actor=cast["郑凯"],
        kind="sms",
        name="短信平台",
        url=f"http://127.0.0.1:{other.server_port}/sms",
        body={"mobile": "{phone}", "content": "{text}"},
        accepted={"code": "OK"},
    )
    contact = add_contact(actor=cast["孙晓"], channel="sms", contact_address="13800000001")
    worker()
    code = other.taken[0][1]["content"].partition("确认码 ")[2][:6]
    confirm_contact(actor=cast["孙晓"], notice_contact=contact, confirmation_code=code)
    set_preference(actor=cast["孙晓"], modes={"duty_opened/sms": "immediate"})
    open_one()
    go_on(clock, worker, minutes=6)
    assert other.taken[1][1]["mobile"] == "13800000001"
    assert "1 条新通知（新的待办 1 条）" in other.taken[1][1]["content"]
    assert "件事" not in other.taken[1][1]["content"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionRefusedError(111, "x"), "拒绝连接"),
        (ConnectionResetError(104, "x"), "中断"),
        (TimeoutError(), "按时"),
    ],
)
def test_the_reason_of_a_failure_is_in_chinese(error: OSError, words: str) -> None:
    assert words in in_words(error)


def test_the_form_of_a_gateway_says_what_is_no_object(cast: Any) -> None:
    form = GatewayForm({"request_body": "[1]", "accepted": "{"}, actor=cast["郑凯"])
    assert "应为 JSON 对象" in str(form.errors["request_body"])
    assert "应为 JSON 对象" in str(form.errors["accepted"])
    assert "null" not in str(GatewayForm(None, actor=cast["郑凯"])["request_body"])
