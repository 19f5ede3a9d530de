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
