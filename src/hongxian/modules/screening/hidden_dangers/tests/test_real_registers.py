"""Registers that others kept, as they lie beside the checkout, saved as people save them: what contradicts itself is
found and shown, the good rows go in, and all of it can be taken back."""

import csv
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from hongxian.kernel.imports import files
from hongxian.kernel.imports.commands import receive_batch
from hongxian.kernel.keys import new_key
from hongxian.kernel.testing.round_trip import carry_out, faults, undo, work
from hongxian.kernel.testing.tables import Rows, as_csv, as_xls, as_xlsx
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

FOLDER = settings.PROJECT_DIR.parent / "shared" / "data" / "hazards"
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="the registers of others lie beside the checkout, not in it"
)

ACID = "yidu_phosphoric_acid_2019-06.csv"
GLYCOL = "group_inspection_donghua_2019-04-11.csv"
GIVEN = {"premises": "磷酸项目工地", "place": "建安区", "origin": "执法检查"}


def rows_of(name: str) -> Rows:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def bring(actor: Any, name: str, content: bytes, given: dict[str, str]) -> Any:
    key = new_key()
    digest, size = files.receive(key, [content])
    told = {"register": "hidden_danger", "file_name": name, "digest": digest, "size": size, "given": given}
    return work(receive_batch(actor=actor, key=key, **told), "check")


@pytest.mark.parametrize("saved", [as_xlsx, as_xls, as_csv])
def test_what_contradicts_itself_is_shown_and_the_rest_goes_in_and_out_again(
    saved: Callable[[Rows], bytes], world: Any, cast: Any
) -> None:
    rows, zhang = rows_of(ACID), cast["张慧"]
    found, rechecked, level = (rows[0].index(each) for each in ("排查日期", "复查日期", "隐患级别"))
    rows[3][rechecked] = "2019-05-01"
    rows[5][found] = "2091-06-01"
    rows[7][level] = "很大"
    batch = bring(zhang, "隐患清单.xlsx", saved(rows), GIVEN)
    notes = {41: ["grade", "found_on"], 42: ["grade", "found_on"]}
    assert faults(batch) == {4: ["verified_on"], 6: ["found_on"], 8: ["grade"], **notes}, batch.fault
    assert batch.counts == {"new": 35, "failed": 5}
    assert carry_out(zhang, batch, "good").results == {"created": 35}
    dangers = HiddenDanger.objects.all()
    assert {(each.state, each.premises, each.place.name) for each in dangers} == {
        ("closed", GIVEN["premises"], "建安区")
    }
    assert {each.rectifier for each in dangers} == {"四化建", "十六化建"}
    assert undo(zhang, batch).results == {"withdrawn": 35}


def test_what_a_register_lacks_is_given_for_the_whole_file(world: Any, cast: Any) -> None:
    rows, zhang = rows_of(GLYCOL), cast["张慧"]
    without = bring(zhang, "检查问题.csv", as_csv(rows), {})
    assert without.state == "refused"
    assert "来源" in without.fault
    given = {"place": "建安区", "origin": "第三方", "grade": "一般", "enterprise": "许昌演示化工有限公司"}
    batch = bring(zhang, "检查问题.csv", as_csv(rows), given)
    assert batch.warnings[-1].startswith("文件里有“单位或场所”列")
    assert set(map(tuple, faults(batch).values())) == {("enterprise",)}
    rows[0][rows[0].index("受检单位")] = "场所名称"
    batch = bring(zhang, "检查问题.csv", as_csv(rows), {key: given[key] for key in ("place", "origin", "grade")})
    assert batch.counts == {"new": 10}, faults(batch)
    assert carry_out(zhang, batch).results == {"created": 10}
    assert undo(zhang, batch).results == {"withdrawn": 10}
