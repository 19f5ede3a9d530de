"""Uploads over a line that breaks."""

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from hongxian.kernel.keys import new_key
from hongxian.modules.base.attachments import uploads
from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.base.attachments.tests.conftest import photographed

API = "/api/v1/attachments"


class Phone:
    """A phone that sends one photo of an enterprise."""

    def __init__(self, client: Client, firm: Any, content: bytes, key: UUID | None = None, **more: Any) -> None:
        self.client, self.content, self.key = client, content, key or new_key()
        self.said = {
            "id": str(self.key),
            "subject_kind": "enterprise",
            "subject_key": str(firm.pk),
            "kind": "photo",
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "taken_at": "2026-11-20T09:30:00+08:00",
            "longitude": 113.8261,
            "latitude": 34.0229,
            "accuracy": 12,
            **more,
        }

    def start(self) -> Any:
        return self.client.post(f"{API}/uploads", json.dumps(self.said), content_type="application/json")

    def put(self, start: int, end: int | None = None, content: bytes | None = None) -> Any:
        part = (content or self.content)[start:end]
        url = f"{API}/uploads/{self.key}?offset={start}"
        return self.client.put(url, part, content_type="application/octet-stream")

    def state(self) -> Any:
        return self.client.get(f"{API}/uploads/{self.key}")

    def finish(self) -> Any:
        return self.client.post(f"{API}/uploads/{self.key}/finish")


@pytest.fixture
def phone(browser: Callable[[str], Client], firm: Any) -> Callable[..., Phone]:
    def run(who: str = "zhanghui", content: bytes = photographed(), **more: Any) -> Phone:
        return Phone(browser(who), firm, content, **more)

    return run


def test_goes_on_after_a_cut_where_it_was(phone: Callable[..., Phone]) -> None:
    mine = phone()
    assert mine.start().json() == {
        "id": str(mine.key), "arrived": 0, "size": len(mine.content), "chunk": uploads.CHUNK, "finished": False
    }  # fmt: skip
    assert mine.put(0, 1000).json()["arrived"] == 1000
    assert mine.finish().status_code == 409
    assert mine.state().json()["arrived"] == mine.start().json()["arrived"] == 1000
    assert mine.put(1000).json()["arrived"] == len(mine.content)
    made = mine.finish()
    assert made.status_code == 201
    assert made.json()["sha256"] == mine.said["sha256"]
    assert made.json()["taken_at"] == "2026-11-20T09:30:00+08:00"
    assert made.json()["accuracy"] == 12
    again = mine.finish()
    assert (again.status_code, again.json()["id"]) == (200, str(mine.key))
    assert mine.start().json()["finished"]
    assert mine.state().json()["finished"]
    assert Attachment.objects.count() == 1


def test_the_same_part_twice_does_no_harm_and_another_in_its_place_is_refused(phone: Callable[..., Phone]) -> None:
    mine = phone()
    mine.start()
    mine.put(0, 1000)
    assert mine.put(0, 1000).json()["arrived"] == 1000
    assert mine.put(500, 1500).json()["arrived"] == 1500
    assert mine.put(0, 1000, content=b"x" * 1000).status_code == 409
    assert mine.put(2000, 2500).status_code == 409
    assert mine.put(1500, content=mine.content + b"more").status_code == 422
    assert mine.put(1500).status_code == 200
    assert mine.finish().status_code == 201


def test_other_bytes_than_announced_are_thrown_away(phone: Callable[..., Phone]) -> None:
    mine = phone(sha256="0" * 64)
    mine.start()
    mine.put(0)
    refused = mine.finish()
    assert refused.status_code == 422
    assert "SHA-256" in refused.json()["title"]
    assert mine.state().status_code == 404
    assert not Attachment.objects.exists()


def test_what_is_no_photo_is_refused_at_the_end_and_nothing_is_attached(phone: Callable[..., Phone]) -> None:
    mine = phone(content=b"%PDF-1.7 and more")
    mine.start()
    mine.put(0)
    assert "PDF" in mine.finish().json()["title"]
    assert mine.client.post(f"{API}/uploads/{mine.key}/abandon").status_code == 204
    assert mine.state().status_code == 404
    assert not Attachment.objects.exists()


def test_two_phones_do_not_meet_even_under_one_key(phone: Callable[..., Phone]) -> None:
    one, key = phone(), new_key()
    one = phone(key=key)
    stranger = phone("yuhaibo", key=key)
    one.start()
    one.put(0, 1000)
    assert stranger.state().status_code == stranger.put(0, 1000).status_code == stranger.finish().status_code == 404
    assert stranger.start().status_code == 404  # the enterprise is none of his
    second = phone(content=photographed(1), key=key)
    assert second.start().status_code == 409  # the same person's other phone, by accident with the same key
    one.put(1000)
    assert one.finish().status_code == 201
    assert second.start().status_code == 422


def test_limits_hold_from_the_start(phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch) -> None:
    assert phone(size=(20 << 20) + 1).start().status_code == 422
    assert phone(kind="signature").start().status_code == 422
    monkeypatch.setattr(uploads, "MOST", 1)
    monkeypatch.setattr(uploads, "CHUNK", 500)
    first = phone()
    assert first.start().status_code == 200
    assert phone().start().status_code == 422
    assert first.put(0, 501).status_code == 422
    assert first.put(0, 500).status_code == 200


def test_what_nobody_finished_is_cleared_and_what_goes_on_is_not(
    phone: Callable[..., Phone], settings: Any, clock: Any
) -> None:
    mine, other = phone(), phone(content=photographed(1))
    mine.start()
    other.start()
    folder = next(settings.DATA_DIR.glob(f"uploads/*/{mine.key}"))
    from hongxian.kernel.clock import now

    long_ago, lately = (now().timestamp() - hours * 3600 for hours in (73, 71))
    for each in folder.iterdir():
        os.utime(each, (long_ago, long_ago))
    for each in next(settings.DATA_DIR.glob(f"uploads/*/{other.key}")).iterdir():
        os.utime(each, (lately, lately))
    assert uploads.clear(72) == 1
    assert mine.state().status_code == 404
    assert other.state().status_code == 200


def test_a_token_may_add_with_the_permission_of_the_row(cast: Any, firm: Any) -> None:
    from datetime import timedelta

    from hongxian.kernel.clock import today
    from hongxian.modules.base.integrations.commands import issue_access_token, register_integration
    from hongxian.modules.base.parties.models import Post

    post = Post.objects.get(pk=cast["张慧"].post)
    answers = {}
    for permission in ("enterprise.view", "enterprise.change"):
        system = register_integration(
            actor=cast["郑凯"], name=permission, purpose="试", post=post, permissions=["enterprise.view", permission]
        )
        made = issue_access_token(actor=cast["郑凯"], integration=system, expires_on=today() + timedelta(days=9))
        client = Client(headers={"Authorization": f"Bearer {made.shown}"})
        mine = Phone(client, firm, photographed())
        answers[permission] = mine.start().status_code
    assert answers == {"enterprise.view": 404, "enterprise.change": 200}
    mine.put(0)
    assert mine.finish().status_code == 201


def test_a_browser_without_its_mark_may_not_upload(firm: Any, world: Any) -> None:
    from hongxian.modules.base.accounts.models import User

    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="zhanghui"))
    assert Phone(client, firm, photographed()).start().status_code == 403
