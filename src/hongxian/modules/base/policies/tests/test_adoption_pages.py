"""A pack goes from draft to what binds on its page: reviewed by one, published by another, adopted by a place."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.test import Client

from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.policies.commands import load_pack
from hongxian.modules.base.policies.models import Adoption, Pack
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World

EXAMPLE = Path(__file__).resolve().parents[6] / "docs" / "examples" / "grid-2026" / "1"
PAGE = "/policies/grid-2026/adoptions/"


def _client(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def _take(client: Client, pack: Pack, verb: str) -> int:
    return int(client.post(f"/policies/{pack.pk}/{verb}/").status_code)


def test_three_people_bring_a_pack_into_force_on_its_page(world: World, cast: Cast, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "1")
    pack = load_pack(actor=cast["郑凯"], folder=tmp_path / "1")
    coordinator, approver = _client("zhanghui"), _client("chengang")
    assert "审核政策包" in coordinator.get(PAGE).content.decode()
    assert "审核政策包" not in approver.get(PAGE).content.decode()
    assert _take(approver, pack, "review") in (403, 404)
    assert _take(approver, pack, "publish") == 422
    assert _take(coordinator, pack, "review") == 302
    assert _take(coordinator, pack, "withdraw") == 404
    page = approver.get(PAGE).content.decode()
    assert "发布政策包" in page
    assert 'name="judged_from"' not in page, "only what is published is adopted"
    assert _take(approver, pack, "publish") == 302
    given = {"place": "411024", "valid_from": "2026-03-01", "judged_from": "2025-12-31"}
    refused = approver.post(PAGE, given)
    assert refused.status_code == 422
    assert "早于政策生效日期" in refused.content.decode()
    assert not Adoption.objects.filter(pack=pack).exists()
    assert approver.post(PAGE, given | {"place": "411000"}).status_code == 422
    assert approver.post(PAGE, given | {"judged_from": "2026-03-01"}).status_code == 302
    assert "鄢陵县" in coordinator.get(PAGE).content.decode()
    assert 'name="judged_from"' not in coordinator.get(PAGE).content.decode()
    assert "GR-03" in coordinator.get("/records/of/grid_matter/").content.decode(), (
        "a county of his needs that register"
    )


def test_a_pack_is_withdrawn_with_a_reason_and_binds_no_more(world: World) -> None:
    pack = Pack.objects.get(pk=world.pack.pk)
    address = f"/policies/{pack.pk}/withdraw/"
    coordinator, approver = _client("zhanghui"), _client("chengang")
    page = f"/policies/{pack.code}/adoptions/"
    assert "撤回政策包" not in coordinator.get(page).content.decode()
    assert coordinator.post(address, {"reason": "文件废止"}).status_code == 404
    assert approver.post(address, {"reason": " "}).status_code == 422
    pack.refresh_from_db()
    assert pack.state == "published"
    assert approver.post(address, {"reason": "文件废止"}).status_code == 302
    pack.refresh_from_db()
    assert pack.state == "withdrawn"
    shown = approver.get(page).content.decode()
    assert "文件废止" in shown
    assert 'name="judged_from"' not in shown, "what is withdrawn is adopted by nobody"
