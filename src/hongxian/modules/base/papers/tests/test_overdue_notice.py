"""An overdue duty gives a notice, one that is not overdue none."""

from hongxian.kernel.duties.models import Duty
from hongxian.modules.base.papers.commands import draft_paper
from hongxian.modules.base.papers.offers import offers_for
from hongxian.modules.portal.demo.world import settle


def test_an_overdue_duty_is_ordered_to_be_done(cast, world, clock) -> None:
    settle()
    duty = Duty.objects.get(title__contains="市委常委会每季度至少听取", source__startswith="verdict:")
    assert not list(offers_for(duty))
    clock.at("2026-04-10 09:00")
    settle()
    duty.refresh_from_db()
    assert [each.key for each in offers_for(duty)] == ["overdue_notice"]
    paper = draft_paper(
        actor=cast["张慧"], kind="overdue_notice", subject_key=str(duty.pk), issuer=world.parties["市安委办"]
    )
    assert [each.name for each in paper.recipients.all()] == ["许昌市委常委会"]
    assert "| 2026年3月31日 | 已逾期 | 10日 ||" in paper.wording
