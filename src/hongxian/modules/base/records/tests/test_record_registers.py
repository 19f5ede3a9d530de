"""Registers whose columns come from the dictionary: conditions, files, rows for programs, within the scope."""

from typing import Any

import pytest

from hongxian.kernel.registers.checks import faults_of
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.models import Export
from hongxian.modules.base.records.kinds import kinds

CITY, YUZHOU = "410000/411000/", "410000/411000/411081/"


def test_every_kind_of_the_dictionary_makes_a_whole_declaration(world: Any) -> None:
    wrong = []
    for key in kinds():
        register = register_of(f"record.{key}")
        assert register is not None
        wrong += [f"{key}: {fault}" for fault in faults_of(register)]
    assert wrong == []
    assert register_of("record.nothing") is None
    assert register_of("record.00000000-0000-7000-8000-000000000000") is None


def test_an_opened_register_makes_a_whole_declaration_and_takes_a_workbook(opened: Any) -> None:
    register = register_of(f"record.{opened('standardisation').pk}")
    assert register is not None
    assert list(faults_of(register)) == []
    assert register.sheet is not None
    assert register.words.startswith("许昌市")
    assert register.words.endswith("台账")
    assert {"values.enterprise", "values.status", "place", "evidence"} <= {each.key for each in register.editable}


def test_finds_the_records_about_one_row(browse: Any, opened: Any, entered: Any, enterprise: Any, cast: Any) -> None:
    register = opened("standardisation")
    said = {"enterprise": enterprise, "status": "started", "valid_from": "2026-03-01"}
    record = entered(register, _place="411002", **said)
    client = browse("zhanghui")
    address = f"/records/{register.pk}/"
    found = client.get(address, {"values.enterprise": str(enterprise.pk)})
    assert [each.pk for each in found.context["page"].rows] == [record.pk]
    assert [each.pk for each in client.get(address, {"values.enterprise": "试验机械"}).context["page"].rows]
    refused = client.get(address, {"values.enterprise": "没有这家"})
    assert refused.status_code == 422
    assert "没有找到“没有这家”" in refused.content.decode()


def test_files_and_programs_stay_within_the_scope(browse: Any, opened: Any, entered: Any, boats: Any) -> None:
    register = opened("boat_check")
    entered(register, checked_on="2026-03-01", kind="hull", note="=外市", _place="411002")
    entered(register, checked_on="2026-03-02", kind="fire", note="本县", _place="411081")
    key = f"record.{register.pk}"
    for username, notes in (("zhanghui", {"=外市", "本县"}), ("zhaolei", {"本县"})):
        client = browse(username)
        rows = client.get(f"/api/v1/registers/{key}").json()
        assert {row["values.note"] for row in rows["rows"]} == notes
        assert rows["count"] == len(notes)
        assert client.get("/api/v1/registers/record.boat_check").json()["count"] == len(notes)
        listed = {each["key"] for each in client.get("/api/v1/registers").json()}
        assert {key, "party"} <= listed, "what can be asked for is listed"
        assert client.get("/records/of/boat_check/rows/").context["listing"].count == len(notes)
    response = browse("zhanghui").post(f"/registers/{key}/export/", {"format": "csv", "query": "values.kind=hull"})
    said = b"".join(response.streaming_content).decode()
    assert ("'=外市" in said, "本县" in said, "hull" in said) == (True, False, False)
    assert Export.objects.get().count == 1


def test_many_are_confirmed_from_the_list(browse: Any, opened: Any, entered: Any, boats: Any, cast: Any) -> None:
    register = opened("boat_check")
    late = [entered(register, checked_on="2025-12-0" + day, _place="411002") for day in "12"]
    assert [each.state for each in late] == ["awaiting_confirmation"] * 2
    sent = {"command": "record.confirm", "rows": [each.pk for each in late], "back": f"/records/{register.pk}/"}
    browse("chengang").post(f"/registers/record.{register.pk}/act/", sent)
    for each in late:
        each.refresh_from_db()
        assert each.state == "confirmed"


@pytest.mark.parametrize("username", ["liuyang", "baixue"])
def test_whoever_may_not_see_records_gets_none(browse: Any, opened: Any, username: str) -> None:
    register = opened("standardisation")
    client = browse(username)
    assert client.get(f"/api/v1/registers/record.{register.pk}").status_code == 403
    assert client.get("/records/of/standardisation/rows/").status_code == 403
