"""The doors of the field app: one snapshot, a sheet sent twice, a conflict with both values."""

from typing import Any
from uuid import uuid4

from hongxian.modules.screening.checks.models import Check

URL = "/api/v1/checks"


def test_snapshot_then_sheet_twice_then_conflict(task: Any, browse: Any, django_assert_max_num_queries: Any) -> None:
    phone = browse("liuyang")
    with django_assert_max_num_queries(30):
        told = phone.get(f"{URL}/tasks").json()
    (owed,), (checklist,) = told["tasks"], told["checklists"]
    assert (owed["id"], owed["on_behalf"], owed["sheet"]) == (str(task.pk), False, None)
    items = [each["id"] for each in checklist["items"]]
    sheet = {
        "id": str(uuid4()),
        "task": owed["id"],
        "answers": [{"id": str(uuid4()), "item": items[0], "outcome": "ok"}],
    }
    first = phone.post(URL, sheet, content_type="application/json")
    assert first.status_code == 201, first.content
    assert phone.post(URL, sheet, content_type="application/json").json() == first.json()

    other = browse("zhanghui")
    theirs = sheet | {"id": str(uuid4()), "answers": [{"item": items[0], "outcome": "not_ok", "note": "漏"}]}
    refused = other.post(URL, theirs, content_type="application/json")
    assert refused.status_code == 409
    (conflict,) = refused.json()["conflicts"]
    assert (conflict["theirs"]["outcome"], conflict["yours"]["note"], conflict["version"]) == ("ok", "漏", 1)
    theirs["answers"][0]["seen"] = conflict["version"]
    joined = other.post(URL, theirs, content_type="application/json")
    assert (joined.status_code, joined.json()["id"]) == (200, sheet["id"])

    rest = [{"item": each, "outcome": "ok"} for each in items[1:]]
    last = {"task": owed["id"], "answers": rest, "submit": {"report_form": "itemised"}}
    done = phone.post(URL, last, content_type="application/json")
    assert done.status_code == 200, done.content
    assert (done.json()["state"], done.json()["not_ok"]) == ("submitted", 1)
    assert phone.post(URL, last, content_type="application/json").json() == done.json()
    assert Check.objects.count() == 1
    assert phone.get(f"{URL}/tasks").json()["tasks"] == []


def test_a_sheet_that_another_handed_in_asks_and_may_be_told_as_a_further_check(task: Any, browse: Any) -> None:
    phone, other = browse("liuyang"), browse("zhanghui")
    items = [str(each.pk) for each in task.checklist.items.order_by("order")]
    told = {"task": str(task.pk), "answers": [{"item": each, "outcome": "ok"} for each in items], "submit": {}}
    assert phone.post(URL, told, content_type="application/json").json()["state"] == "submitted"

    mine = {"id": str(uuid4()), "task": str(task.pk), "checker": "张慧"}
    mine["answers"] = [{"item": items[0], "outcome": "not_ok", "note": "漏"}, {"item": items[1], "outcome": "ok"}]
    asked = other.post(URL, mine, content_type="application/json")
    assert (asked.status_code, asked.json()["type"]) == (409, "about:conflict")
    body = asked.json()
    assert "刘洋填写的同一张检查表已于" in body["title"]
    (conflict,) = body["conflicts"]
    assert (conflict["theirs"]["outcome"], conflict["yours"]["note"], conflict["theirs_by"]) == ("ok", "漏", "刘洋")
    assert Check.objects.count() == 1

    del mine["task"]
    mine |= {"checklist": body["checklist"], "enterprise": body["enterprise"]}
    further = other.post(URL, mine, content_type="application/json")
    assert further.status_code == 201, further.content
    assert (further.json()["task"], further.json()["checker"]) == (None, "张慧")
    theirs = task.checks.get()
    assert (theirs.state, theirs.results.get(item=items[0]).outcome) == ("submitted", "ok")
    same = mine | {"task": str(task.pk), "answers": [{"item": items[1], "outcome": "ok"}], "submit": {}}
    assert other.post(URL, same, content_type="application/json").json()["id"] == str(theirs.pk)


def test_both_who_filled_one_sheet_stand_as_those_who_checked(task: Any, browse: Any) -> None:
    first, second = [str(each.pk) for each in task.checklist.items.order_by("order")][:2]
    for username, name, item in (("liuyang", "刘洋", first), ("zhanghui", "张慧", second), ("liuyang", "刘洋", first)):
        told = {"task": str(task.pk), "checker": name, "answers": [{"item": item, "outcome": "ok"}]}
        assert browse(username).post(URL, told, content_type="application/json").status_code in (200, 201)
    assert task.checks.get().checker == "刘洋、张慧"


def test_others_find_nothing(task: Any, browse: Any) -> None:
    assert browse("tianye").get(f"{URL}/tasks").json()["tasks"] == []
    refused = browse("tianye").post(URL, {"task": str(task.pk)}, content_type="application/json")
    assert refused.status_code == 404


def test_the_page_shows_both_values(task: Any, browse: Any) -> None:
    items = list(task.checklist.items.order_by("order"))
    head = {"checked_on": "2026-03-05", "check_channel": "on_site", "report_form": "itemised", "do": "save"}
    told = head | {f"outcome-{items[0].pk}": "ok", f"seen-{items[0].pk}": "0"}
    address = f"/checks/tasks/{task.pk}/fill/"
    assert browse("liuyang").post(address, told).status_code == 302
    told |= {f"outcome-{items[0].pk}": "not_ok", f"note-{items[0].pk}": "漏油"}
    asked = browse("zhanghui").post(address, told)
    assert asked.status_code == 409
    assert "漏油" in asked.content.decode()
    assert f'name="seen-{items[0].pk}" value="1"' in asked.content.decode()


def test_the_page_keeps_what_was_typed_when_another_handed_in(task: Any, browse: Any) -> None:
    items = [str(each.pk) for each in task.checklist.items.order_by("order")]
    told = {"task": str(task.pk), "answers": [{"item": each, "outcome": "ok"} for each in items], "submit": {}}
    browse("liuyang").post(URL, told, content_type="application/json")
    typed = {"checked_on": "2026-03-05", "check_channel": "on_site", "report_form": "itemised", "do": "submit"}
    typed |= {f"outcome-{each}": "ok" for each in items} | {f"outcome-{items[0]}": "not_ok", f"note-{items[0]}": "漏油"}
    page, address = browse("zhanghui"), f"/checks/tasks/{task.pk}/fill/"
    asked = page.post(address, typed)
    assert asked.status_code == 409
    assert "您填写的是“不符合 漏油”" in asked.content.decode()
    assert 'name="further"' in asked.content.decode()
    assert page.post(address, typed | {"further": "1"}).status_code == 302
    assert sorted(Check.objects.values_list("state", "not_ok", "task")) == [
        ("submitted", 0, task.pk),
        ("submitted", 1, None),
    ]
