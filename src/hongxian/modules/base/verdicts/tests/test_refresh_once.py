"""Many acts that follow one another are judged once, and by the last of them; nothing is forgotten."""

from datetime import date

from hongxian.kernel.outbox.models import Message
from hongxian.modules.base.policies.models import Adoption
from hongxian.modules.base.verdicts import refreshing
from hongxian.modules.base.verdicts.commands import Cause
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle
from hongxian.modules.responsibility.meetings import commands as meetings


def record(world: World, cast: Cast, day: int) -> None:
    item = meetings.Item(
        agenda_type="hear_report",
        title="听取汇报",
        extract=meetings.Extract(number=f"测试〔{day}〕1号", office="市委办公室", text="摘要"),
        decisions=["报送情况"],
    )
    meetings.record_meeting(
        actor=cast["孙晓"],
        body=world.parties["市委常委会"],
        title="常委会会议",
        held_on=date(2025, 12, day),
        items=[item],
    )


def test_a_burst_of_acts_is_judged_once_and_a_later_act_again(world: World, cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settle()
    judged: list[list[str]] = []
    refresh = refreshing.refresh

    def counted(adoption: Adoption, codes: list[str], cause: Cause) -> int:
        judged.append(codes)
        return refresh(adoption, codes, cause)

    monkeypatch.setattr(refreshing, "refresh", counted)
    for day in (18, 19, 20):
        record(world, cast, day)
    settle()
    assert len(judged) == 1
    assert "XC-01" in judged[0]
    assert not Message.objects.filter(done_at__isnull=True).exists()
    record(world, cast, 21)
    settle()
    assert len(judged) == 2
