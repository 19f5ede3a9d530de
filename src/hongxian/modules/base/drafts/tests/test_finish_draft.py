"""What people confirmed becomes a pack that loads, passes its own scenarios, and is judged once it is adopted."""

from __future__ import annotations

from datetime import date

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.kernel.rules.scenarios import run_scenarios
from hongxian.modules.base.drafts.commands import confirm_proposal, finish_draft
from hongxian.modules.base.drafts.folder import Cover
from hongxian.modules.base.drafts.models import Draft
from hongxian.modules.base.policies.models import Pack
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.portal.demo.cast import Cast

COVER = Cover(
    code="xuchang-plan-2026",
    version=1,
    title="许昌市安全生产整治方案",
    issuer="许昌市安全生产委员会",
    effective_from=date(2026, 1, 1),
    effective_reason="印发之日",
    prefix="XP",
)


def confirm_all(draft: Draft, cast: Cast) -> None:
    for proposal in draft.proposals.select_related("draft"):
        confirm_proposal(actor=cast["张慧"], proposal=proposal)


def test_the_pack_says_what_was_confirmed_and_its_rules_run(draft: Draft, cast: Cast) -> None:
    confirm_all(draft, cast)
    finish_draft(actor=cast["郑凯"], draft=draft, cover=COVER)
    pack = Pack.objects.get(code=COVER.code)
    assert pack.state == "draft"
    assert draft.__class__.objects.get(pk=draft.pk).pack == str(pack.pk)
    content = content_of(pack)
    forms = {each.id: each.form.value for each in content.obligations.values()}
    assert set(forms.values()) >= {"PERIODIC", "DEADLINE", "TRIGGER"}
    assert "定期" in {each.label[1:3] for each in content.parameters.values()}
    results = run_scenarios(content)
    assert results
    assert [each for each in results if each.differences] == []


def test_undecided_proposals_stand_in_the_way(draft: Draft, cast: Cast) -> None:
    with pytest.raises(Problem, match="没有确认或排除"):
        finish_draft(actor=cast["郑凯"], draft=draft, cover=COVER)
    assert not Pack.objects.filter(code=COVER.code).exists()


def test_the_same_pack_is_not_made_twice(draft: Draft, cast: Cast) -> None:
    confirm_all(draft, cast)
    finish_draft(actor=cast["郑凯"], draft=draft, cover=COVER)
    with pytest.raises(Problem, match="导入已经结束"):
        finish_draft(actor=cast["郑凯"], draft=Draft.objects.get(pk=draft.pk), cover=COVER)


def test_who_may_not_load_packs_may_not_make_one(draft: Draft, cast: Cast) -> None:
    confirm_all(draft, cast)
    with pytest.raises(Denied):
        finish_draft(actor=cast["张慧"], draft=draft, cover=COVER)
