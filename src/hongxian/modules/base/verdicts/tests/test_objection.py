"""Objections: raised by the judged body, answered by somebody else of the office, never changing the verdict."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from hongxian.kernel.actor import Scope
from hongxian.kernel.duties.queries import desk_of, duty_from
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.verdicts.commands import (
    raise_objection,
    reject_objection,
    uphold_objection,
    withdraw_objection,
)
from hongxian.modules.base.verdicts.models import Objection, Verdict
from hongxian.modules.base.verdicts.queries import visible_objections
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle

Worker = Callable[[], int]


@pytest.fixture
def county(world: World) -> Verdict:
    """A verdict about the government of Yuzhou."""
    settle()
    return Verdict.objects.get(obligation="XC-13", party__name="禹州市人民政府")


@pytest.fixture
def objection(county: Verdict, cast: Cast, worker: Worker) -> Objection:
    """Raised by Zhao Lei of Yuzhou; the worker has done its work."""
    raised = raise_objection(
        actor=cast["赵磊"], verdict=county, reason="机构改革批复已下发，登记有误。", attachments="禹编〔2019〕3号"
    )
    worker()
    return raised


def state_of(verdict: Verdict) -> dict[str, object]:
    return Verdict.objects.filter(pk=verdict.pk).values().get()


def test_it_stands_on_the_desk_of_the_office_and_changes_nothing(
    county: Verdict, cast: Cast, objection: Objection
) -> None:
    before = {**state_of(county)}
    duty = duty_from(f"objection:{objection.pk}")
    assert duty is not None
    assert (duty.organisation_name, duty.due_on) == ("许昌市安全生产委员会办公室", None)
    assert duty in desk_of(cast["陈刚"])
    assert duty not in desk_of(cast["赵磊"])
    assert (objection.state, objection.status) == ("raised", county.status)
    assert state_of(county) == before


@pytest.mark.parametrize(
    ("answering", "state", "word"),
    [(uphold_objection, "upheld", "异议成立"), (reject_objection, "rejected", "异议不成立")],
)
def test_a_named_person_answers_and_the_desk_is_cleared(
    county: Verdict,
    cast: Cast,
    worker: Worker,
    objection: Objection,
    answering: Callable[..., Objection],
    state: str,
    word: str,
) -> None:
    before = state_of(county)
    done = answering(actor=cast["陈刚"], objection=objection, answer="经核对批复原件。")
    worker()
    assert (done.state, done.answered_by_name, done.answer) == (state, "陈刚", "经核对批复原件。")
    assert duty_from(f"objection:{objection.pk}").state == "done"
    assert [each.entry.event for each in timeline(done)][-1] == "objection.raise"
    assert state_of(county) == before
    page = read("chengang", f"/verdicts/{county.pk}/")[1]
    assert word in page
    assert "经核对批复原件。" in page


def test_nobody_answers_without_a_reason_nor_twice(cast: Cast, objection: Objection) -> None:
    with pytest.raises(Problem, match="答复"):
        uphold_objection(actor=cast["陈刚"], objection=objection, answer=" ")
    reject_objection(actor=cast["陈刚"], objection=objection, answer="与原件不符。")
    with pytest.raises(Problem, match="异议不成立"):
        uphold_objection(actor=cast["陈刚"], objection=objection, answer="再议。")


def test_nobody_answers_what_they_raised(cast: Cast, objection: Objection) -> None:
    zhao = cast["赵磊"]
    both = replace(zhao, grants={**zhao.grants, "objection.uphold": (Scope(),)})
    with pytest.raises(Problem, match="以外的人答复"):
        uphold_objection(actor=both, objection=objection, answer="同意自己。")


def test_only_the_judged_body_raises_and_once_at_a_time(county: Verdict, cast: Cast, objection: Objection) -> None:
    with pytest.raises(Problem, match="赵磊已于 2026-03-05 提出异议"):
        raise_objection(actor=cast["赵磊"], verdict=county, reason="再提。")
    for name in ("孙晓", "李强"):
        with pytest.raises(NotVisible):
            raise_objection(actor=cast[name], verdict=county, reason="代为提出。")
    for name in ("张慧", "陈刚", "刘洋"):
        with pytest.raises(Denied):
            raise_objection(actor=cast[name], verdict=county, reason="代为提出。")


def test_a_reason_is_needed(county: Verdict, cast: Cast) -> None:
    with pytest.raises(Problem, match="写明异议的理由"):
        raise_objection(actor=cast["赵磊"], verdict=county, reason="  ")
    assert not Objection.objects.exists()


def test_it_is_withdrawn_with_a_reason_and_may_be_raised_again(
    county: Verdict, cast: Cast, worker: Worker, objection: Objection
) -> None:
    with pytest.raises(Problem, match="理由"):
        withdraw_objection(actor=cast["赵磊"], objection=objection, reason="")
    with pytest.raises(Denied):
        withdraw_objection(actor=cast["陈刚"], objection=objection, reason="代撤。")
    withdraw_objection(actor=cast["赵磊"], objection=objection, reason="记录已补正。")
    worker()
    assert duty_from(f"objection:{objection.pk}").state == "withdrawn"
    assert raise_objection(actor=cast["赵磊"], verdict=county, reason="又有不同意见。").state == "raised"


def test_others_see_and_answer_nothing_of_it(cast: Cast, objection: Objection) -> None:
    assert not visible_objections(cast["李强"]).exists()
    with pytest.raises(Denied):
        uphold_objection(actor=cast["张慧"], objection=objection, answer="同意。")
    chen = cast["陈刚"]
    elsewhere = replace(chen, grants={**chen.grants, "objection.uphold": (Scope(path="410000/411000/411082/"),)})
    with pytest.raises(NotVisible):
        uphold_objection(actor=elsewhere, objection=objection, answer="同意。")


def read(username: str, path: str) -> tuple[int, str]:
    client = Client()
    client.force_login(User.objects.get(username=username))
    response = client.get(path)
    return response.status_code, response.content.decode()


def test_the_pages_lead_from_verdict_to_answer(county: Verdict, cast: Cast) -> None:
    zhao = Client()
    zhao.force_login(User.objects.get(username="zhaolei"))
    assert "提出异议" in zhao.get(f"/verdicts/{county.pk}/").content.decode()
    refused = zhao.post(f"/verdicts/{county.pk}/object/", {"reason": ""})
    assert refused.status_code == 422
    raised = zhao.post(f"/verdicts/{county.pk}/object/", {"reason": "登记有误。", "attachments": ""}, follow=True)
    assert "已转交许昌市安全生产委员会办公室答复" in raised.content.decode()
    objection = Objection.objects.get()
    assert "异议待答复" in zhao.get("/verdicts/xuchang-2018/XC-13/").content.decode()
    chen = Client()
    chen.force_login(User.objects.get(username="chengang"))
    address = f"/verdicts/objections/{objection.pk}/"
    assert "异议不成立" in chen.get(address).content.decode()
    assert chen.post(f"{address}reject/", {"answer": ""}).status_code == 422
    assert chen.post(f"{address}nothing/", {"answer": "x"}).status_code == 404
    answered = chen.post(f"{address}reject/", {"answer": "与批复不符。"}, follow=True)
    assert "与批复不符。" in answered.content.decode()
    assert read("zhaolei", address)[0] == 200
    assert "禹州市人民政府" in read("zhaolei", "/verdicts/objections/?state=rejected")[1]
    assert read("liqiang", address)[0] == 404


def test_a_place_without_office_lets_nobody_owe_the_answer(
    county: Verdict, cast: Cast, world: World, worker: Worker
) -> None:
    office = world.parties["市安委办"]
    type(office).objects.filter(pk=office.pk).update(dissolved_on=date(2026, 3, 1))
    raised = raise_objection(actor=cast["赵磊"], verdict=county, reason="登记有误。")
    worker()
    assert raised.office is None
    assert duty_from(f"objection:{raised.pk}") is None
    assert "尚未登记安委办" in read("chengang", f"/verdicts/objections/{raised.pk}/")[1]
