"""A pack written by hand from a regulation in force: it loads, its scenarios pass, two people publish it, a county
tries it, and people who enter rows read verdicts beside its clauses. The regulation itself is no part of the checkout:
the pack names its lines only, and the text is put beside it here."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hongxian.kernel.clock import simulated
from hongxian.modules.base.accounts.commands import grant_authority
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.drafts.measure import measure
from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.queries import place, subtree
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.base.policies.models import Pack
from hongxian.modules.base.policies.queries import read_folder
from hongxian.modules.base.records.commands import enter_record, open_register
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.cast import Cast, at
from hongxian.modules.portal.demo.world import World, settle

HERE = Path(__file__).resolve()
WRITTEN = HERE.parent.parent / "docs" / "examples" / "binzhou-grid-2021" / "1"
NAME = "shared/data/policies/滨州市社会治理网格化服务管理条例(2021-08-05).md"
TEXT = next((found for parent in HERE.parents if (found := parent / NAME).is_file()), None)
COUNTY = "371681"
NOUNS = (
    "governance_grid", "governance_grid_worker", "governance_matter", "governance_settlement", "governance_upload",
    "governance_transfer", "governance_breach", "governance_budget", "governance_obstruction",
    "governance_obstruction_handling",
)  # fmt: skip

needs_text = pytest.mark.skipif(TEXT is None, reason="the text of the regulation lies beside the checkout, not in it")


def command(*words: object) -> str:
    out = io.StringIO()
    call_command(*(str(each) for each in words), stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The pack as it is loaded: what was written, with the text put beside it."""
    assert TEXT is not None
    whole = tmp_path / "1"
    shutil.copytree(WRITTEN, whole)
    shutil.copyfile(TEXT, whole / "source.md")
    return whole


def test_without_its_text_the_pack_is_refused() -> None:
    with pytest.raises(CommandError, match="缺少文件“source"):
        command("packs", "test", WRITTEN)


@needs_text
def test_every_clause_is_there_and_every_scenario_passes(folder: Path) -> None:
    said = command("packs", "test", folder)
    assert "条 18，义务 21（可判定 21，等待 0）" in said
    assert "全部 100 个场景相符" in said
    assert "还没有“已落实”" not in said
    pack = read_folder(folder)
    lines = (folder / "source.md").read_text(encoding="utf-8").split("\n")
    whole = {clause.text for clause in pack.clauses.values() if clause.kind == "paragraph"}
    assert whole == {line for line in lines[8:] if line}


@needs_text
def test_no_words_of_the_text_are_kept_with_the_pack() -> None:
    assert TEXT is not None
    lines = TEXT.read_text(encoding="utf-8").split("\n")[8:]
    kept = "".join(file.read_text(encoding="utf-8") for file in WRITTEN.rglob("*.yaml"))
    told = [line for line in lines if any(line[at : at + 18] in kept for at in range(len(line) - 17))]
    assert told == []


@needs_text
def test_the_importer_finds_its_clauses_and_most_of_its_obligations(folder: Path) -> None:
    found = measure(read_folder(folder), "source.md", (folder / "source.md").read_bytes())
    assert found.clauses.recall == found.clauses.precision == 1, found.clauses
    assert (found.obligations.found, found.obligations.expected) == (21, 21)
    assert (found.obligations.right, found.obligations.proposed) == (20, 26)


