"""A text is received once for a place, with everything that was made of it."""

from __future__ import annotations

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.drafts.commands import receive_draft
from hongxian.modules.base.drafts.models import Draft
from hongxian.modules.base.drafts.tests.conftest import TEXT
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast


def test_the_text_is_kept_as_it_came_and_nothing_binds_yet(draft: Draft) -> None:
    assert draft.original.encode() == TEXT
    assert draft.title == "许昌市安全生产整治方案"
    assert {each.state for each in draft.proposals.all()} == {"proposed"}
    assert [each.rule_form for each in draft.proposals.order_by("number")][:1] == ["PERIODIC"]


def test_the_same_file_is_not_worked_on_twice_for_one_place(draft: Draft, cast: Cast) -> None:
    with pytest.raises(Problem, match="正在为“许昌市”办理导入"):
        receive_draft(actor=cast["张慧"], place=place("411000"), file_name="again.txt", content=TEXT)
    elsewhere = receive_draft(actor=cast["张慧"], place=place("411024"), file_name="again.txt", content=TEXT)
    assert elsewhere.pk != draft.pk


def test_a_file_that_is_no_text_leaves_nothing_behind(world: object, cast: Cast) -> None:
    with pytest.raises(Problem, match="PNG"):
        receive_draft(actor=cast["张慧"], place=place("411000"), file_name="a.txt", content=b"\x89PNG\r\n")
    assert not Draft.objects.filter(place="411000").exists()


def test_who_may_not_is_refused(world: object, cast: Cast) -> None:
    with pytest.raises(Denied):
        receive_draft(actor=cast["赵磊"], place=place("411000"), file_name="a.txt", content=TEXT)
    with pytest.raises(NotVisible):
        receive_draft(actor=cast["张慧"], place=place("410000"), file_name="a.txt", content=TEXT)
