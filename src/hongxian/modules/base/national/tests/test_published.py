"""Published values: sound as they are shipped, tried against the vectors of the law, refused when they contradict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hongxian.kernel.rules.errors import PackErrors
from hongxian.kernel.rules.published import read_published
from hongxian.modules.base.national.queries import published, value_on
from hongxian.modules.base.policies.queries import shipped_packs


@pytest.mark.parametrize(
    ("deaths", "injuries", "loss", "grade"),
    [
        (2, 9, 999.99, "一般事故"),
        (3, 0, 0, "较大事故"),
        (2, 10, 0, "较大事故"),
        (0, 0, 1000, "较大事故"),
        (9, 49, 4999.99, "较大事故"),
        (10, 0, 0, "重大事故"),
        (0, 50, 0, "重大事故"),
        (29, 99, 9999, "重大事故"),
        (30, 0, 0, "特别重大事故"),
        (0, 100, 0, "特别重大事故"),
        (0, 0, 10000, "特别重大事故"),
    ],
)
def test_grades_of_accidents_as_the_law_has_them(deaths: int, injuries: int, loss: float, grade: str) -> None:
    value = value_on("accident_grade", date(2026, 1, 1))
    assert value is not None
    assert value.table is not None
    given = {"deaths": deaths, "serious_injuries": injuries, "direct_loss": loss}
    assert value.table.look_up(given).label == grade


def test_every_value_has_its_source_and_every_link_of_a_pack_leads_somewhere_of_its_type() -> None:
    assert all(each.source for versions in published().values() for each in versions)
    for content, _ in shipped_packs():
        for entry in content.parameters.values():
            if entry.national:
                assert {each.type for each in published()[entry.national]} == {entry.type}


def test_the_version_in_force_on_the_day_counts() -> None:
    before, after = (
        value_on("special_operation_certificate_validity", day) for day in (date(2026, 5, 31), date(2026, 6, 1))
    )
    assert before is not None
    assert after is not None
    assert (before.certainty.decides, after.certainty.decides) == (True, False)
    assert value_on("special_operation_certificate_validity", date(2010, 6, 30)) is None


WRITTEN = """\
- key: interval
  label: 间隔
  type: duration
  value: P1Y
  source: 某令
  valid_from: 2020-01-01
  certainty: C
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("certainty: C", "certainty: X", "certainty"),
        ("  source: 某令\n", "", "缺少字段“source”"),
        ("value: P1Y", "value: 一年", "一年"),
        ("valid_from: 2020-01-01", "valid_from: 2020-02-30", "2020-02-30"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "a.yaml").write_text(WRITTEN.replace(old, new), encoding="utf-8")
    with pytest.raises(PackErrors, match=words) as caught:
        read_published(tmp_path)
    assert str(caught.value).startswith("a.yaml:")


def test_two_versions_may_not_hold_on_one_day(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WRITTEN + WRITTEN, encoding="utf-8")
    with pytest.raises(PackErrors, match="有两个版本在同一日有效"):
        read_published(tmp_path)
