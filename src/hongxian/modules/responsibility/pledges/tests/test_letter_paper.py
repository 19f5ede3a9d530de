"""A letter can be drafted as a paper, with both sides' signature lines and the chain it stands in."""

from typing import Any

from hongxian.kernel.documents.markup import parse
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.papers.commands import draft_paper
from hongxian.modules.base.papers.offers import offers_for
from hongxian.modules.responsibility.pledges.commands import issue_pledge, reject_pledge, sign_pledge


def test_letter_carries_the_words_both_sides_and_the_chain(cast: Any, world: Any, signed: Any, link: Any) -> None:
    county = world.parties["禹州市政府"]
    firm = Enterprise.objects.get(name="禹州演示煤业有限公司")
    below = issue_pledge(actor=cast["张慧"], link=link("enterprises"), giver=county, enterprise=firm)
    paper = draft_paper(
        actor=cast["张慧"], kind="pledge_letter", subject_key=str(below.pk), issuer=world.parties["市安委办"]
    )
    content = parse(paper.wording).content
    chain = next(each.rows for each in content.blocks if each.kind == "table")
    assert [row[1:3] for row in chain[1:]] == [("许昌市人民政府", county.name), (county.name, firm.name)]
    assert chain[2][4] == "待签字"
    sides = next(each.rows for each in content.blocks if each.kind == "signatures")
    assert sides == ((county.name, firm.name),)
    assert all(words.split("\n")[0] in paper.wording for _, words in below.link.parts)
    assert [each.name for each in paper.recipients.all()] == [firm.name]


def test_who_signed_stands_in_it_and_one_that_was_rejected_gives_none(
    cast: Any, world: Any, issued: Any, both: Any
) -> None:
    sign_pledge(actor=cast["张慧"], pledge=issued, signatures=both)
    issuer = world.parties["市安委办"]
    paper = draft_paper(actor=cast["张慧"], kind="pledge_letter", subject_key=str(issued.pk), issuer=issuer)
    assert "上一级：吴海峰（市长），2026年2月2日。" in paper.wording
    issued.refresh_from_db()
    rejected = reject_pledge(actor=cast["陈刚"], pledge=issued, reason="原件不符")
    assert not list(offers_for(rejected))
