"""The pages on which an office of a safety committee keeps what it did, and what called for it."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.places.queries import place
from hongxian.modules.responsibility.meetings.commands import enter_work_record
from hongxian.modules.responsibility.meetings.models import WorkOccasion, WorkRecord


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def typed(world: Any) -> dict[str, Any]:
    """What the coordinator sends from the page."""
    return {
        "body": world.parties["市安委办"].pk,
        "function": "warning_talk",
        "done_on": "2026-03-02",
        "title": "约谈禹州市政府",
        "document_number": "演示安委办〔2026〕3号",
    }


def test_record_is_entered_and_listed(browse: Any, typed: dict[str, Any]) -> None:
    client = browse("zhanghui")
    assert "办理后，点击右上角“登记履职记录”登记" in shown(client.get("/meetings/work/"))
    page = shown(client.post("/meetings/work/new/", typed, follow=True))
    assert "已登记履职记录。判定将在数秒内更新" in page
    assert "2026-03-02 警示约谈 约谈禹州市政府 演示安委办〔2026〕3号 许昌市安全生产委员会办公室" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("done_on", "2026-03-06", "晚于今天"),
        ("done_on", "2015-12-31", "成立的日期 2016-01-01"),
        ("title", "传达机密★文件", "密级标识"),
        ("document_number", "秘密★3号", "密级标识"),
        ("function", "", "职能"),
        ("function", "sweep", ""),
    ],
)
def test_refusal_stands_at_its_field_and_nothing_typed_is_lost(
    browse: Any, typed: dict[str, Any], field: str, value: str, sentence: str
) -> None:
    response = browse("zhanghui").post("/meetings/work/new/", typed | {field: value})
    assert response.status_code == 422
    assert sentence in response.context["form"].errors[field][0]
    assert 'value="2026-03-02"' in response.content.decode() or field == "done_on"
    assert not WorkRecord.objects.exists()


def test_offices_only_are_offered_and_the_only_one_is_chosen(browse: Any, world: Any) -> None:
    form = browse("zhanghui").get("/meetings/work/new/").context["form"]
    assert [each.name for each in form.fields["body"].queryset] == ["许昌市安全生产委员会办公室"]
    assert form["body"].value() == world.parties["市安委办"].pk


def test_list_filters_by_function_and_year_and_has_pages(browse: Any, cast: Any, world: Any) -> None:
    def enter(function: str, day: date, title: str) -> None:
        enter_work_record(
            actor=cast["张慧"], body=world.parties["市安委办"], function=function, done_on=day, title=title
        )

    enter("supervise", date(2025, 6, 1), "督查汛期安全")
    for number in range(1, 22):
        enter("warning_talk", date(2026, 1, number), f"第{number}次约谈")
    client = browse("zhanghui")
    assert "督查汛期安全" not in shown(client.get("/meetings/work/?year=2026"))
    found = shown(client.get("/meetings/work/?function=supervise"))
    assert "督查汛期安全" in found
    assert "次约谈" not in found
    first = client.get("/meetings/work/")
    assert len(first.context["page"].rows) == 20
    second = client.get("/meetings/work/", {"after": first.context["page"].older})
    assert [each.title for each in second.context["page"].rows] == ["第1次约谈", "督查汛期安全"]
    assert client.get("/meetings/work/?after=bm9uc2Vuc2U").status_code == 422


def test_records_of_other_offices_are_not_listed(browse: Any, cast: Any, world: Any, typed: dict[str, Any]) -> None:
    browse("zhanghui").post("/meetings/work/new/", typed)
    assert browse("sunxiao").get("/meetings/work/").status_code == 403
    elsewhere = create_party(
        actor=world.root,
        place=place("410000"),
        kind="committee_office",
        name="省安委办",
        established_on=date(2016, 1, 1),
    )
    refused = browse("zhanghui").post("/meetings/work/new/", typed | {"body": elsewhere.pk})
    assert refused.status_code == 422
    assert "body" in refused.context["form"].errors


def test_occasion_is_entered_and_listed(browse: Any, typed: dict[str, Any]) -> None:
    client = browse("zhanghui")
    assert "没有符合条件的履职事由" in shown(client.get("/meetings/work/occasions/"))
    sent = {
        "body": typed["body"],
        "function": "accident_investigation",
        "arose_on": "2026-03-06",
        "title": "发生应由本级调查的事故",
    }
    late = client.post("/meetings/work/occasions/new/", sent)
    assert late.status_code == 422
    assert "晚于今天" in late.context["form"].errors["arose_on"][0]
    assert not WorkOccasion.objects.exists()
    page = shown(client.post("/meetings/work/occasions/new/", sent | {"arose_on": "2026-03-04"}, follow=True))
    assert "2026-03-04 事故调查 发生应由本级调查的事故" in page


def test_same_request_again_enters_nothing_twice(browse: Any, typed: dict[str, Any]) -> None:
    client, sent = browse("zhanghui"), typed | {"request_key": "work-request-0001"}
    assert client.post("/meetings/work/new/", sent).status_code == 302
    again = client.post("/meetings/work/new/", sent)
    assert again.status_code == 409
    assert "没有重复登记" in shown(again)
    assert WorkRecord.objects.count() == 1


@pytest.mark.parametrize("address", ["work/new/", "work/occasions/new/", "work/occasions/"])
def test_pages_are_refused_to_whoever_may_not(browse: Any, address: str) -> None:
    assert browse("sunxiao").get(f"/meetings/{address}").status_code == 403


def test_reader_is_offered_no_form(browse: Any) -> None:
    page = browse("chengang").get("/meetings/work/").content.decode()
    assert "/meetings/work/new/" not in page
    assert "您的管辖范围内没有符合条件的履职记录" in page
