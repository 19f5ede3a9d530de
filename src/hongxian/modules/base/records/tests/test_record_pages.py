"""The pages of a record: a form made from the dictionary, rows looked up without JavaScript, the life of a record."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.enterprises.commands import register_enterprise
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.records.commands import confirm_record, correct_record
from hongxian.modules.base.records.models import Record


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def register(opened: Any, boats: Any) -> Any:
    """The register of checks of boats, in the city."""
    return opened("boat_check")


TYPED = {
    "place": "411081",
    "values.checked_on": "2026年3月1日",
    "values.serious": "true",
    "values.kind": "fire",
    "values.crew": "3",
    "evidence": "演示检〔2026〕3号",
}


def test_form_is_made_from_the_dictionary(browse: Any, register: Any) -> None:
    response = browse("zhanghui").get(f"/records/{register.pk}/enter/")
    form = response.context["form"]
    names = ("boat", "checked_on", "serious", "kind", "crew", "note")
    assert list(form.fields) == ["place", *(f"values.{name}" for name in names), "evidence"]
    assert [form.fields[name].required for name in ("values.checked_on", "values.kind")] == [True, False]
    page = shown(response)
    for part in ("登记渔船检查", "检查日期", "消防检查", "（未填）", "请选择", "禹州市"):
        assert part in page


def test_record_is_entered_and_shown(browse: Any, register: Any) -> None:
    page = shown(browse("zhanghui").post(f"/records/{register.pk}/enter/", TYPED, follow=True))
    for part in (
        "已登记",
        "检查日期 2026-03-01",
        "类别 消防检查",
        "船员数 3",
        "区划 禹州市",
        "演示检〔2026〕3号",
        "期内录入，无须复核",
    ):
        assert part in page
    assert Record.objects.get().path.endswith("/411081/")


def test_everything_wrong_stands_at_its_field_and_nothing_typed_is_lost(browse: Any, register: Any) -> None:
    wrong = TYPED | {"values.checked_on": "2026.2.30", "values.crew": "三", "evidence": "绝密"}
    response = browse("zhanghui").post(f"/records/{register.pk}/enter/", wrong)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert set(errors) == {"values.checked_on", "values.crew", "evidence"}
    assert "“检查日期”填写的是“2026.2.30”，应为日期" in errors["values.checked_on"][0]
    for part in ("2026.2.30", "三", "绝密"):
        assert part in response.content.decode()
    assert not Record.objects.exists()


def test_place_is_asked_for(browse: Any, register: Any) -> None:
    response = browse("zhanghui").post(f"/records/{register.pk}/enter/", TYPED | {"place": ""})
    assert response.context["form"].errors["place"] == ["请填写“区划”。"]


def test_the_same_request_leads_to_what_it_made(browse: Any, register: Any) -> None:
    client, address = browse("zhanghui"), f"/records/{register.pk}/enter/"
    sent = TYPED | {"request_key": "request-0001"}
    client.post(address, sent)
    again = client.post(address, sent, follow=True)
    assert "没有重复登记" in shown(again)
    assert again.redirect_chain[-1][0] == f"/records/record/{Record.objects.get().pk}/"


@pytest.fixture
def firms(world: Any, cast: Any) -> list[Any]:
    """More enterprises than a list would hold."""
    return [
        register_enterprise(
            actor=cast["张慧"],
            place=place("411002"),
            name=f"许昌试验{number:03d}有限公司",
            ownership="private",
            sector="other",
            registration_number=f"4110000000{number:05d}",
        )
        for number in range(70)
    ]


def test_one_of_many_is_looked_up_without_javascript(browse: Any, opened: Any, firms: list[Any]) -> None:
    register = opened("standardisation")
    client, address = browse("zhanghui"), f"/records/{register.pk}/enter/"
    typed = {"place": "411002", "values.status": "started", "values.valid_from": "2026-1-1"}
    assert "许昌试验001有限公司" not in client.get(address).content.decode()
    found = client.post(address, typed | {"values.enterprise.words": "试验01", "find": "values.enterprise"})
    assert found.status_code == 200
    choices = found.context["form"].fields["values.enterprise"].widget.choices
    assert [label for _, label in choices] == [f"许昌试验{number:03d}有限公司" for number in range(10, 20)]
    assert "找到 10 条" in shown(found)
    assert 'value="2026-1-1"' in found.content.decode()
    assert not Record.objects.exists()
    chosen = {"values.enterprise": choices[3][0], "values.enterprise.words": "试验01"}
    done = client.post(address, typed | chosen | {"values.enterprise.searched": "试验01"}, follow=True)
    assert "企业 许昌试验013有限公司" in shown(done)


@pytest.mark.parametrize(
    ("words", "said"),
    [("试验", "找到不止一条"), ("没有这家", "没有找到含有“没有这家”的条目")],
)
def test_what_is_not_one_row_is_asked_again(browse: Any, opened: Any, firms: list[Any], words: str, said: str) -> None:
    address = f"/records/{opened('standardisation').pk}/enter/"
    typed = {"place": "411002", "values.valid_from": "2026-1-1", "values.enterprise.words": words}
    response = browse("zhanghui").post(address, typed)
    assert response.status_code == 422
    assert said in response.context["form"].errors["values.enterprise"][0]


def test_a_whole_name_or_code_needs_no_choice(browse: Any, opened: Any, firms: list[Any]) -> None:
    address = f"/records/{opened('standardisation').pk}/enter/"
    typed = {"place": "411002", "values.valid_from": "2026-1-1", "values.enterprise.words": "411000000000007"}
    assert browse("zhanghui").post(address, typed).status_code == 302
    assert Record.objects.get().values == {"enterprise": str(firms[7].pk)}


def test_words_typed_after_a_choice_are_not_ignored(browse: Any, opened: Any, firms: list[Any]) -> None:
    address = f"/records/{opened('standardisation').pk}/enter/"
    typed = {"place": "411002", "values.valid_from": "2026-1-1", "values.enterprise": firms[1].pk}
    later = {"values.enterprise.words": "试验002", "values.enterprise.searched": "试验001"}
    browse("zhanghui").post(address, typed | later)
    assert Record.objects.get().values == {"enterprise": str(firms[2].pk)}


def test_a_key_of_a_row_out_of_sight_is_refused(browse: Any, opened: Any, firms: list[Any], register: Any) -> None:
    address = f"/records/{opened('standardisation').pk}/enter/"
    typed = {"place": "411002", "values.valid_from": "2026-1-1", "values.enterprise": register.pk}
    response = browse("zhanghui").post(address, typed)
    assert "没有这一条" in response.context["form"].errors["values.enterprise"][0]


def test_correction_shows_what_stands_and_keeps_what_was(browse: Any, register: Any, entered: Any) -> None:
    record = entered(register, checked_on="2026-03-01", serious=False, kind="fire", _place="411081")
    client = browse("zhanghui")
    form = client.get(f"/records/record/{record.pk}/correct/").context["form"]
    assert (form.initial["values.checked_on"], form.initial["values.serious"]) == ("2026-03-01", "false")
    sent = TYPED | {"values.crew": "", "evidence": "", "reason": ""}
    refused = client.post(f"/records/record/{record.pk}/correct/", sent)
    assert refused.context["form"].errors["reason"] == ["请填写“理由”。"]
    page = shown(client.post(f"/records/record/{record.pk}/correct/", sent | {"reason": "漏填"}, follow=True))
    for part in ("已更正，原内容留存", "是否全面检查： 否 → 是", "第 2 版", "理由：漏填", "更正经过"):
        assert part in page
    assert client.get(f"/records/record/{record.pk}/correct/").status_code == 302
    stale = client.post(f"/records/record/{record.pk}/correct/", sent | {"reason": "再改"})
    assert stale.status_code == 409


def test_a_late_entry_is_confirmed_on_its_page(browse: Any, register: Any, entered: Any, clock: Any, cast: Any) -> None:
    clock.at("2026-04-10 09:00")
    record = entered(register, checked_on="2026-03-01", serious=True)
    address = f"/records/record/{record.row}/"
    page = shown(browse("zhanghui").get(address))
    for part in ("待第二人复核", "本人不能复核自己录入的记录", "补录"):
        assert part in page
    assert "复核 确认该记录" not in page
    assert "请核对佐证后办理" in shown(browse("chengang").get(address))
    page = shown(browse("chengang").post(f"/records/record/{record.pk}/confirm/", follow=True))
    for part in ("已复核。相关判定将标明“补录”", "陈刚 2026-04-10 09:00"):
        assert part in page


def test_a_rejected_correction_brings_back_what_was(
    browse: Any, register: Any, entered: Any, clock: Any, cast: Any
) -> None:
    clock.at("2026-04-10 09:00")
    record = confirm_record(actor=cast["陈刚"], record=entered(register, checked_on="2026-03-01", kind="fire"))
    corrected = correct_record(actor=cast["张慧"], record=record, values={"kind": "hull"}, reason="录错")
    refused = browse("chengang").post(f"/records/record/{corrected.pk}/reject/", {"reason": ""})
    assert refused.status_code == 422
    page = shown(
        browse("chengang").post(f"/records/record/{corrected.pk}/reject/", {"reason": "没有材料"}, follow=True)
    )
    for part in ("恢复更正前的内容", "类别 消防检查", "第 3 版", "类别： 船体检查 → 消防检查"):
        assert part in page


def test_ending_and_withdrawing_on_the_page(browse: Any, opened: Any, boats: Any, entered: Any) -> None:
    boat = entered(opened("boat"), name="许渔1号", valid_from="2026-01-01")
    client = browse("zhanghui")
    early = client.post(f"/records/record/{boat.pk}/end/", {"valid_to": "2025-12-31", "reason": "报废"})
    assert early.status_code == 422
    page = shown(
        client.post(f"/records/record/{boat.pk}/end/", {"valid_to": "2026-03-31", "reason": "报废"}, follow=True)
    )
    assert "失效日期 2026-03-31" in page
    current = Record.objects.get(recorded_to__isnull=True)
    page = shown(client.post(f"/records/record/{current.pk}/withdraw/", {"reason": "录错"}, follow=True))
    for part in ("已撤销", "不计入判定", "理由：录错"):
        assert part in page
    assert "更正</a>" not in page


@pytest.mark.parametrize("username", ["sunxiao", "zhaolei", "liuyang"])
def test_pages_of_others_answer_as_if_there_were_none(browse: Any, register: Any, entered: Any, username: str) -> None:
    record, client = entered(register, checked_on="2026-03-01", _place="411002"), browse(username)
    assert client.get(f"/records/record/{record.pk}/").status_code == 404
    for verb in ("confirm", "reject", "withdraw", "end"):
        sent = {"reason": "理由", "valid_to": date(2026, 3, 5)}
        assert client.post(f"/records/record/{record.pk}/{verb}/", sent).status_code == 404
    assert client.post(f"/records/record/{record.pk}/correct/", TYPED).status_code == 403
    assert client.post(f"/records/{register.pk}/enter/", TYPED).status_code == 403


def test_rows_out_of_sight_are_not_named(browse: Any, opened: Any, boats: Any, entered: Any, enterprise: Any) -> None:
    record = entered(
        opened("standardisation"), enterprise=enterprise, status="started", valid_from="2026-01-01", _place="411081"
    )
    page = shown(browse("zhaolei").get(f"/records/record/{record.pk}/"))
    assert "企业 （不在您查看范围内的一条）" in page
