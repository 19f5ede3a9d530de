"""The registers of the demo: every row of the plan is taken by its command, and the judge finds what the plan tells."""

from hongxian.kernel.clock import today
from hongxian.modules.base.records.models import Record
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.refreshing import refresh
from hongxian.modules.portal.demo.bodies import build_bodies
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.portal.demo.enterprises import build_enterprises
from hongxian.modules.portal.demo.registers import build_registers
from hongxian.modules.portal.demo.rooms import OF_ROOMS
from hongxian.modules.portal.demo.world import World


def test_every_row_is_entered_confirmed_where_late_and_judged(world: World) -> None:
    build_enterprises(world, plan("world"))
    told = plan("registers")
    build_bodies(world, told)
    built = build_registers(world, told, world.adoption, today())
    kept = set(built.told["rows"]) - set(OF_ROOMS)
    assert kept <= set(built.opened)
    assert {each.noun for each in Record.objects.all()} == kept
    assert not Record.objects.filter(recorded_to__isnull=True, state="awaiting_confirmation").exists()
    assert Record.objects.filter(state="confirmed", back_entry=True).exists()
    refresh(world.adoption, ["XC-05", "XC-17", "XC-32", "XC-45", "XC-52"])
    found = dict(
        Verdict.objects.filter(obligation__in=["XC-05", "XC-17", "XC-32", "XC-45", "XC-52"]).values_list(
            "obligation", "status"
        )
    )
    assert found == {
        "XC-05": "undecidable",
        "XC-17": "not_met",
        "XC-32": "met",
        "XC-45": "met",
        "XC-52": "not_met",
    }
