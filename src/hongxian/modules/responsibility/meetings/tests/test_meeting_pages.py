"""The pages of meetings, as the clerk and the second person use them."""

import re
from datetime import date
from typing import Any

from hongxian.modules.responsibility.meetings.commands import Item, confirm_meeting
from hongxian.modules.responsibility.meetings.models import Meeting
from hongxian.modules.responsibility.meetings.queries import items_of

LATE = date(2025, 12, 24)
BARE = Item(agenda_type="hear_report", title="听取汇报")


def typed(world: Any, **changes: Any) -> dict[str, Any]:
    """What the clerk sends from the page."""
    return {
        "body": str(world.parties["市委常委会"].pk),
        "held_on": "2026-03-02",
        "session": "1",
        "title": "市委常委会会议",
        "items-TOTAL_FORMS": "1",
        "items-INITIAL_FORMS": "0",
        "items-0-title": "听取安全生产工作汇报",
        "items-0-agenda_type": "hear_report",
        "items-0-on_safety": "on",
        "items-0-extract_number": "许常〔2026〕3号",
        "items-0-extract_office": "市委办公室",
        "items-0-extract_text": "会议听取了汇报。",
        "items-0-decisions": "各部门按季度报送\n\n 重大问题提交常委会 ",
        "request_key": "page-request-0001",
    } | changes


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_form_offers_only_the_bodies_one_records_for(browse: Any) -> None:
    page = browse("sunxiao").get("/meetings/new/").content.decode()
    assert "许昌市委常委会" in page
    assert "许昌市人民政府常务会议" not in page


def test_form_warns_of_secrets_and_says_what_counts(browse: Any) -> None:
    page = shown(browse("sunxiao").get("/meetings/new/"))
    assert "请勿填写或上传涉密内容" in page
    assert "传达学习、书面传阅不算听取汇报" in page
    assert "书面传阅（不算听取汇报）" in page


def test_clerk_records_a_meeting_and_sees_it(browse: Any, world: Any) -> None:
    response = browse("sunxiao").post("/meetings/new/", typed(world), follow=True)
    page = shown(response)
    for part in ("已登记。判定将在数秒内更新", "许常〔2026〕3号", "市委办公室 确认", "期内录入，无须复核", "录入会议"):
        assert part in page
    (item,) = items_of(Meeting.objects.get())
    assert [each.content for each in item.decisions.all()] == ["各部门按季度报送", "重大问题提交常委会"]


def test_same_request_again_leads_to_what_it_made(browse: Any, world: Any) -> None:
    client = browse("sunxiao")
    first = client.post("/meetings/new/", typed(world))
    again = client.post("/meetings/new/", typed(world), follow=True)
    assert again.redirect_chain[0][0] == first["Location"]
    assert "没有重复登记" in shown(again)
    assert Meeting.objects.count() == 1


def test_refusal_stands_at_its_field_and_nothing_typed_is_lost(browse: Any, world: Any) -> None:
    client = browse("sunxiao")
    response = client.post("/meetings/new/", typed(world, held_on="2026-03-06"))
    assert response.status_code == 422
    assert response.context["form"].errors["held_on"]
    assert "许常〔2026〕3号" in response.content.decode()
    half = client.post("/meetings/new/", typed(world, **{"items-0-extract_office": ""}))
    assert half.status_code == 422
    assert "确认机构" in half.context["form"].items.forms[0].errors["extract_office"][0]
    assert "会议听取了汇报。" in half.content.decode()
    assert not Meeting.objects.exists()


def test_same_meeting_twice_is_said_at_the_session(browse: Any, world: Any, recorded: Any) -> None:
    recorded()
    response = browse("sunxiao").post("/meetings/new/", typed(world))
    assert "改为 2" in response.context["form"].errors["session"][0]


def test_one_more_item_keeps_what_was_typed_and_judges_nothing(browse: Any, world: Any) -> None:
    client = browse("sunxiao")
    response = client.post("/meetings/new/", typed(world, held_on="", add_line="1"))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="items-1-title"' in page
    assert "听取安全生产工作汇报" in page
    assert "会议听取了汇报。" in page
    assert not re.search('class="wrong"', page)
    assert not Meeting.objects.exists()


def test_item_left_blank_is_no_item(browse: Any, world: Any) -> None:
    blank = {"items-TOTAL_FORMS": "3", "items-1-on_safety": "on", "items-1-title": "", "items-2-on_safety": "on"}
    assert browse("sunxiao").post("/meetings/new/", typed(world, **blank)).status_code == 302
    assert items_of(Meeting.objects.get()).count() == 1


def test_item_begun_must_be_finished(browse: Any, world: Any) -> None:
    begun = {"items-TOTAL_FORMS": "2", "items-1-on_safety": "on", "items-1-extract_text": "摘要"}
    response = browse("sunxiao").post("/meetings/new/", typed(world, **begun))
    assert response.status_code == 422
    assert set(response.context["form"].items.forms[1].errors) == {"title", "agenda_type"}


