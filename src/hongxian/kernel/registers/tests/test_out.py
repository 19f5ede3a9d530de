"""What leaves a register: files and rows for programs, within the same scope and conditions as the list."""

import io
import zipfile
from typing import Any

import pytest

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Denied, Faults, NotVisible, Problem
from hongxian.kernel.registers import api, views
from hongxian.kernel.registers.models import Export
from hongxian.kernel.registers.tests.conftest import COUNTY


def test_a_file_has_the_rows_of_the_list_and_is_put_down(send: Any, someone: Any) -> None:
    sent = {"format": "csv", "query": "sector=mine&sort=-name"}
    response = send(someone(), views.export, "enterprise", data=sent)
    said = b"".join(response.streaming_content).decode("utf-8-sig")
    head, *lines = said.splitlines()
    assert head.startswith("序号,名称,统一社会信用代码,区划,所有制,行业")
    assert [line.split(",")[1] for line in lines] == ["丁厂", "'=丙厂()"]
    kept, entry = Export.objects.get(), Entry.objects.get(event="export.make")
    assert (kept.count, kept.query, kept.format) == (2, "sector=mine&sort=-name", "csv")
    assert entry.subject_key == str(kept.pk)
    assert entry.payload.content["detail"]["count"] == 2
    again = {"format": "csv", "query": "sort=-name&sector=mine"}
    send(someone(), views.export, "enterprise", data=again)
    assert len({each.filter_digest for each in Export.objects.all()}) == 1


def test_a_workbook_says_its_conditions_and_executes_nothing(send: Any, someone: Any) -> None:
    response = send(someone(), views.export, "enterprise", data={"format": "xlsx", "query": "sector=mine"})
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for part in ("查询条件：行业：非煤矿山", "市应急局 张三", "=丙厂()", "丁厂"):
        assert part in sheet
    assert "<f>" not in sheet


def test_files_and_programs_get_nothing_beyond_the_scope(send: Any, someone: Any) -> None:
    county = someone(COUNTY)
    response = send(county, views.export, "enterprise", data={"format": "csv", "query": ""})
    said = b"".join(response.streaming_content).decode()
    assert ("丁厂" in said, "甲厂" in said) == (True, False)
    found = send(county, api.list_rows, "enterprise")
    assert ({row["name"] for row in found["rows"]}, found["count"]) == ({"丁厂"}, 2)


def test_without_permission_nothing_leaves(send: Any, someone: Any) -> None:
    from dataclasses import replace

    looker = replace(someone(), grants={"enterprise.view": someone().grants["enterprise.view"]})
    with pytest.raises(Denied):
        send(looker, views.export, "enterprise", data={"format": "csv", "query": ""})
    nobody = replace(someone(), grants={})
    with pytest.raises(Denied):
        send(nobody, api.list_rows, "enterprise")
    assert send(nobody, api.list_registers) == []
    with pytest.raises(NotVisible):
        send(someone(), api.list_rows, "nothing")
    assert not Export.objects.exists()


def test_wrong_conditions_are_refused_and_nothing_is_written(send: Any, someone: Any) -> None:
    with pytest.raises(Faults, match="没有“cole”这一项"):
        send(someone(), views.export, "enterprise", data={"format": "csv", "query": "sector=cole"})
    with pytest.raises(Problem, match="不能导出为“exe”"):
        send(someone(), views.export, "enterprise", data={"format": "exe", "query": ""})
    with pytest.raises(Faults, match="没有名为“sectors”的查询条件"):
        send(someone(), api.list_rows, "enterprise", query="sectors=coal")
    assert not Entry.objects.filter(event="export.make").exists()


def test_programs_walk_through_all_pages_by_tokens(send: Any, someone: Any) -> None:
    seen, after = [], ""
    for _ in range(3):
        found = send(someone(), lambda request, after=after: api.list_rows(request, "enterprise", after=after, limit=2))
        seen += [row["key"] for row in found["rows"]]
        after = found["next"]
    assert (len(seen), len(set(seen)), after) == (5, 5, "")
    row = send(someone(), api.list_rows, "enterprise", query="words=甲厂")["rows"][0]
    assert (row["sector"], row["is_high_risk"], row["place"], row["responsible_person"]) == ("coal", True, "魏都区", [])


PHONES = ("enterprise_contact.view",)


@pytest.fixture
def called(cast: Any, enterprises: list[Any]) -> None:
    from hongxian.modules.base.enterprises.commands import set_enterprise_contact

    set_enterprise_contact(actor=cast["张慧"], enterprise=enterprises[0], contact_name="赵小刚", phone="13900001234")
    set_enterprise_contact(actor=cast["张慧"], enterprise=enterprises[3], contact_name="李明", phone="13700005678")


def out_of(send: Any, actor: Any, **sent: str) -> str:
    response = send(actor, views.export, "enterprise", data={"format": "csv", "query": "", **sent})
    return b"".join(response.streaming_content).decode()


def test_personal_data_is_masked_for_everybody_in_lists_files_and_for_programs(
    send: Any, someone: Any, look: Any, called: Any
) -> None:
    mighty = someone("410000/411000/", *PHONES, "enterprise_contact.reveal")
    said = out_of(send, mighty)
    assert "139****1234" in said
    assert "13900001234" not in said
    assert "赵小刚" not in said
    rows = send(mighty, api.list_rows, "enterprise")["rows"]
    assert {row["phone"] for row in rows} == {"", "139****1234", "137****5678"}
    assert "****" not in out_of(send, someone()), "without the permission to see contacts there is nothing to mask"
    lines = look(mighty).register
    assert {each.key for each in lines.columns if each.masked} == {"contact_name", "phone"}


def test_it_is_taken_out_whole_only_for_a_purpose_that_is_put_down(send: Any, someone: Any, called: Any) -> None:
    mighty = someone("410000/411000/", *PHONES, "enterprise_contact.reveal")
    with pytest.raises(Problem, match="须说明用途"):
        out_of(send, mighty, whole="1", purpose=" ")
    assert not Export.objects.exists()
    assert "13900001234" in out_of(send, mighty, whole="1", purpose="汛期电话通知")
    content = Entry.objects.get(event="export.make").payload.content
    assert content["reason"] == "汛期电话通知"
    assert content["detail"]["revealed"] == ["contact_name", "phone"]


def test_who_may_not_reveal_gets_it_masked_and_a_county_only_its_own(send: Any, someone: Any, called: Any) -> None:
    assert "13900001234" not in out_of(send, someone("410000/411000/", *PHONES), whole="1", purpose="看看")
    county = out_of(send, someone(COUNTY, *PHONES, "enterprise_contact.reveal"), whole="1", purpose="核对")
    assert "13700005678" in county
    assert "13900001234" not in county
