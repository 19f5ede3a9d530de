"""Addresses are confirmed before they are told anything; preferences name what exists."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hongxian.kernel.problem import Problem
from hongxian.modules.base.notices.commands import (
    add_contact,
    confirm_contact,
    count_try,
    remove_contact,
    set_preference,
)
from hongxian.modules.base.notices.models import NoticeItem


def test_an_unconfirmed_address_is_told_nothing(
    cast: Any, settings: Any, open_one: Any, worker: Any, mailoutbox: list[Any]
) -> None:
    settings.MAIL_HOST = "mail.example"
    contact = add_contact(actor=cast["孙晓"], channel="email", contact_address="sunxiao@example.cn")
    open_one()
    worker()
    assert not NoticeItem.objects.exists()
    for left in (4, 3, 2, 1, 0):
        count_try(contact)
        with pytest.raises(Problem, match=f"还可以再试 {left} 次"):
            confirm_contact(actor=cast["孙晓"], notice_contact=contact, confirmation_code="x")
    with pytest.raises(Problem, match="错误次数过多"):
        count_try(contact)


def test_codes_are_not_sent_without_end(cast: Any, settings: Any) -> None:
    settings.MAIL_HOST = "mail.example"
    for number in range(5):
        contact = add_contact(actor=cast["孙晓"], channel="email", contact_address=f"somebody{number}@example.cn")
        remove_contact(actor=cast["孙晓"], notice_contact=contact)
    with pytest.raises(Problem, match="一小时内最多索取 5 次"):
        add_contact(actor=cast["孙晓"], channel="email", contact_address="somebody@example.cn")


@pytest.mark.parametrize(
    ("channel", "address", "words"),
    [
        ("email", "sunxiao", "不是电子邮件地址"),
        ("sms", "13800000001", "没有开通短信"),
        ("email", "a@b.cn\nBcc: c@d.cn", "不是电子邮件地址"),
    ],
)
def test_bad_addresses_are_refused(cast: Any, settings: Any, channel: str, address: str, words: str) -> None:
    settings.MAIL_HOST = "mail.example"
    with pytest.raises(Problem, match=words):
        add_contact(actor=cast["孙晓"], channel=channel, contact_address=address)


def test_preferences_name_what_exists(cast: Any) -> None:
    with pytest.raises(Problem, match="没有“nothing/email immediate”"):
        set_preference(actor=cast["孙晓"], modes={"nothing/email": "immediate"})
    with pytest.raises(Problem, match="同时填写"):
        set_preference(actor=cast["孙晓"], modes={}, quiet_since=time(22))
    with pytest.raises(Problem, match="0 至 23"):
        set_preference(actor=cast["孙晓"], modes={}, digest_hour=24)
