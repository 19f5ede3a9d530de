"""What the room tells the judge: letters, posts of enterprises, promises, at the two times; and who lacks one."""

from datetime import date
from typing import Any

from hongxian.kernel.clock import now
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.rules.population import AsOf, Leaf, Op
from hongxian.modules.responsibility.pledges.chain import chain_of
from hongxian.modules.responsibility.pledges.commands import (
    EnterprisePost,
    Signed,
    confirm_pledge,
    end_pledge,
    issue_pledge,
    sign_pledge,
)
from hongxian.modules.responsibility.pledges.owed import coverage, owed

DAY = date(2026, 2, 3)


def told(fact: str, day: date, known_at: Any = None) -> list[dict[str, Any]]:
    return [dict(row.values) for row in RoomFacts().population(fact, AsOf(day, known_at)).page()]


def test_letter_counts_from_its_last_signature_through_its_end(signed: Any, cast: Any, world: Any) -> None:
    before = now()
    end_pledge(actor=cast["张慧"], pledge=signed, ended_on=date(2026, 3, 1), reason="机构撤销")
    for day, count in ((date(2026, 2, 2), 0), (DAY, 1), (date(2026, 3, 1), 1), (date(2026, 3, 2), 0)):
        assert len(told("responsibility_letter", day)) == count, day
    (row,) = told("responsibility_letter", DAY)
    assert (row["signer_level"], row["receiver_level"]) == ("city", "county")
    assert row["receiver"] == str(world.parties["禹州市政府"].pk)
    assert before <= now()


def test_letter_not_confirmed_is_no_letter(issued: Any, both: Any, cast: Any) -> None:
    sign_pledge(actor=cast["张慧"], pledge=issued, signatures=both)
    assert told("responsibility_letter", DAY) == []
    confirm_pledge(actor=cast["陈刚"], pledge=issued)
    assert len(told("responsibility_letter", DAY, now())) == 1


def test_post_and_promise_are_owed_once_issued_and_signed_once_confirmed(world: Any, cast: Any, link: Any) -> None:
    firm = world.enterprises["许昌演示化工有限公司"]
    post = EnterprisePost("法定代表人", "legal_representative", first_responsible=True)
    letter = issue_pledge(actor=cast["张慧"], link=link("posts"), enterprise=firm, post=post)
    issue_pledge(actor=cast["张慧"], link=link("promises"), enterprise=firm)
    (row,) = told("post_responsibility", date(2026, 3, 5))
    assert (row["post_kind"], row["first_responsible"], row["signed"]) == ("legal_representative", True, False)
    assert [each["signed"] for each in told("safety_promise", date(2026, 3, 5))] == [False]
    given = {"giver": Signed("董事会", DAY), "bearer": Signed("丁一", DAY)}
    sign_pledge(actor=cast["张慧"], pledge=letter, signatures=given)
    confirm_pledge(actor=cast["陈刚"], pledge=letter)
    assert [each["signed"] for each in told("post_responsibility", date(2026, 3, 5))] == [True]
    population = RoomFacts().population("post_responsibility", AsOf(date(2026, 3, 5)))
    assert population.filter(Leaf("signed", Op.IS, value=True)).count() == 1


def test_coverage_counts_who_has_one_and_who_lacks_it(signed: Any, opened: Any, cast: Any) -> None:
    counted = {each.link.order: each for each in coverage(cast["张慧"], opened.links.order_by("order"))}
    assert counted[1].counts == {"signed": 1, "waiting": 0, "begun": 0, "missing": counted[1].total - 1}
    assert counted[1].total == 6
    county = {each.link.order: each for each in coverage(cast["赵磊"], opened.links.order_by("order"))}
    assert (county[1].total, county[1].lacking) == (1, 0), "a county counts its own"
    names = [each.name for each in owed(cast["张慧"], opened.links.get(order=1)).filter(standing="missing")]
    assert "长葛市人民政府" in names


def test_chain_hangs_each_below_who_signs_with_it(signed: Any, opened: Any, cast: Any) -> None:
    root, alone = chain_of(cast["张慧"], opened)
    below = {each.name: each for each in root.children}
    assert below["禹州市人民政府"].standing == "signed"
    assert below["长葛市人民政府"].standing == "missing"
    firms = {link.tier: counts for link, counts in below["禹州市人民政府"].enterprises}
    assert firms["enterprises"]["missing"] == 1
    assert "许昌市人民政府 · 市委常委、副市长" in below, "a post whose giver signs with nobody hangs below the body"
    assert alone == []