def test_late_record_says_that_somebody_else_must_confirm(browse: Any, recorded: Any) -> None:
    address = f"/meetings/{recorded(held_on=LATE).pk}/"
    clerk, second = shown(browse("sunxiao").get(address)), shown(browse("wangjing").get(address))
    assert "待第二人复核" in clerk
    assert "本人不能复核自己录入的记录" in clerk
    assert "确认会议确已按所录日期和议题召开" not in clerk
    assert "确认会议确已按所录日期和议题召开" in second


def test_second_person_confirms_on_the_page(browse: Any, recorded: Any) -> None:
    meeting = recorded(held_on=LATE)
    page = shown(browse("wangjing").post(f"/meetings/{meeting.pk}/confirm/", follow=True))
    assert "已复核。相关判定将标明“补录”" in page
    meeting.refresh_from_db()
    assert (meeting.state, meeting.confirmed_by_name) == ("confirmed", "王静")


def test_sending_back_needs_a_reason(browse: Any, recorded: Any) -> None:
    meeting = recorded(held_on=LATE)
    client = browse("wangjing")
    refused = client.post(f"/meetings/{meeting.pk}/reject/", {"reason": " "})
    assert refused.status_code == 422
    assert "<details open>" in refused.content.decode()
    page = shown(client.post(f"/meetings/{meeting.pk}/reject/", {"reason": "纪要编号查无此文"}, follow=True))
    assert "已退回" in page
    assert "理由：纪要编号查无此文" in page


def test_clerk_withdraws_with_a_reason(browse: Any, recorded: Any) -> None:
    meeting = recorded()
    page = shown(browse("sunxiao").post(f"/meetings/{meeting.pk}/withdraw/", {"reason": "日期录错"}, follow=True))
    assert "已撤销。该记录不再计入判定" in page


def test_extract_is_added_to_an_item_without_one(browse: Any, recorded: Any) -> None:
    meeting = recorded(items=[BARE])
    address = f"/meetings/{meeting.pk}/items/{items_of(meeting).get().pk}/extract/"
    client = browse("sunxiao")
    extract = {"extract_number": "许常〔2026〕3号", "extract_office": "市委办公室", "extract_text": "摘要全文"}
    refused = client.post(address, extract | {"extract_office": ""})
    assert refused.status_code == 422
    assert "摘要全文" in refused.content.decode()
    assert "许常〔2026〕3号" in shown(client.post(address, extract, follow=True))


def test_list_filters_by_year_and_marks_late_records(browse: Any, recorded: Any, cast: Any) -> None:
    recorded(title="三月会议")
    confirm_meeting(actor=cast["王静"], meeting=recorded(held_on=LATE, title="十二月会议"))
    client = browse("sunxiao")
    both, old = (
        shown(client.get("/meetings/")),
        shown(client.get("/meetings/?held_on_from=2025-01-01&held_on_to=2025-12-31")),
    )
    assert both.index("三月会议") < both.index("十二月会议")
    assert "三月会议" not in old
    assert "已复核 补录" in old


def test_list_has_pages_and_keeps_the_filter(browse: Any, recorded: Any) -> None:
    for session in range(1, 24):
        recorded(session=session, title=f"第{session}号会议")
    client = browse("sunxiao")
    first = client.get("/meetings/?held_on_from=2026-01-01")
    assert len(first.context["page"].rows) == 20
    assert re.search(r'href="\?held_on_from=2026-01-01&amp;after=[^"]+"', first.content.decode())
    second = client.get("/meetings/", {"held_on_from": "2026-01-01", "after": first.context["page"].older})
    assert len(second.context["page"].rows) == 3
    back = client.get("/meetings/", {"before": second.context["page"].newer})
    assert back.context["page"].rows == first.context["page"].rows
    assert back.context["page"].newer == ""


def test_lost_page_is_told(browse: Any) -> None:
    response = browse("sunxiao").get("/meetings/?after=bm9uc2Vuc2U")
    assert response.status_code == 422
    assert "回到第一页" in shown(response)


def test_empty_list_says_what_to_do(browse: Any) -> None:
    assert "会议召开后，点击右上角“录入会议”登记" in shown(browse("sunxiao").get("/meetings/"))


def test_members_of_bodies_on_a_day(browse: Any, world: Any) -> None:
    client = browse("zhanghui")
    page = shown(client.get("/meetings/bodies/"))
    assert "许昌市安全生产委员会" in page
    assert "主任 市长" in page
    assert "该日没有登记机构成员" in shown(client.get("/meetings/bodies/?on=2015-01-01"))


def test_member_is_set_on_the_page(browse: Any, world: Any) -> None:
    sent = {
        "body": world.parties["市安委会"].pk,
        "post": world.posts["市委常委、副市长"].pk,
        "role": "executive_vice_director",
        "valid_from": "2026-03-01",
        "basis": "演示〔2026〕1号",
    }
    client = browse("zhanghui")
    assert "常务副主任 市委常委、副市长" in shown(client.post("/meetings/bodies/", sent, follow=True))
    again = client.post("/meetings/bodies/", sent)
    assert again.status_code == 422
    assert "role" in again.context["form"].errors
