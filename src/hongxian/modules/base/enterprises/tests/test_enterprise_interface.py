"""Enterprises over REST: the same commands as the pages, the same refusals."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseContact

ROOT = "/api/v1/enterprises"
NEW = {
    "place": "411002",
    "name": "许昌接口机械有限公司",
    "ownership": "private",
    "sector": "manufacturing",
    "registration_number": "411000600453178",
    "particulars": {"employees": 30, "longitude": "113.85", "latitude": 34.03, "opened_on": "2011-05-06"},
}


def sender(client: Any) -> Callable[..., Any]:
    def run(address: str, **told: Any) -> Any:
        return client.post(f"{ROOT}/{address}", told, content_type="application/json")

    return run


def test_registers_changes_closes_and_opens_again(browse: Any) -> None:
    client = browse("zhanghui")
    send = sender(client)
    made = send("enterprise/register", **NEW)
    assert made.status_code == 201, made.content
    (key,) = made.json()["keys"]
    one = f"enterprise/{key}"
    told = client.get(f"{ROOT}/{key}").json()
    assert (told["employees"], told["longitude"], told["opened_on"], told["version"]) == (
        30, "113.850000", "2011-05-06", 1,
    )  # fmt: skip
    changed = send(f"{one}/change", version=1, name=None, ownership="foreign", particulars={"employees": 31})
    assert changed.status_code == 201, changed.content
    told = client.get(f"{ROOT}/{key}").json()
    kept = (told["name"], told["ownership"], told["employees"], told["opened_on"], told["longitude"])
    assert kept == (NEW["name"], "foreign", 31, "2011-05-06", "113.850000")
    assert send(f"{one}/change", version=1, sector="other").status_code == 409
    closed = send(f"{one}/close", operating_status="dormant", valid_from="2026-03-01", basis="现场查看")
    assert closed.status_code == 201, closed.content
    assert send(f"{one}/reopen", valid_from="2026-03-02", basis="现场查看").status_code == 201
    flag = send("risk-flag/set", enterprise=key, risk_kind="mine", valid_from="2026-03-01", basis="名单")
    assert [each["id"] for each in client.get(f"{ROOT}/{key}").json()["risk_flags"]] == flag.json()["keys"]


def test_what_is_wrong_is_refused_and_nothing_saved(browse: Any) -> None:
    send = sender(browse("zhanghui"))
    for wrong in (
        {"particulars": {"employees": "三十"}},
        {"particulars": {"scale": "huge"}},
        {"particulars": {"opened_on": "去年"}},
        {"particulars": {"registered_address": "长" * 201}},
        {"credit_code": "91350100M000100Y44"},
        {"place": None},
        {"name": ""},
    ):
        assert send("enterprise/register", **NEW | wrong).status_code == 422, wrong
    assert send("enterprise/register", **NEW | {"place": "330200"}).status_code == 404
    assert not Enterprise.objects.exists()
    assert sender(browse("sunxiao"))("enterprise/register", **NEW).status_code in (403, 404)


def test_the_same_request_twice_registers_once(browse: Any) -> None:
    client, key = browse("zhanghui"), str(uuid4())
    for status in (201, 409):
        sent = client.post(
            f"{ROOT}/enterprise/register", NEW, content_type="application/json", headers={"Idempotency-Key": key}
        )
        assert sent.status_code == status
    assert sent.json()["subject_key"] == str(Enterprise.objects.get().pk)


def test_a_number_is_told_for_a_purpose_only(registered: Any, browse: Any) -> None:
    from hongxian.kernel.ledger.models import Entry

    firm, client = registered(), browse("zhanghui")
    send = sender(client)
    said = send("enterprise-contact/set", enterprise=str(firm.pk), contact_name="赵小刚", phone="13900001234")
    assert said.status_code == 201, said.content
    key = client.get(f"{ROOT}/{firm.pk}").json()["contact"]
    assert key == str(EnterpriseContact.objects.get().pk)
    assert send(f"enterprise-contact/{key}/reveal", purpose=" 看").status_code == 422
    assert not Entry.objects.filter(event="enterprise_contact.reveal").exists()
    told = send(f"enterprise-contact/{key}/reveal", purpose="汛期通知")
    assert told.json() == {"contact_name": "赵小刚", "phone": "13900001234"}
    assert Entry.objects.get(event="enterprise_contact.reveal").payload.content["reason"] == "汛期通知"
    assert sender(browse("yuhaibo"))(f"enterprise-contact/{key}/reveal", purpose="看看看").status_code == 404


def test_who_proposes_a_merge_does_not_confirm_it(registered: Any, browse: Any) -> None:
    kept = registered()
    other = registered(name="许昌试验机械公司", credit_code="", registration_number="411000600453178")
    send = sender(browse("zhanghui"))
    proposed = send("enterprise-merge/propose", duplicate=str(other.pk), kept=str(kept.pk), reason="同一家")
    assert proposed.status_code == 201, proposed.content
    (key,) = proposed.json()["keys"]
    assert send(f"enterprise-merge/{key}/confirm").status_code == 422
    assert send(f"enterprise-merge/{key}/refuse", reason="不是同一家").status_code == 201
