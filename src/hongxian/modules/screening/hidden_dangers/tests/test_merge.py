"""One danger entered from two lists: suggested, never merged by itself."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.search.likeness import likeness
from hongxian.modules.screening.hidden_dangers.commands import merge_hidden_danger
from hongxian.modules.screening.hidden_dangers.duplicates import Evidence, likely, likely_pairs
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import figures, visible_hidden_dangers


def test_texts_are_alike_by_their_pairs_of_characters() -> None:
    assert likeness("罐区防火堤破损", "罐区，防火堤 破损") == 1.0
    assert likeness("罐区防火堤破损", "配电柜没有门") == 0.0
    assert likeness("", "配电柜") == 0.0


def test_what_looks_alike_near_in_time_and_at_the_same_place_is_suggested(found: Any, cast: Any, world: Any) -> None:
    mine = found()
    same = found(description="罐区防火堤有破损", origin="grid_patrol")
    found(description="配电柜没有门", location="配电室")
    found(enterprise=world.enterprises["禹州演示煤业有限公司"])
    found(found_on=date(2026, 1, 3))
    suggested = likely(cast["张慧"], mine)
    assert [each.danger.pk for each in suggested] == [same.pk]
    assert suggested[0].words[0] == "罐区防火堤"
    assert suggested[0].photo_bits is None
    assert suggested[0].metres is None
    assert not likely(cast["赵磊"], mine)
    ((later, pair),) = likely_pairs(cast["张慧"], visible_hidden_dangers(cast["张慧"], "hidden_danger.merge"))
    assert (later, pair.danger) == (same, mine)
    assert HiddenDanger.objects.get(pk=same.pk).state == "graded"


def test_photos_tell_the_same_scene_and_how_far_apart_they_were_taken() -> None:
    told = Evidence(
        {"a": [0b1111], "b": [0b0011, 2**60], "c": [2**64 - 1]}, {"a": [(113.85, 34.02)], "b": [(113.85, 34.021)]}
    )
    assert (told.bits("a", "b"), told.bits("a", "c"), told.bits("a", "d")) == (2, None, None)
    assert told.metres("a", "b") == 111
    assert told.metres("a", "c") is None


def test_the_list_of_pairs_leads_to_the_decision(found: Any, browse: Any) -> None:
    kept, twice = found(), found(origin="grid_patrol")
    page = browse("zhanghui").get("/hidden-dangers/duplicates/").content.decode()
    assert f"/hidden-dangers/{twice.pk}/merge/" in page
    assert f"/hidden-dangers/{kept.pk}/" in page
    assert "文字相近 100%" in page
    assert browse("liuyang").get("/hidden-dangers/duplicates/").status_code == 403


def test_a_merged_entry_is_struck_out_and_leads_to_the_one_kept(found: Any, cast: Any, browse: Any) -> None:
    kept, twice = found(), found(origin="grid_patrol")
    client = browse("zhanghui")
    page = client.get(f"/hidden-dangers/{twice.pk}/merge/").content.decode()
    assert str(kept.pk) in page
    assert (
        client.post(
            f"/hidden-dangers/{twice.pk}/merge/", {"kept_danger": kept.pk, "reason": "两个清单重复"}
        ).status_code
        == 302
    )
    twice.refresh_from_db()
    assert (twice.state, twice.duplicate_of_id) == ("withdrawn", kept.pk)
    assert str(kept.pk) in client.get(f"/hidden-dangers/{twice.pk}/").content.decode()
    assert figures(visible_hidden_dangers(cast["张慧"]))["found"] == 1


def test_what_must_not_be_merged_is_refused(found: Any, cast: Any, world: Any) -> None:
    mine, other = found(), found(enterprise=world.enterprises["禹州演示煤业有限公司"])
    major = found(grade="major")
    given = {"actor": cast["张慧"], "reason": "重复"}
    for danger, kept, words in ((mine, mine, "本身"), (mine, other, "不是同一"), (major, mine, "重大隐患不能直接撤销")):
        with pytest.raises(Problem, match=words):
            merge_hidden_danger(hidden_danger=danger, kept_danger=kept, **given)
    with pytest.raises(Problem, match="没有填写"):
        merge_hidden_danger(hidden_danger=found(), kept_danger=mine, actor=cast["张慧"], reason=" ")
    with pytest.raises(NotVisible):
        merge_hidden_danger(hidden_danger=mine, kept_danger=other, actor=cast["赵磊"], reason="重复")
