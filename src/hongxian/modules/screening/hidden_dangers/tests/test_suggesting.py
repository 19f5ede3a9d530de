"""Found by words; and what dangers entered before suggest about one being described, within the scope, with reasons."""

from typing import Any

import pytest

from hongxian.modules.screening.hidden_dangers.commands import report_rectified
from hongxian.modules.screening.hidden_dangers.finding import by_words
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.hidden_dangers.suggesting import suggested

FIRE = "三号仓库东墙的灭火器压力不足，指针在红区"


@pytest.fixture
def known(found: Any, assigned: Any, cast: Any, world: Any) -> Any:
    """Dangers of several categories, one of them rectified."""
    found(description="配电柜门缺失，导线裸露", location="配电室", danger_category="electrical")
    found(description="配电室地面堆放杂物，配电柜没有警示标志", location="配电室", danger_category="electrical")
    found(description="办公楼灭火器压力不足", location="办公楼", danger_category="fire")
    done = assigned(description="二号仓库灭火器压力不足，指针不在绿区", danger_category="fire")
    return report_rectified(actor=cast["张慧"], hidden_danger=done, rectification="更换了两具灭火器")


@pytest.mark.parametrize(
    "written", ["压力不足", "灭火器 二号", "许昌演示化工 压力不足", "化工 灭火器", "91411000MA00000013 指针"]
)
def test_found_by_words_inside_the_sentence_and_by_the_enterprise(known: Any, written: str, world: Any) -> None:
    code = world.enterprises["许昌演示化工有限公司"].credit_code
    found = by_words(HiddenDanger.objects.all(), written.replace("91411000MA00000013", code))
    assert known.pk in {each.pk for each in found}
    assert found.count() < 3


def test_found_by_key_and_not_where_a_word_is_missing(known: Any) -> None:
    assert list(by_words(HiddenDanger.objects.all(), f" {known.pk} ")) == [known]
    assert not by_words(HiddenDanger.objects.all(), "灭火器 脚手架").exists()
    assert by_words(HiddenDanger.objects.all(), "柜").count() == 2


def test_the_like_is_shown_with_its_rectification_and_the_category_is_voted(known: Any, cast: Any) -> None:
    told = suggested(visible_hidden_dangers(cast["张慧"]), FIRE)
    assert told.similar[0].danger == known
    assert "灭火器压力不足指针" in told.similar[0].words[0]
    assert told.similar[0].danger.rectification == "更换了两具灭火器"
    (fire,) = [each for each in told.proposals["danger_category"] if each.value == "fire"]
    assert told.proposals["danger_category"][0] == fire
    assert (fire.count, fire.because[0].danger) == (2, known)


def test_nothing_is_suggested_from_beyond_the_scope_or_from_what_was_struck_out(
    known: Any, cast: Any, world: Any
) -> None:
    beyond = visible_hidden_dangers(cast["张慧"]).filter(enterprise=world.enterprises["禹州演示煤业有限公司"])
    assert suggested(beyond, FIRE).similar == []
    assert suggested(visible_hidden_dangers(cast["张慧"]), "深基坑没有支护").proposals == {"danger_category": []}
    HiddenDanger.objects.update(withdrawn_at=known.recorded_at)
    assert suggested(visible_hidden_dangers(cast["张慧"]), FIRE).similar == []


def test_the_form_asks_while_one_types_and_fills_in_nothing_by_itself(known: Any, browse: Any) -> None:
    client = browse("zhanghui")
    before = HiddenDanger.objects.count()
    typed = {"description": FIRE, "location": "三号仓库", "enterprise": "许昌演示化工有限公司"}
    part = client.post("/hidden-dangers/new/", typed | {"suggest": "1"}, headers={"hx-request": "true"})
    said = part.content.decode()
    assert "<html" not in said
    assert "更换了两具灭火器" in said
    assert 'name="adopt" value="fire"' in said
    whole = client.post("/hidden-dangers/new/", typed | {"suggest": "1"}).content.decode()
    assert "三号仓库" in whole
    assert 'value="fire" selected' not in whole
    assert 'class="wrong"' not in whole
    adopted = client.post("/hidden-dangers/new/", typed | {"adopt": "fire"}).content.decode()
    assert 'value="fire" selected' in adopted
    assert HiddenDanger.objects.count() == before
    assert (
        "还没有文字相近"
        in client.post("/hidden-dangers/new/", {"description": "深基坑", "suggest": "1"}).content.decode()
    )


def test_programs_are_told_the_same_with_the_reasons(known: Any, browse: Any) -> None:
    told = browse("zhanghui").get("/api/v1/hidden-dangers/suggestions", {"description": FIRE}).json()
    assert told["similar"][0]["id"] == str(known.pk)
    assert told["similar"][0]["rectification"] == "更换了两具灭火器"
    assert (told["danger_category"][0]["value"], told["danger_category"][0]["count"]) == ("fire", 2)
    assert str(known.pk) in told["danger_category"][0]["because"]
    assert told["focus"] == []
    assert browse("zhanghui").get("/api/v1/hidden-dangers/suggestions?description=灭").status_code == 422


def test_the_form_of_codes_says_how_the_like_was_classed(
    known: Any, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hongxian.modules.screening.hidden_dangers.forms.acts import CodeForm

    words = {"one": "企业主体责任", "two": "部门监管责任"}
    monkeypatch.setattr("hongxian.modules.screening.hidden_dangers.forms.acts.codes", lambda field: words)
    HiddenDanger.objects.filter(pk=known.pk).update(responsibility="one")
    form = CodeForm(cast["张慧"], HiddenDanger.objects.get(description="办公楼灭火器压力不足"))
    assert "企业主体责任（1 条中 1 条" in form.fields["responsibility"].help_text
    assert "没有相近且已归类" in form.fields["focus"].help_text