class Trial:
    """A county that tries the regulation, with the people who enter and read."""

    def __init__(self, world: World, cast: Cast) -> None:
        self.world, self.cast = world, cast
        load_city(actor=world.root, city="371600")
        self.county = place(COUNTY)
        for post, role, code in (
            ("综合科科长", "coordinator", "371600"),
            ("副主任", "approver", "371600"),
            ("系统管理员", "administrator", "370000"),
        ):  # fmt: skip
            grant_authority(
                actor=world.root,
                post=world.posts[post],
                role=world.roles[role],
                place=place(code),
                valid_from=date(2026, 1, 1),
            )
        town = subtree(self.county).filter(level="town").first()
        assert town is not None
        self.town = town
        self.government = self.body(self.county, "government", "邹平市人民政府")
        self.village = self.body(self.town, "village", "演示村")

    def body(self, where: Any, kind: str, name: str) -> Any:
        return create_party(actor=self.world.root, place=where, kind=kind, name=name, established_on=date(2020, 1, 1))

    def adopt(self, folder: Path) -> Pack:
        """Load, review and publish by three people, then adopt for the county."""
        command("packs", "load", folder)
        pack = Pack.objects.get(code="binzhou-grid-2021")
        pack = policies.review_pack(actor=self.cast["张慧"], pack=pack)
        pack = policies.publish_pack(actor=self.cast["陈刚"], pack=pack)
        policies.adopt_pack(
            actor=self.cast["陈刚"],
            pack=pack,
            place=self.county,
            valid_from=date(2026, 1, 1),
            judged_from=date(2026, 1, 1),
        )
        settle()
        return pack

    def open(self, noun: str) -> Any:
        return open_register(
            actor=self.cast["张慧"],
            place=self.county,
            noun=noun,
            keeper=self.government,
            valid_from=date(2026, 1, 1),
        )

    def enter(self, register: Any, **values: object) -> str:
        row = enter_record(actor=self.cast["张慧"], register=register, place=self.town.pk, values=values)
        return str(row.row)

    def statuses(self) -> dict[str, str]:
        settle()
        return {each.obligation: each.status for each in Verdict.objects.filter(obligation__startswith="BZ-")}


@needs_text
def test_a_county_that_tries_it_reads_all_four_verdicts(world: World, cast: Cast, folder: Path) -> None:
    with simulated(at(date(2026, 6, 30))):
        trial = Trial(world, cast)
        pack = trial.adopt(folder)
        found = trial.statuses()
        assert len(found) == 21
        assert {code for code, status in found.items() if status != "undecidable"} == set(), "nothing is kept yet"
        registers = {noun: trial.open(noun) for noun in NOUNS}
        policies.set_parameter(
            actor=cast["张慧"],
            pack=pack,
            place=trial.county,
            parameter="matter_time",
            value="P10D",
            reason="试点方案",
            valid_from=date(2026, 1, 1),
        )
        grid = trial.enter(
            registers["governance_grid"], name="第一网格", unit=trial.village, kind="行政村", valid_from="2026.1.1"
        )
        assert trial.statuses()["BZ-06"] == "not_met", "a grid without a worker"
        trial.enter(registers["governance_grid_worker"], grid=grid, name="王某", source="其他", valid_from="2026.1.1")
        matter = trial.enter(registers["governance_matter"], grid=grid, title="路灯不亮", collected_on="2026年6月25日")
        trial.enter(registers["governance_obstruction"], happened_on="2026-06-01", breaks_security_law="是")
        found = trial.statuses()
        wanted = {"BZ-02": "met", "BZ-06": "met", "BZ-17": "met", "BZ-09": "not_due", "BZ-19": "not_due"}
        wanted |= {"BZ-21": "not_met", "BZ-08": "undecidable", "BZ-18": "undecidable"}
        assert {code: found[code] for code in wanted} == wanted
        trial.enter(registers["governance_upload"], matter=matter, title="路灯不亮", uploaded_on="20260628")
        found = trial.statuses()
        assert (found["BZ-09"], found["BZ-10"]) == ("met", "undecidable"), "how soon to pass it on nobody has said"
        _reads(folder, found)


def _reads(folder: Path, found: dict[str, str]) -> None:
    """The pages tell the verdicts beside the words of the text."""
    lines = (folder / "source.md").read_text(encoding="utf-8").split("\n")
    client = Client()
    client.force_login(User.objects.get(username="zhanghui"))
    whole = client.get("/verdicts/binzhou-grid-2021/").content.decode()
    assert [line for line in lines[8:] if line and line not in whole] == []
    words = {"BZ-02": "已落实", "BZ-21": "未落实", "BZ-19": "未到期", "BZ-10": "无法判定"}
    quotes = {"BZ-02": lines[28], "BZ-21": lines[68], "BZ-19": lines[62], "BZ-10": lines[48].partition("；")[2]}
    for code, word in words.items():
        page = client.get(f"/verdicts/binzhou-grid-2021/{code}/").content.decode()
        assert word in page, (code, found[code])
        assert quotes[code] in page
