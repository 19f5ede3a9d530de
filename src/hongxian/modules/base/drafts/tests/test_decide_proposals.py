"""Every proposal is decided by a person: confirmed as changed, refused, or added where the importer found nothing."""

from __future__ import annotations

from datetime import date

import pytest

from hongxian.kernel.problem import Problem
from hongxian.modules.base.drafts.commands import abandon_draft, add_proposal, confirm_proposal, refuse_proposal
from hongxian.modules.base.drafts.models import Draft, Proposal
from hongxian.modules.portal.demo.cast import Cast


def first(draft: Draft) -> Proposal:
    return draft.proposals.select_related("draft").order_by("number")[0]


def test_it_is_confirmed_with_what_the_person_changed(draft: Draft, cast: Cast) -> None:
    done = confirm_proposal(actor=cast["张慧"], proposal=first(draft), changes={"title": "市政府每季度研究", "min": 2})
    assert (done.state, done.title, done.min, done.decided_by_name) == ("confirmed", "市政府每季度研究", 2, "张慧")


def test_it_may_be_taken_back_before_the_pack_is_made(draft: Draft, cast: Cast) -> None:
    done = refuse_proposal(actor=cast["张慧"], proposal=first(draft))
    assert done.state == "refused"
    assert confirm_proposal(actor=cast["张慧"], proposal=done).state == "confirmed"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule_form": "PERIODIC", "period": ""}, "须选定周期"),
        ({"rule_form": "DEADLINE", "due": None}, "须写明期限日期"),
        ({"title": "  "}, "请写明义务名称"),
    ],
)
def test_what_its_form_rests_on_must_be_there(draft: Draft, cast: Cast, changes: dict[str, object], words: str) -> None:
    with pytest.raises(Problem, match=words):
        confirm_proposal(actor=cast["张慧"], proposal=first(draft), changes=changes)
    assert first(draft).state == "proposed"


def test_a_deadline_is_kept_as_a_day(draft: Draft, cast: Cast) -> None:
    due = next(each for each in draft.proposals.select_related("draft") if each.rule_form == "DEADLINE")
    assert due.due == date(2026, 6, 30)
    assert confirm_proposal(actor=cast["张慧"], proposal=due).state == "confirmed"


def test_an_obligation_may_be_added_only_from_the_words_of_the_text(draft: Draft, cast: Cast) -> None:
    given = {"path": "一/（一）/1", "title": "补充", "rule_form": "EXISTENCE"}
    before = draft.proposals.count()
    added = add_proposal(actor=cast["张慧"], draft=draft, quote="市安委办应当建立整治工作制度。", **given)
    assert (added.number, added.by_hand) == (before + 1, True)
    with pytest.raises(Problem, match="一字不差"):
        add_proposal(actor=cast["张慧"], draft=draft, quote="市安委办要建立制度", **given)
    with pytest.raises(Problem, match="没有条款“九/1”"):
        add_proposal(actor=cast["张慧"], draft=draft, quote="安委办", path="九/1", title="补充", rule_form="EXISTENCE")


def test_a_draft_that_was_given_up_is_closed(draft: Draft, cast: Cast) -> None:
    with pytest.raises(Problem, match="理由"):
        abandon_draft(actor=cast["张慧"], draft=draft, reason="")
    abandon_draft(actor=cast["张慧"], draft=draft, reason="不是本市文件")
    with pytest.raises(Problem, match="已经结束"):
        confirm_proposal(actor=cast["张慧"], proposal=first(draft))
