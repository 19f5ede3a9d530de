"""Two workers at the same message at the same moment send it once."""

from __future__ import annotations

from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.sealing import seal
from hongxian.kernel.testing.together import together
from hongxian.modules.base.notices.commands import send_delivery
from hongxian.modules.base.notices.commands.contact import CODE_HOLDS
from hongxian.modules.base.notices.models import NoticeContact, NoticeDelivery
from hongxian.modules.base.notices.sending import SEALED_FOR
from hongxian.modules.base.parties.models import Person


@pytest.mark.concurrent
def test_two_workers_at_once_send_once(settings: Any, mailoutbox: list[Any]) -> None:
    settings.MAIL_HOST = "mail.example"
    contact = NoticeContact.objects.create(
        person=Person.objects.create(name="孙晓"),
        channel="email",
        address=seal("sunxiao@example.cn", purpose=SEALED_FOR),
        hint="s***@example.cn",
        code_until=now() + CODE_HOLDS,
    )
    delivery = NoticeDelivery.objects.create(purpose="code", channel="email", contact=contact)
    together(*(lambda: send_delivery(str(delivery.pk)) for _ in range(4)))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(mailoutbox)) == ("sent", 1, 1)
