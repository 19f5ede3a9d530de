"""The pages of power lists."""

import re
from datetime import date
from typing import Any

from hongxian.modules.responsibility.power_lists.models import PowerListVersion


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_items_are_pasted_and_a_line_at_fault_is_named(browse: Any, drawn: Any) -> None:
    version, client = drawn(), browse("zhanghui")
    address = f"/power-lists/{version.pk}/items/"
    assert "条例第三条" in client.get(address).content.decode()
    refused = client.post(address, {"items": "1\t许可\t经营许可\n2\t检查"})
    assert refused.status_code == 422
    assert "第2行：“2\t检查”没有写明事项" in refused.content.decode()
    assert version.items.count() == 2
    long = client.post(address, {"items": f"{'1' * 21}\t许可\t经营许可"})
    assert "最多 20 个字" in shown(long)
    page = shown(client.post(address, {"items": "1\t许可\t经营许可\t条例\t科\n\n2\t检查\t安全检查"}, follow=True))
    assert "已保存 2 项" in page
    assert "安全检查" in page


def test_second_person_confirms_and_the_clerk_publishes(browse: Any, drawn: Any) -> None:
    version, clerk, second = drawn(), browse("zhanghui"), browse("chengang")
    address = f"/power-lists/{version.pk}/"
    assert clerk.post(f"{address}submit/").status_code == 302
    assert clerk.post(f"{address}confirm/").status_code == 403
    assert "尚未向社会公布" in shown(second.post(f"{address}confirm/", follow=True))
    bad = clerk.post(f"{address}publish/", {"published_on": "2026-03-06", "published_where": "网站"})
    assert bad.status_code == 422
    good = {"published_on": "2026-03-01", "published_where": "网站"}
    assert "已登记公布" in shown(clerk.post(f"{address}publish/", good, follow=True))
    assert PowerListVersion.objects.get().state == "published"


def test_shows_what_was_public_on_a_day_and_what_differs(browse: Any, published: Any, drawn: Any) -> None:
    from hongxian.modules.responsibility.power_lists.commands import Item

    first = published(date(2026, 1, 10))
    client = browse("zhanghui")
    assert "公布着 第 1 版" in shown(client.get(f"/power-lists/{first.pk}/?on=2026-02-01"))
    assert "没有公布的清单" in shown(client.get(f"/power-lists/{first.pk}/?on=2026-01-09"))
    assert "第一版" in shown(client.get(f"/power-lists/{first.pk}/compare/"))
    second = drawn(Item("1", "经营许可（含储存）", "行政许可", "条例第三条", "审批科"), Item("2", "安全检查"))
    page = shown(client.get(f"/power-lists/{second.pk}/compare/"))
    assert "1 处不同" in page
    assert "经营许可（含储存）" in page


def test_coverage_is_scoped_and_exported(browse: Any, published: Any) -> None:
    published(date(2026, 1, 10))
    client = browse("zhanghui")
    assert "许昌市应急管理局" in shown(client.get("/power-lists/coverage/"))
    assert "许昌市应急管理局" not in shown(browse("zhaolei").get("/power-lists/coverage/"))
    file = client.get("/power-lists/coverage.xlsx?lacking=1")
    assert file.status_code == 200
    assert file["Content-Type"].startswith("application/vnd.openxmlformats")
    assert browse("liuyang").get("/power-lists/coverage/").status_code == 403
