"""Every pack that comes with the system: it loads, and its scenarios come out as written."""

from pathlib import Path

import pytest

from hongxian.kernel.rules.pack import pack_hash, read_dictionary, read_pack
from hongxian.kernel.rules.scenarios import play
from hongxian.kernel.rules.verdict import Status

PACKS = Path(__file__).resolve().parents[3] / "packs"
DICTIONARY = read_dictionary(PACKS / "facts", families=PACKS / "families.yaml")
LOADED = [read_pack(path.parent, DICTIONARY) for path in sorted(PACKS.glob("*/*/pack.yaml"))]
CASES = [
    pytest.param(pack, scenario.obligation, case, id=f"{scenario.obligation}-{number}")
    for pack in LOADED
    for scenario in pack.scenarios
    for number, case in enumerate(scenario.cases)
]
DECIDED = [
    pytest.param(pack, obligation, id=obligation.id)
    for pack in LOADED
    for obligation in pack.obligations.values()
    if obligation.parts
]


@pytest.mark.parametrize(("pack", "obligation", "case"), CASES)
def test_a_scenario_comes_out_as_written(pack, obligation, case):
    result = play(pack, pack.obligations[obligation], case)
    assert result.differences == ()


@pytest.mark.parametrize(("pack", "obligation", "case"), CASES)
def test_every_verdict_explains_itself_down_to_its_rows(pack, obligation, case):
    verdict = play(pack, pack.obligations[obligation], case).verdict
    nodes = [verdict.explanation]
    while nodes:
        node = nodes.pop()
        assert node.text
        assert "{" not in node.text
        nodes += node.children
        if node.rows is not None:
            assert len(node.rows.everything()) == node.rows.count() > 0


@pytest.mark.parametrize(("pack", "obligation"), DECIDED)
def test_every_decided_obligation_has_its_scenarios(pack, obligation):
    cases = [case for each in pack.scenarios if each.obligation == obligation.id for case in each.cases]
    statuses = {case.expect.status for case in cases}
    assert {Status.MET, Status.NOT_MET, Status.UNDECIDABLE} <= statuses
    if obligation.period or any(getattr(part, "due", None) for part in obligation.parts):
        assert Status.NOT_DUE in statuses


def test_the_hash_covers_everything_but_the_scenarios(tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "a.yaml").write_text("a")
    first = pack_hash(tmp_path)
    (tmp_path / "scenarios" / "x.yaml").write_text("x")
    assert pack_hash(tmp_path) == first
    (tmp_path / "a.yaml").write_text("b")
    second = pack_hash(tmp_path)
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert len({first, second, pack_hash(tmp_path)}) == 3
