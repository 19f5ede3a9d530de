"""What ceases to bind is judged no more: an earlier version of a pack, a pack withdrawn; what was judged stays."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import adopt_pack, set_parameter, withdraw_pack
from hongxian.modules.base.policies.models import Adoption, Pack
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.queries import status_counts
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle

Worker = Callable[[], int]


def test_a_new_version_takes_the_place_of_the_old_one(
    world: World, cast: Cast, worker: Worker, altered: Callable[..., Path], published: Callable[[Path], Any]
) -> None:
    settle()
    new = published(altered("xuchang-2018", 2))
    given = {"actor": cast["陈刚"], "pack": new, "place": world.pack.place, "judged_from": date(2026, 1, 1)}
    with pytest.raises(Problem, match="起启用第 1 版"):
        adopt_pack(valid_from=date(2025, 12, 22), **given)
    adopt_pack(valid_from=date(2026, 3, 1), **given)
    worker()
    old = Verdict.objects.filter(pack=world.pack)
    assert old.exists()
    assert not old.filter(lapsed_at__isnull=True).exists()
    keys = [str(key) for key in old.values_list("pk", flat=True)]
    assert not Duty.objects.filter(subject_key__in=keys, state="open").exists()
    assert Verdict.objects.filter(pack=new, lapsed_at__isnull=True).exists()
    assert Adoption.objects.get(pack=world.pack, recorded_to__isnull=True).valid_to == date(2026, 2, 28)


def test_a_withdrawn_pack_leaves_nothing_on_any_desk(world: World, cast: Cast, worker: Worker) -> None:
    settle()
    assert sum(status_counts(cast["张慧"]).values()) > 0
    withdraw_pack(actor=cast["陈刚"], pack=Pack.objects.get(pk=world.pack.pk), reason="文件废止")
    worker()
    assert sum(status_counts(cast["张慧"]).values()) == 0
    assert not Duty.objects.filter(subject_kind="verdict", state="open").exists()
    assert Verdict.objects.filter(pack=world.pack).exists()


def test_the_nearer_adoption_of_a_pack_judges_its_own_place(world: World, cast: Cast, worker: Worker) -> None:
    settle()
    county = place("411081")
    day = date(2026, 1, 1)
    adopt_pack(actor=cast["陈刚"], pack=world.pack, place=county, valid_from=day, judged_from=day)
    worker()
    value = {"actor": cast["张慧"], "pack": world.pack, "place": county, "valid_from": day, "reason": "会议议定"}
    set_parameter(parameter="quarter_basis", value="december", **value)
    worker()
    settle()
    rows = Verdict.objects.filter(obligation="XC-13")
    assert (rows.count(), rows.filter(lapsed_at__isnull=False).count()) == (7, 0)


def test_a_value_to_come_counts_from_its_day(world: World, cast: Cast, clock: StandingClock, worker: Worker) -> None:
    settle()
    given = {"actor": cast["张慧"], "pack": world.pack, "place": world.pack.place, "reason": "会议议定"}
    for name, value in (("office_staff_norm", "5"), ("office_record_period", "P1Y")):
        set_parameter(parameter=name, value=value, valid_from=date(2026, 3, 10), **given)
    worker()
    assert Verdict.objects.get(obligation="XC-05").status == "undecidable"
    clock.at("2026-03-10 00:01")
    worker()
    assert Verdict.objects.get(obligation="XC-05").status == "not_met"
