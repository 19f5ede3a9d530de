"""Who is told in the system: those whom it concerns and who may see it, their deputies; once; shown within scope."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongxian.kernel.clock import now
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.tasks import remind_and_escalate
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.models import Message
from hongxian.modules.base.accounts.models import Role, User
from hongxian.modules.base.mandates.commands import ask_for_access, make_delegation, open_emergency_access
from hongxian.modules.base.mandates.models import Delegation
from hongxian.modules.base.notices.commands import mark_read
from hongxian.modules.base.notices.models import Notice
from hongxian.modules.base.notices.queries import openable, unread_count
from hongxian.modules.base.notices.tasks import clear, tell
from hongxian.modules.base.parties.models import Person, Post
from hongxian.modules.base.places.models import Place


def told(kind: str) -> set[str]:
    keys = Notice.objects.filter(kind=kind).values_list("person", flat=True)
    return set(Person.objects.filter(pk__in=list(keys)).values_list("name", flat=True))


def login(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_the_body_that_owes_is_told_and_nobody_else(open_one: Any, worker: Any, cast: Any) -> None:
    before = unread_count(cast["孙晓"])
    Notice.objects.all().delete()
    open_one(due_on=date(2026, 3, 31))
    worker()
    assert told("duty_opened") == {"孙晓"}
    assert Notice.objects.get().title == "第1件事（2026-03-31 前）"
    assert (before, unread_count(cast["孙晓"]), unread_count(cast["赵磊"])) == (0, 1, 0)


def test_the_same_message_delivered_again_tells_nobody_twice(open_one: Any, worker: Any) -> None:
    open_one()
    message = Message.objects.get(event="duty.open", task__endswith="notices.tasks.tell", state="pending")
    again = Delivery(message.pk, message.event, message.entry_id, message.subject_kind, message.subject_key)
    tell(again)
    tell(again)
    worker()
    assert Notice.objects.filter(kind="duty_opened").count() == 1


def test_nothing_is_told_of_what_was_done_meanwhile(open_one: Any, worker: Any) -> None:
    Duty.objects.filter(pk=open_one().pk).update(state="done", closed_at=now())
    worker()
    assert not Notice.objects.exists()


def test_what_nobody_chases_is_told_once_as_overdue_to_those_who_owe_it(open_one: Any, worker: Any, clock: Any) -> None:
    Duty.objects.all().delete()
    duty = open_one(due_on=date(2026, 3, 31), chaser="", chaser_name="")
    clock.at("2026-03-31 23:59")
    remind_and_escalate()
    worker()
    assert told("duty_overdue") == set(), "the last day is not over"
    clock.at("2026-04-01 00:05")
    remind_and_escalate()
    remind_and_escalate()
    worker()
    assert told("duty_overdue") == {"孙晓"}
    assert not Notice.objects.filter(kind="duty_escalated").exists(), "no superior is invented"
    duty.refresh_from_db()
    assert (duty.state, duty.escalated_at) == ("open", None)


def test_old_notices_go_once_they_were_read_and_not_before(
    open_one: Any, worker: Any, clock: Any, cast: Any, settings: Any
) -> None:
    settings.NOTICE_KEEP_DAYS = 365
    open_one()
    worker()
    clock.at("2027-03-07 09:00")
    clear()
    assert Notice.objects.filter(kind="duty_opened").count() == 1, "nobody has read it"
    mark_read(cast["孙晓"])
    settings.NOTICE_KEEP_DAYS = 0
    clear()
    assert Notice.objects.filter(kind="duty_opened").exists(), "kept for good where the setting says so"
    settings.NOTICE_KEEP_DAYS = 365
    clear()
    assert not Notice.objects.filter(kind="duty_opened").exists()


def test_a_deputy_is_told_in_that_capacity(open_one: Any, worker: Any, cast: Any, world: Any) -> None:
    period = {"valid_from": date(2026, 3, 5), "valid_to": date(2026, 3, 9), "recorded_at": now()}
    delegation = Delegation.objects.create(
        post=_post(cast["孙晓"]), delegator=world.people["孙晓"], delegate=world.people["张慧"], reason="休假", **period
    )
    open_one()
    worker()
    assert told("duty_opened") == {"孙晓", "张慧"}
    assert Notice.objects.get(kind="duty_opened", person=cast["张慧"].key).capacity == f"delegation:{delegation.pk}"


def test_who_is_to_deputise_is_told(cast: Any, world: Any, worker: Any) -> None:
    actor = cast["陈刚"].lent("delegation.make", "post.view", "person.view")
    period = {"valid_from": date(2026, 3, 5), "valid_to": date(2026, 3, 9), "reason": "休假"}
    make_delegation(actor=actor, post=_post(actor), delegate=world.people["张慧"], **period)
    worker()
    assert told("delegation_made") == {"张慧"}


def _post(actor: Any) -> Any:
    return Post.objects.get(pk=actor.post)


def test_who_may_answer_or_review_is_told(cast: Any, world: Any, worker: Any) -> None:
    asker = cast["孙晓"].lent("access_request.ask", "post.view")
    ask_for_access(actor=asker, post=_post(asker), permission="enterprise.view", reason="核对")
    worker()
    assert told("access_request_asked") == {"郑凯"}


def test_who_may_not_see_it_any_more_sees_no_title(open_one: Any, worker: Any, cast: Any) -> None:
    duty = open_one()
    worker()
    notice = Notice.objects.get(kind="duty_opened")
    client = login("sunxiao")
    assert "第1件事" in client.get(reverse("notices:list")).content.decode()
    Duty.objects.filter(pk=duty.pk).update(organisation="another", path="/elsewhere/")
    page = client.get(reverse("notices:list")).content.decode()
    assert "第1件事" not in page
    assert "无权查看" in page
    answer = client.get(reverse("notices:open", args=[notice.pk]))
    assert answer.status_code == 404
    assert "第1件事" not in answer.content.decode()
    assert client.get("/api/v1/notices").json()[0]["title"] is None
    assert openable(cast["孙晓"], [notice]) == set()


def test_opening_leads_to_the_object_and_reads_it(open_one: Any, worker: Any, cast: Any) -> None:
    duty = open_one()
    worker()
    notice = Notice.objects.get(kind="duty_opened")
    answer = login("sunxiao").get(reverse("notices:open", args=[notice.pk]))
    assert answer.url == reverse("desk:duty", args=[duty.pk])
    assert unread_count(cast["孙晓"]) == 0
    assert login("zhaolei").get(reverse("notices:open", args=[notice.pk])).status_code == 404


def test_only_own_notices_are_marked_as_read(open_one: Any, worker: Any, cast: Any) -> None:
    open_one()
    open_one(2)
    worker()
    keys = list(Notice.objects.values_list("pk", flat=True))
    assert mark_read(cast["赵磊"], keys) == 0
    assert mark_read(cast["孙晓"], keys[:1]) == 1
    assert (mark_read(cast["孙晓"]), mark_read(cast["孙晓"])) == (1, 0)
    assert login("sunxiao").post(reverse("notices:read"), {"all": "1"}).status_code == 302


@pytest.mark.parametrize("given", [{"ids": []}, {"ids": ["x"]}])
def test_the_interface_refuses_what_is_no_list_of_keys(world: Any, given: Any) -> None:
    client = login("sunxiao")
    answer = client.post("/api/v1/notices/read", given, content_type="application/json")
    assert answer.status_code == 422


def test_emergency_access_is_told_to_the_auditor_and_not_to_who_took_it(cast: Any, world: Any, worker: Any) -> None:
    actor = cast["张慧"].lent("emergency_access.open")
    role, place = Role.objects.get(code="coordinator"), Place.objects.get(code="411000")
    open_emergency_access(actor=actor, role=role, place=place, reason="夜间事故处置，无人可以授权", hours=4)
    worker()
    people = told("emergency_access_used")
    assert "沈严" in people
    assert "张慧" not in people
