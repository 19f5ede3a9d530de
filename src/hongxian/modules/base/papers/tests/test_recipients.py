"""Serving, receipts, refusals, and the reminder of receipts that are missing."""

from datetime import date

import pytest

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.base.papers.commands import receive_paper, refuse_paper, serve_paper, withdraw_paper
from hongxian.modules.base.papers.models import Recipient

DAY = date(2026, 3, 5)


@pytest.fixture
def recipient(issued):
    return issued(recipients=["禹州市应急管理局"]).recipients.get()


def test_nothing_is_served_before_it_is_issued(cast, drafted) -> None:
    with pytest.raises(Problem, match="尚未印发"):
        serve_paper(actor=cast["张慧"], recipient=drafted().recipients.get(), way="direct", served_on=DAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"served_on": date(2026, 3, 4)}, "不能早于印发日期"),
        ({"served_on": date(2026, 3, 6)}, "尚未到来"),
        ({"receipt_due_on": date(2026, 3, 4)}, "不能早于送达日期"),
        ({"way": "pigeon"}, "没有这种送达方式"),
    ],
)
def test_days_and_ways_that_cannot_be_are_refused(cast, recipient, changes, sentence) -> None:
    with pytest.raises(Problem, match=sentence):
        serve_paper(**{"actor": cast["张慧"], "recipient": recipient, "way": "direct", "served_on": DAY} | changes)


def test_a_missing_receipt_stands_on_the_desk_until_it_is_back(cast, world, recipient, worker) -> None:
    due = date(2026, 3, 20)
    serve_paper(actor=cast["张慧"], recipient=recipient, way="post", served_on=DAY, receipt_due_on=due)
    worker()
    duty = Duty.objects.get(source=f"receipt:{recipient.pk}")
    assert (duty.organisation, duty.due_on, duty.state) == (str(world.parties["市安委办"].pk), due, "open")
    receive_paper(actor=cast["赵磊"], recipient=recipient, received_on=DAY, receiver="赵磊")
    worker()
    duty.refresh_from_db()
    assert (recipient.state, duty.state) == ("received", "done")


def test_without_a_day_nobody_is_reminded_and_a_withdrawn_paper_waits_for_nothing(cast, issued, worker) -> None:
    first, second = issued().recipients.get(), issued().recipients.get()
    serve_paper(actor=cast["张慧"], recipient=first, way="direct", served_on=DAY)
    serve_paper(actor=cast["张慧"], recipient=second, way="direct", served_on=DAY, receipt_due_on=DAY)
    worker()
    assert not Duty.objects.filter(source=f"receipt:{first.pk}").exists()
    withdraw_paper(actor=cast["陈刚"], paper=second.paper, reason="情况有变")
    worker()
    assert Duty.objects.get(source=f"receipt:{second.pk}").state == "withdrawn"


def test_a_refusal_names_a_witness_and_another_body_receives_nothing(cast, recipient, issued) -> None:
    with pytest.raises(Problem, match="见证人"):
        refuse_paper(actor=cast["张慧"], recipient=recipient, refusal="拒绝签收", witness="")
    other = issued().recipients.get()
    with pytest.raises(NotVisible):
        receive_paper(actor=cast["赵磊"], recipient=other, received_on=DAY, receiver="赵磊")
    refuse_paper(actor=cast["张慧"], recipient=recipient, refusal="拒绝签收", witness="社区干部")
    assert Recipient.objects.get(pk=recipient.pk).state == "refused"
