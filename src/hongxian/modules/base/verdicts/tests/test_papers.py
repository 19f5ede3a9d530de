"""Papers from verdicts: the order that a matter be done, the report of a body, the certificate of a person."""

from datetime import date

import pytest

from hongxian.kernel.ledger.models import Leaf
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.base.papers.commands import draft_paper
from hongxian.modules.base.papers.offers import offers_for
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.world import settle
from hongxian.modules.responsibility.meetings.commands import Extract, Item, record_meeting

QUARTER = {"since": date(2026, 1, 1), "until": date(2026, 3, 5)}


@pytest.fixture
def drafted(cast, world):
    def run(kind, subject, by="张慧", issuer="市安委办", asked=None):
        return draft_paper(
            actor=cast[by],
            kind=kind,
            subject_key=str(subject.pk),
            issuer=world.parties[issuer],
            recipients=["许昌市人民政府"],
            asked=asked,
        )

    return run


@pytest.fixture
def held(cast, world):
    """The standing committee heard a report; judged and sealed."""
    extract = Extract("许常〔2026〕3号", "市委办公室", "会议听取了汇报。")
    meeting = record_meeting(
        actor=cast["孙晓"],
        body=world.parties["市委常委会"],
        held_on=date(2026, 3, 2),
        title="市委常委会会议",
        items=[Item(agenda_type="hear_report", title="听取汇报", extract=extract)],
    )
    settle()
    return meeting


def test_the_order_quotes_the_clause_and_says_what_fails(drafted, world, clock) -> None:
    clock.at("2026-04-12 09:00")
    settle()
    verdict = Verdict.objects.get(obligation="XC-01", period="2026-Q1")
    paper = drafted("supervision_notice", verdict)
    assert "判定为未落实" in paper.wording
    assert "每季度至少听取1次安全生产工作汇报" in paper.wording
    assert "2026年3月31日前完成，现已逾期12日" in paper.wording


def test_what_is_done_or_not_yet_due_is_not_ordered(drafted, world, held) -> None:
    verdict = Verdict.objects.get(obligation="XC-01", period="2026-Q1")
    assert verdict.status == "met"
    assert not list(offers_for(verdict))
    with pytest.raises(NotVisible):
        drafted("supervision_notice", verdict)


def test_the_report_says_what_was_owed_and_when_it_was_done_with_its_place_in_the_ledger(drafted, world, held) -> None:
    paper = drafted("duty_report", world.parties["市委常委会"], asked=QUARTER)
    (line,) = [line for line in paper.wording.splitlines() if "听取1次安全生产工作汇报" in line]
    leaf = Leaf.objects.get(entry__event="meeting.record", entry__subject_key=str(held.pk))
    assert [cell.strip() for cell in line.split("|")][3:8] == [
        "2026年第一季度",
        "2026年3月31日",
        "已落实",
        "2026年3月5日",
        str(leaf.index + 1),
    ]


def test_the_certificate_has_the_posts_and_the_acts_of_the_person(drafted, world, held) -> None:
    paper = drafted("duty_certificate", world.people["孙晓"], asked=QUARTER)
    assert "| 许昌市委办公室 | 会务科科员 | 2026年1月1日 | 2026年3月5日 |" in paper.wording
    assert "期内本人在系统中办理1次" in paper.wording
    assert "录入会议" in paper.wording


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 1)}, "不能早于起始日期"),
        ({"since": date(2026, 1, 1), "until": date(2026, 3, 6)}, "尚未到来"),
    ],
)
def test_days_that_cannot_be_are_refused(drafted, world, asked, sentence) -> None:
    with pytest.raises(Problem, match=sentence):
        drafted("duty_report", world.parties["市委常委会"], asked=asked)
