"""The register goes out as a workbook, comes back changed, is compared, carried out, and undone."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.duties.queries import duties_under
from hongxian.kernel.imports.commands import choose_rows
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.testing.round_trip import Sheet, bring, carry_out, faults, undo
from hongxian.modules.screening.hidden_dangers.commands import correct_hidden_danger, take_over_hidden_danger
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

REGISTER = "hidden_danger"


@pytest.fixture
def old(cast: Any, world: Any) -> HiddenDanger:
    """An entry of an old register that is being rectified."""
    return take_over_hidden_danger(
        actor=cast["张慧"],
        enterprise=world.enterprises["许昌演示化工有限公司"],
        description="护栏缺失",
        origin="enforcement_inspection",
        grade="general",
        found_on=date(2026, 1, 5),
        rectifier="李厂长",
        due_on=date(2026, 4, 1),
    )


def again(danger: HiddenDanger) -> HiddenDanger:
    return HiddenDanger.objects.get(pk=danger.pk)


def days_owed(danger: HiddenDanger) -> list[date]:
    return [duty.due_on for duty in duties_under(f"hidden_danger:{danger.pk}:").filter(state="open")]


def test_what_was_changed_in_excel_is_compared_carried_out_and_undone(
    found: Any, old: HiddenDanger, cast: Any, world: Any
) -> None:
    zhang = cast["张慧"]
    mine, shop = (
        found(),
        found(enterprise=None, premises="某某路12号小餐馆", place=old.place, description="液化气瓶无报警器"),
    )
    sheet = Sheet(zhang, REGISTER)
    sheet.change(sheet.row("description", "罐区防火堤破损"), description="罐区东侧防火堤破损", danger_category="设备")
    sheet.change(sheet.row("description", "护栏缺失"), due_on=date(2026, 5, 1), measures="补装护栏")
    given = {"enterprise": "许昌演示化工有限公司", "origin": "执法检查", "grade": "一般隐患"}
    sheet.add(description="爬梯锈蚀", found_on=date(2026, 2, 1), **given)
    batch = bring(zhang, REGISTER, sheet.saved())
    assert batch.counts == {"new": 1, "changed": 2, "same": 1}, (batch.counts, faults(batch))
    diff = {row.label: (row.before, row.values) for row in batch.rows.filter(kind="changed")}
    assert diff["罐区东侧防火堤破损"][0]["description"] == "罐区防火堤破损"
    assert carry_out(zhang, batch).results == {"created": 1, "changed": 2}
    assert (again(mine).description, again(mine).danger_category) == ("罐区东侧防火堤破损", "equipment")
    assert (again(old).due_on, again(old).measures) == (date(2026, 5, 1), "补装护栏")
    assert days_owed(old) == [date(2026, 5, 1)]
    assert undo(zhang, batch).results == {"withdrawn": 1, "restored": 2}
    assert (again(mine).description, again(mine).danger_category) == ("罐区防火堤破损", "")
    assert (again(old).due_on, again(old).measures, days_owed(old)) == (date(2026, 4, 1), "", [date(2026, 4, 1)])
    assert HiddenDanger.objects.get(description="爬梯锈蚀").state == "withdrawn"
    assert again(shop).premises == "某某路12号小餐馆"


def test_what_has_a_way_of_its_own_is_refused_beside_its_column(assigned: Any, found: Any, cast: Any) -> None:
    assigned()
    found(description="配电柜没有门")
    sheet = Sheet(cast["张慧"], REGISTER)
    sheet.change(sheet.row("description", "罐区防火堤破损"), due_on=date(2026, 12, 1))
    sheet.change(sheet.row("description", "配电柜没有门"), grade="重大隐患")
    batch = bring(cast["张慧"], REGISTER, sheet.saved())
    assert sorted(faults(batch).values()) == [["due_on"], ["grade"]]
    told = {each["text"] for row in batch.rows.all() for each in row.errors}
    assert any("延期" in each for each in told)
    assert any("升级" in each for each in told)


def test_a_row_changed_on_both_sides_waits_for_a_choice(found: Any, cast: Any) -> None:
    zhang, mine = cast["张慧"], found()
    sheet = Sheet(zhang, REGISTER)
    correct_hidden_danger(actor=zhang, hidden_danger=mine, description="罐区防火堤北段破损", reason="核对")
    sheet.change(sheet.row("description", "罐区防火堤破损"), location="罐区北侧")
    batch = bring(zhang, REGISTER, sheet.saved())
    assert batch.counts == {"conflict": 1}
    choose_rows(actor=zhang, batch=batch, choice="file")
    assert carry_out(zhang, batch).results == {"changed": 1}
    assert (again(mine).location, again(mine).description) == ("罐区北侧", "罐区防火堤破损")
    correct_hidden_danger(actor=zhang, hidden_danger=again(mine), location="罐区南侧", reason="再核对")
    assert undo(zhang, batch).results == {"not_undone": 1}
    assert again(mine).location == "罐区南侧"


def test_a_correction_keeps_what_was_and_says_why(found: Any, cast: Any, browse: Any) -> None:
    mine = found()
    with pytest.raises(Problem, match="没有填写"):
        correct_hidden_danger(actor=cast["张慧"], hidden_danger=mine, description="改", reason=" ")
    with pytest.raises(Problem, match="没有变化"):
        correct_hidden_danger(actor=cast["张慧"], hidden_danger=mine, description=mine.description, reason="核对")
    stale = again(mine)
    correct_hidden_danger(actor=cast["张慧"], hidden_danger=mine, description="罐区防火堤北段破损", reason="核对")
    with pytest.raises(Stale):
        correct_hidden_danger(actor=cast["张慧"], hidden_danger=stale, description="罐区南段破损", reason="核对")
    client, address = browse("zhanghui"), f"/hidden-dangers/{mine.pk}/correct/"
    page = client.get(address).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    typed = {"description": "罐区防火堤中段破损", "found_on": str(mine.found_on), "reason": "看错了", "seen": seen}
    assert client.post(address, typed).status_code == 302
    assert again(mine).description == "罐区防火堤中段破损"
    assert client.post(address, typed | {"description": "又改"}).status_code == 409
    assert browse("liuyang").get(address).status_code == 404
