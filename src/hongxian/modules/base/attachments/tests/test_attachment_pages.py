"""Pages of attachments."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hongxian.modules.base.attachments.commands import withdraw
from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.base.attachments.sounds import untagged
from hongxian.modules.base.attachments.tests.conftest import photographed
from hongxian.modules.base.attachments.tests.sounds_made import ALL

Browser = Callable[[str], Any]


def test_a_picture_is_served_bare_to_those_who_see_the_row_and_404_to_others(
    hang: Callable[..., Any], browser: Browser
) -> None:
    made = hang(photographed(size=(2000, 1500)))
    large, thumb = (reverse("attachments:file", args=[made.pk, size]) for size in ("large", "thumb"))
    friend, stranger = browser("chengang"), browser("yuhaibo")
    for address, size in ((large, (1600, 1200)), (thumb, (320, 240)), (thumb, (320, 240))):
        answer = friend.get(address)
        assert Image.open(BytesIO(answer.content)).size == size
        assert b"Secret" not in answer.content
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-cache"
        assert stranger.get(address).status_code == 404
    assert friend.get(large, headers={"If-None-Match": friend.get(large)["ETag"]}).status_code == 304
    assert friend.get(reverse("attachments:file", args=[made.pk, "original"])).status_code == 404
    assert stranger.get(reverse("attachments:attachment", args=[made.pk])).status_code == 404


def test_sound_is_served_in_parts(hang: Callable[..., Any], browser: Browser) -> None:
    content = untagged(ALL["audio/ogg"], "audio/ogg")
    address = reverse("attachments:file", args=[hang(content, kind="voice").pk, "sound"])
    part = browser("zhanghui").get(address, headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, content[4:10], f"bytes 4-9/{len(content)}")
    assert browser("zhanghui").get(address).content == content
    assert browser("zhanghui").get(address, headers={"Range": f"bytes={len(content)}-"}).status_code == 416


def test_a_form_adds_several_at_once_or_none(firm: Any, browser: Browser) -> None:
    client, page = browser("zhanghui"), reverse("enterprises:detail", args=[firm.pk])
    address = reverse("attachments:add", args=["enterprise", firm.pk])
    assert address in client.get(page).content.decode()

    def files(*contents: bytes) -> list[SimpleUploadedFile]:
        return [SimpleUploadedFile(f"{number}.jpg", each) for number, each in enumerate(contents)]

    refused = client.post(address, {"chosen_files": files(photographed(), b"%PDF"), "request_key": "form-0001"})
    assert refused.status_code == 422
    assert "“1.jpg”：应为 JPEG" in refused.content.decode()
    assert not Attachment.objects.exists()
    for _ in range(2):  # pressed twice
        given = {"chosen_files": files(photographed(), photographed(1)), "request_key": "form-0002"}
        assert client.post(address, given)["Location"] == page
    assert Attachment.objects.count() == 2
    assert client.post(address, {}).status_code == 422


def test_a_strip_tells_of_nothing_to_those_who_may_not_see(
    hang: Callable[..., Any], firm: Any, browser: Browser, cast: Any
) -> None:
    hang()
    withdraw(actor=cast["张慧"], attachment=hang(photographed(1)), reason="拍错了企业")
    page = reverse("enterprises:detail", args=[firm.pk])
    seen = browser("chengang").get(page).content.decode()
    assert "照片：张慧" in seen
    assert "已撤回（1）" in seen
    assert "chosen_files" not in seen
    query = {"subject_kind": "enterprise", "subject_key": str(firm.pk)}
    assert len(browser("chengang").get("/api/v1/attachments", query).json()["attachments"]) == 2
    assert browser("yuhaibo").get("/api/v1/attachments", query).json() == {"attachments": []}


def test_withdraws_erases_and_hands_out_the_original(hang: Callable[..., Any], browser: Browser) -> None:
    made = hang()
    page = reverse("attachments:attachment", args=[made.pk])
    assert "撤回（附件保留" in browser("zhanghui").get(page).content.decode()
    assert "撤回（附件保留" not in browser("chengang").get(page).content.decode()
    refused = browser("zhanghui").post(reverse("attachments:withdraw", args=[made.pk]), {"reason": ""})
    assert refused.status_code == 422
    browser("zhanghui").post(reverse("attachments:withdraw", args=[made.pk]), {"reason": "拍错了"})
    original = browser("chengang").post(reverse("attachments:original", args=[made.pk]), {"reason": "核对"})
    assert original.content == photographed()
    browser("chengang").post(reverse("attachments:erase", args=[made.pk]), {"reason": "依申请"})
    seen = browser("zhanghui").get(page).content.decode()
    assert "已撤回" in seen
    assert "内容已依法擦除" in seen
    assert browser("zhanghui").get(reverse("attachments:file", args=[made.pk, "thumb"])).status_code == 404
