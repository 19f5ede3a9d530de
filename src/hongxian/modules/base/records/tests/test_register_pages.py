"""The pages of registers: what there is at a place, what is missing, opening and closing."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.records.commands import close_register
from hongxian.modules.base.records.models import Register
from hongxian.modules.base.records.queries import address_of_kind


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def lines(response: Any) -> dict[str, Any]:
    return {line.kind.key: line for _, found in response.context["subjects"] for line in found}


def test_overview_shows_what_is_open_or_needed_by_subject(
    browse: Any, opened: Any, entered: Any, enterprise: Any
) -> None:
    register = opened("standardisation")
    entered(register, enterprise=enterprise, status="started", valid_from="2026-01-01", _place="411002")
    response = browse("zhanghui").get("/records/")
    found = lines(response)
    assert found["standardisation"].register == register
    assert (found["standardisation"].count, found["enterprise_checklist"].register) == (1, None)
    assert "meeting_item" not in found
    assert "XC-09" in [obligation.id for _, obligation in found["standardisation"].needing]
    page = shown(response)
    for part in ("企业与企业主体责任", "标准化建设档案", "已启用", "XC-09", "许昌市应急管理局", "未启用"):
        assert part in page
    assert all(line.register or line.needing for line in found.values())


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("standing=open", "standardisation", "enterprise_checklist"),
        ("standing=wanting", "enterprise_checklist", "standardisation"),
        ("standing=all&words=标准化", "standardisation", "enterprise_checklist"),
        ("standing=all&subject=企业与企业主体责任", "standardisation", "accident"),
        ("standing=open&place=411081", "standardisation", "enterprise_checklist"),
    ],
)
def test_overview_narrows(browse: Any, opened: Any, query: str, there: str, absent: str) -> None:
    opened("standardisation")
    found = lines(browse("zhanghui").get(f"/records/?{query}"))
    assert there in found
    assert absent not in found


def test_overview_of_a_county_shows_the_register_kept_above(browse: Any, opened: Any) -> None:
    opened("standardisation")
    response = browse("zhaolei").get("/records/?standing=open")
    assert response.context["place"].pk == "411081"
    assert lines(response)["standardisation"].register.place_id == "411000"
    assert "停用" not in shown(response)


def test_empty_pages_say_so_in_words(browse: Any) -> None:
    assert "没有符合条件的台账种类" in shown(browse("zhanghui").get("/records/?standing=open"))
    assert "您所在的单位没有保管台账" in shown(browse("sunxiao").get("/records/"))
    assert "尚未启用这一台账。启用后才能登记" in shown(browse("zhanghui").get("/records/of/accident/"))
    assert "尚未启用这一台账。 " in shown(browse("chengang").get("/records/of/accident/"))


def test_where_a_source_is_missing_the_register_is_opened(browse: Any, world: Any) -> None:
    client, address = browse("zhanghui"), address_of_kind("enterprise_checklist")
    page = shown(client.get(address))
    for part in ("企业“到位”核查项", "XC-08", "是否到位", "选择一条“企业”", "启用台账"):
        assert part in page
    keeper = world.parties["市应急管理局"]
    sent = {"place": "411000", "keeper": keeper.pk, "valid_from": "2026-01-01", "basis": "演示〔2026〕1号"}
    ahead = client.post(address, sent | {"valid_from": "2026-03-06"})
    assert ahead.status_code == 422
    assert "晚于今天" in ahead.context["form"].errors["valid_from"][0]
    page = shown(client.post(address, sent, follow=True))
    for part in (
        "已启用台账",
        "许昌市企业“到位”核查项台账",
        "许昌市应急管理局",
        "没有符合条件的记录。点击右上角“登记”录入",
    ):
        assert part in page
    assert Register.objects.get().basis == "演示〔2026〕1号"
    again = client.post(address, sent)
    assert "没有重复启用" in again.context["form"].errors["valid_from"][0]


def test_only_who_may_opens(browse: Any) -> None:
    assert browse("chengang").get("/records/of/accident/").context["form"] is None
    assert browse("chengang").post("/records/of/accident/", {}).status_code == 403
    assert browse("zhanghui").get("/records/of/no_such_noun/").status_code == 404
    assert browse("liuyang").get("/records/").status_code == 403


def test_a_noun_that_a_room_tells_has_a_page_without_a_form(browse: Any) -> None:
    response = browse("zhanghui").get("/records/of/meeting_item/")
    assert response.context["form"] is None
    assert "已有专门的模块登记" in shown(response)


def test_closing_and_withdrawing_on_the_page(browse: Any, opened: Any) -> None:
    register = opened("standardisation")
    client, address = browse("zhanghui"), f"/records/{register.pk}/"
    refused = client.post(f"{address}close/", {"valid_to": "2026-03-05", "reason": "改由企业填报"})
    assert refused.status_code == 422
    assert "应不早于启用日期" in refused.context["endings"]["close"].errors["valid_to"][0]
    page = shown(client.post(f"{address}close/", {"valid_to": "2026-03-04", "reason": "改由企业填报"}, follow=True))
    for part in ("已停用，最后一日为 2026-03-04", "理由：改由企业填报"):
        assert part in page
    assert client.get(f"{address}enter/").status_code == 422
    assert "启用有误" in shown(client.post(f"{address}withdraw/", {"reason": "启用有误"}, follow=True))
    assert client.get(address).context["endings"] == {}


def test_others_cannot_end_it(browse: Any, opened: Any, cast: Any) -> None:
    register = opened("standardisation")
    assert browse("chengang").get(f"/records/{register.pk}/").context["endings"] == {}
    assert browse("chengang").post(f"/records/{register.pk}/withdraw/", {"reason": "x"}).status_code == 403
    assert browse("sunxiao").get(f"/records/{register.pk}/").status_code == 404
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 1, 1), reason="改由企业填报")


def test_list_finds_by_word_state_day_and_choice(browse: Any, opened: Any, entered: Any, boats: Any, cast: Any) -> None:
    register = opened("boat_check")
    entered(register, checked_on="2026-03-01", kind="fire", note="救生衣不足")
    entered(register, checked_on="2026-03-03", kind="hull", _evidence="演示检〔2026〕7号")
    client = browse("zhanghui")

    def days(query: str) -> list[str]:
        return [str(each.happened_on) for each in client.get(f"/records/{register.pk}/?{query}").context["page"].rows]

    assert days("") == ["2026-03-03", "2026-03-01"]
    assert days("words=救生衣") == ["2026-03-01"]
    assert days("words=〔2026〕7号") == ["2026-03-03"]
    assert days("words=没有") == []
    assert days("values.kind=hull") == ["2026-03-03"]
    assert days("happened_on_from=2026-03-02") == ["2026-03-03"]
    assert days("happened_on_to=2026-03-01") == ["2026-03-01"]
    assert days("place=411000") == ["2026-03-03", "2026-03-01"]
    assert days("state=withdrawn") == []
    refused = client.get(f"/records/{register.pk}/?state=nonsense")
    assert (refused.status_code, refused.context["page"].rows) == (422, [])
    assert "没有“nonsense”这一项" in refused.content.decode()


def test_pages_of_a_long_register_meet_without_gap_or_overlap(
    browse: Any, opened: Any, entered: Any, boats: Any
) -> None:
    register = opened("boat_check")
    for number in range(45):
        entered(register, checked_on=date(2026, 1, 1 + number % 3), crew=number)
    client, seen, after = browse("zhanghui"), [], ""
    for _ in range(3):
        page = client.get(f"/records/{register.pk}/", {"after": after}).context["page"]
        seen += [each.pk for each in page.rows]
        after = page.older
    assert (len(seen), len(set(seen)), after) == (45, 45, "")


def test_a_county_sees_its_own_rows_of_the_city_s_register(browse: Any, opened: Any, entered: Any, boats: Any) -> None:
    register = opened("boat_check")
    entered(register, checked_on="2026-03-01", _place="411002")
    own = entered(register, checked_on="2026-03-02", _place="411081")
    response = browse("zhaolei").get(f"/records/{register.pk}/")
    assert [each.pk for each in response.context["page"].rows] == [own.pk]
    assert lines(browse("zhaolei").get("/records/?standing=open"))["boat_check"].count == 1


def test_the_page_of_an_enterprise_leads_to_the_records_about_it(
    browse: Any, opened: Any, entered: Any, enterprise: Any
) -> None:
    register = opened("standardisation")
    entered(register, enterprise=enterprise, status="started", valid_from="2026-01-01", _place="411002")
    client = browse("zhanghui")
    page = client.get(f"/enterprises/{enterprise.pk}/").content.decode()
    address = f"/records/of/standardisation/rows/?values.enterprise={enterprise.pk}"
    assert address in page
    assert "共 1 条" in shown(client.get(address))
    assert "/records/of/" not in browse("liuyang").get(f"/enterprises/{enterprise.pk}/").content.decode()
