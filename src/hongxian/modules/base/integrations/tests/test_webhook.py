"""Another system is told of sealed acts of its events within its scope: in order, signed, once, tried again."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from hongxian.kernel.custody.seal import seal
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.integrations.commands import add_webhook, end_webhook
from hongxian.modules.base.integrations.models import Integration, Webhook
from hongxian.modules.base.integrations.queries import deliveries_of, secret_of
from hongxian.modules.base.integrations.tasks import look_for_news
from hongxian.modules.base.integrations.tests.conftest import Other
from hongxian.modules.base.parties.commands import rename_party
from hongxian.modules.base.parties.models import Party
from hongxian.modules.portal.demo.cast import Cast


@pytest.fixture
def webhook(integration: Integration, cast: Cast, other: Other, settings: LazySettings) -> Webhook:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    seal()
    url = f"http://127.0.0.1:{other.server_port}/hook"
    return add_webhook(actor=cast["郑凯"], integration=integration, url=url, events=["party.rename"])


def rename(cast: Cast, name: str) -> None:
    party = Party.objects.get(name="禹州市应急管理局")
    rename_party(actor=cast["张慧"], party=party, name=name, valid_from=date(2026, 1, 1), basis="机构改革")
    seal()


def test_it_is_told_once_signed_and_without_what_was_written(
    webhook: Webhook, cast: Cast, other: Other, worker: Callable[[], int]
) -> None:
    look_for_news()
    worker()
    assert other.taken == [], "what happened before it was added is not told"
    rename(cast, "禹州市应急局")
    look_for_news()
    look_for_news()
    worker()
    ((headers, body),) = other.taken
    told = json.loads(body)
    assert told["event"] == "party.rename"
    assert told["subject"]["kind"] == "party"
    assert "禹州" not in body.decode()
    moment, _, signature = headers["Hongxian-Signature"].partition(",v1=")
    signed = f"{moment.removeprefix('t=')}.".encode() + body
    assert signature == hmac.new(secret_of(webhook).encode(), signed, hashlib.sha256).hexdigest()
    assert [each.state for each in deliveries_of(webhook)] == ["done"]


def test_a_refusal_is_kept_in_sight_and_tried_again(
    webhook: Webhook, cast: Cast, other: Other, worker: Callable[[], int]
) -> None:
    other.status = 500
    rename(cast, "禹州市应急局")
    look_for_news()
    worker()
    (waiting,) = deliveries_of(webhook)
    assert (waiting.state, waiting.attempts) == ("pending", 1)
    assert waiting.error.startswith("对方返回 500"), "words for people, no name of a program"
    other.status = 200
    Message.objects.filter(pk=waiting.pk).update(next_at=waiting.created_at)
    worker()
    assert deliveries_of(webhook)[0].state == "done"


def test_nothing_out_of_its_scope_and_nothing_after_its_end(
    webhook: Webhook, cast: Cast, other: Other, worker: Callable[[], int]
) -> None:
    integration = webhook.integration
    integration.permissions = ["meeting.view"]
    integration.save(update_fields=["permissions"])
    rename(cast, "禹州市应急局")
    look_for_news()
    worker()
    assert other.taken == [], "the integration may not see parties"
    end_webhook(actor=cast["郑凯"], webhook=webhook, reason="停")
    with pytest.raises(Problem, match="已经停止"):
        end_webhook(actor=cast["郑凯"], webhook=webhook, reason="停")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://127.0.0.1/x", "不是可用的网址"),
        ("http://user:pass@127.0.0.1/x", "不是可用的网址"),
        ("https://elsewhere.example/x", "不在允许的名单内"),
    ],
)
def test_an_address_must_be_on_the_list(
    integration: Integration, cast: Cast, settings: LazySettings, url: str, words: str
) -> None:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    with pytest.raises(Problem, match=words):
        add_webhook(actor=cast["郑凯"], integration=integration, url=url, events=["party.rename"])


def test_an_event_must_exist(integration: Integration, cast: Cast, settings: LazySettings) -> None:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    with pytest.raises(Problem, match=r"没有名为“party\.explode”的事件"):
        add_webhook(actor=cast["郑凯"], integration=integration, url="http://127.0.0.1/x", events=["party.explode"])


def test_what_was_given_up_can_be_sent_again_from_the_page_and_events_are_ticked(
    webhook: Webhook, cast: Cast, client: Client
) -> None:
    rename(cast, "禹州市应急局")
    look_for_news()
    (waiting,) = deliveries_of(webhook)
    Message.objects.filter(pk=waiting.pk).update(state="failed")
    client.force_login(User.objects.get(username="zhengkai"))
    page = client.get(f"/integrations/webhooks/{webhook.pk}/").content.decode()
    assert reverse("custody:retry", args=[waiting.pk]) in page
    listed = client.get(f"/integrations/{webhook.integration_id}/").content.decode()
    assert "<legend>单位和机构</legend>" in listed
    assert 'name="events" value="party.rename"' in listed
