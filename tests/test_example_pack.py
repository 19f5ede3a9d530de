"""The pack of the manual, written by hand without a line of Python: it loads, its scenarios pass, two people publish
it, and it is judged from rows entered in registers that only the pack itself knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hongxian.kernel.clock import simulated
from hongxian.kernel.rules.scenarios import run_scenarios
from hongxian.modules.base.parties.models import Party
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.base.policies.queries import read_folder
from hongxian.modules.base.records.commands import enter_record, open_register
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.cast import Cast, at
from hongxian.modules.portal.demo.world import World, settle

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "grid-2026" / "1"
COUNTY = "411024"
NOUNS = ("grid_matter_list", "grid_matter", "grid_matter_result", "grid_report_hearing")


def test_the_pack_of_the_manual_is_whole() -> None:
    pack = read_folder(EXAMPLE)
    assert set(pack.obligations) == {scenario.obligation for scenario in pack.scenarios}
    assert [result for result in run_scenarios(pack) if result.differences] == []


def statuses() -> dict[str, str]:
    return {each.obligation: each.status for each in Verdict.objects.filter(obligation__startswith="GR-")}


def test_it_runs_in_a_county_from_rows_that_people_enter(world: World, cast: Cast) -> None:
    with simulated(at(date(2026, 6, 30))):
        pack = policies.load_pack(actor=cast["郑凯"], folder=EXAMPLE)
        policies.review_pack(actor=cast["张慧"], pack=pack)
        policies.publish_pack(actor=cast["陈刚"], pack=pack)
        county = place(COUNTY)
        policies.adopt_pack(
            actor=cast["陈刚"], pack=pack, place=county, valid_from=date(2026, 1, 1), judged_from=date(2026, 1, 1)
        )
        settle()
        assert set(statuses().values()) == {"undecidable"}, "a register that nobody keeps proves nothing"
        keeper = Party.objects.get(name="鄢陵县人民政府")
        registers = {
            noun: open_register(actor=cast["张慧"], place=county, noun=noun, keeper=keeper, valid_from=date(2026, 1, 1))
            for noun in NOUNS
        }
        settle()
        assert statuses() == {"GR-01": "undecidable", "GR-02": "undecidable", "GR-03": "not_due", "GR-04": "not_due"}
        matter = enter_record(
            actor=cast["张慧"],
            register=registers["grid_matter"],
            values={"reported_on": "2026.6.1", "title": "占用消防通道"},
            place=COUNTY,
        )
        enter_record(
            actor=cast["张慧"],
            register=registers["grid_report_hearing"],
            values={"body": keeper, "held_on": "20260620"},
            place=COUNTY,
        )
        settle()
        assert (statuses()["GR-03"], statuses()["GR-04"]) == ("not_met", "met")
        enter_record(
            actor=cast["张慧"],
            register=registers["grid_matter_result"],
            values={"matter": str(matter.row), "settled_on": "2026年6月17日", "fed_back": "是"},
            place=COUNTY,
        )
        settle()
        late = Verdict.objects.get(obligation="GR-03")
        assert (late.status, late.counts["settled"]["exceptions"]) == ("not_met", 1), "a day after the fifteen"
