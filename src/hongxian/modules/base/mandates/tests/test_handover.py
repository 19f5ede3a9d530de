"""`handover.carry_out`: everything open goes on, or nothing is changed"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import account_of, posts_of
from hongxian.modules.base.accounts.tasks import close_accounts_of_leavers
from hongxian.modules.base.mandates.commands import carry_out_handover
from hongxian.modules.base.mandates.planning import plan_handover
from hongxian.modules.base.parties.commands import create_post, end_appointment, make_appointment
from hongxian.modules.base.parties.models import Appointment
from hongxian.modules.responsibility.assignments.commands import Task, assign
from hongxian.modules.responsibility.assignments.models import Assignment


@pytest.fixture
def task(cast: Any, world: Any) -> Any:
    """An assignment led by the office of the city government, for which 李强's post answers."""
    return assign(
        actor=cast["张慧"],
        pack=world.pack,
        place=world.adoption.place,
        lead=world.parties["市政府办公室"],
        responsible_post=world.posts_by["李强"],
        task=Task(clause_path="一/（一）/2", task_text="报送重大问题解决情况", due_on=date(2026, 6, 1)),
    )


@pytest.fixture(autouse=True)
def _posts_by(world: Any) -> Any:
    """Posts by who holds them: several bear one name."""
    world.posts_by = {
        term.person.name: term.post for term in Appointment.objects.select_related("person", "post__party")
    }
    yield
    del world.posts_by


def plan(world: Any, person: str, successor: str, post: Any = None) -> Any:
    own = world.posts_by[person]
    return plan_handover(own, world.people[person], account_of(world.people[successor]), post or own)


def hand_over(cast: Any, world: Any, who: str, successor: str, **more: Any) -> Any:
    own = world.posts_by[who]
    given = {
        "post": own,
        "person": world.people[who],
        "successor_person": world.people[successor],
        "successor_post": own,
        "last_day": date(2026, 3, 4),
        "basis": "许人〔2026〕9号",
    } | more
    given.setdefault("seen", plan(world, who, successor, given["successor_post"]).digest)
    return carry_out_handover(actor=cast["郑凯"], **given)


def test_same_post_goes_to_the_successor_with_all_that_is_open(cast: Any, world: Any, task: Any) -> None:
    titles = {each.holding.title for each in plan(world, "李强", "马丽").items}
    assert "报送重大问题解决情况" in titles
    done = hand_over(cast, world, "李强", "马丽")
    assert done.moved == []
    assert [post.pk for post in posts_of(User.objects.get(username="liqiang"))] == []
    assert world.posts_by["李强"].pk in {post.pk for post in posts_of(User.objects.get(username="mali"))}
    assert not User.objects.get(username="liqiang").is_active, "no post is left, so the account is closed"
    assert Entry.objects.filter(event="handover.carry_out").count() == 1


def test_what_names_the_post_moves_to_the_other_post(cast: Any, world: Any, task: Any, root: Any) -> None:
    from hongxian.modules.base.accounts.commands import grant_authority

    other = create_post(actor=root, party=world.parties["市政府办公室"], kind="staff", name="会务二科科员")
    grant_authority(
        actor=root,
        post=other,
        role=world.roles["assignee"],
        organisation=world.parties["市政府办公室"],
        valid_from=date(2026, 3, 1),
    )
    grant_authority(
        actor=root,
        post=other,
        role=world.roles["clerk"],
        organisation=world.parties["市政府常务会议"],
        valid_from=date(2026, 3, 1),
    )
    hand_over(cast, world, "李强", "马丽", successor_post=other)
    assert Assignment.objects.get(pk=task.pk).responsible_post_id == other.pk


def test_refuses_when_something_would_be_left_with_nobody(cast: Any, world: Any, task: Any) -> None:
    """马丽's own post may not report assignments, and 李强 was the only one of his office."""
    before = (Entry.objects.count(), Appointment.objects.count())
    found = plan(world, "李强", "马丽", world.posts_by["马丽"])
    assert "报送重大问题解决情况" in {each.holding.title for each in found.orphans}
    with pytest.raises(Problem, match="报送重大问题解决情况"):
        hand_over(cast, world, "李强", "马丽", successor_post=world.posts_by["马丽"])
    assert (Entry.objects.count(), Appointment.objects.count()) == before
    assert User.objects.get(username="liqiang").is_active


def test_duty_of_a_body_may_stay_with_somebody_else_there(cast: Any, world: Any, root: Any) -> None:
    """张慧 leaves the office of the committee; 陈刚 is there and sees its duties."""
    office = world.parties["市安委办"]
    duty = Duty.objects.filter(state="open").first()
    Duty.objects.filter(pk=duty.pk).update(organisation=str(office.pk))
    found = plan(world, "张慧", "赵磊", world.posts_by["赵磊"])
    item = next(each for each in found.items if each.holding.row.pk == duty.pk)
    assert item.covered
    assert item.by == "陈刚"


def test_list_that_changed_meanwhile_is_looked_at_again(cast: Any, world: Any, task: Any) -> None:
    seen = plan(world, "李强", "马丽").digest
    Assignment.objects.filter(pk=task.pk).update(responsible_post=None)
    with pytest.raises(Stale, match="重新查看清单"):
        hand_over(cast, world, "李强", "马丽", seen=seen)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_day": date(2026, 3, 6)}, "与今天之间"),
        ({"last_day": date(2021, 8, 31)}, "与今天之间"),
        ({"successor_person": "李强", "seen": "x"}, "不能是原任职人"),
        ({"successor_person": "周建国", "seen": "x"}, "没有可用的账号"),
        ({"person": "马丽", "seen": "x"}, "没有担任"),
    ],
)
def test_refuses(cast: Any, world: Any, changes: Any, sentence: str) -> None:
    named = {key: world.people[value] if key.endswith("person") else value for key, value in changes.items()}
    with pytest.raises(Problem, match=sentence):
        hand_over(cast, world, "李强", "马丽", **named)


def test_refuses_who_may_not_and_foreign_posts(cast: Any, world: Any) -> None:
    given = {
        "post": world.posts_by["李强"],
        "person": world.people["李强"],
        "successor_person": world.people["马丽"],
        "successor_post": world.posts_by["李强"],
        "last_day": date(2026, 3, 4),
        "basis": "无",
        "seen": "x",
    }
    with pytest.raises(Denied):
        carry_out_handover(actor=cast["孙晓"], **given)
    with pytest.raises(NotVisible):
        carry_out_handover(actor=cast["俞海波"], **given)


def test_delegations_of_the_post_end_with_it(cast: Any, world: Any, delegation: Any) -> None:
    hand_over(cast, world, "陈刚", "马丽")
    delegation.refresh_from_db()
    assert delegation.revoked_at is not None


def test_page_lists_first_and_carries_out_what_was_listed(browser: Any, cast: Any, world: Any, task: Any) -> None:
    client = browser("zhengkai")
    term = Appointment.objects.get(person=world.people["李强"])
    address = client.get(f"/mandates/handovers/new/?term={term.pk}")["Location"]
    sent = {
        "successor_person": str(world.people["马丽"].pk),
        "successor_post": str(term.post_id),
        "last_day": "2026-03-04",
        "basis": "许人〔2026〕9号",
    }
    listed = client.post(address, sent | {"look": "1"})
    assert "报送重大问题解决情况" in listed.content.decode()
    assert User.objects.get(username="liqiang").is_active, "looking changes nothing"
    done = client.post(address, sent | {"carry_out": "1", "seen": listed.context["plan"].digest}, follow=True)
    assert "岗位交接已办理" in done.content.decode()
    assert "报送重大问题解决情况" in done.content.decode(), (
        "the page lists what was handed over, to be printed and signed"
    )


def test_account_of_one_who_left_is_closed_the_day_after(cast: Any, world: Any, root: Any, clock: Any) -> None:
    term = Appointment.objects.get(person=world.people["李强"])
    end_appointment(actor=root, appointment=term, last_day=date(2026, 3, 5), basis="调离")
    close_accounts_of_leavers()
    assert User.objects.get(username="liqiang").is_active
    clock.at("2026-03-06 00:01")
    close_accounts_of_leavers()
    assert not User.objects.get(username="liqiang").is_active
    assert User.objects.filter(is_active=False).count() == 1


def test_account_of_one_who_is_appointed_elsewhere_stays(world: Any, root: Any, clock: Any) -> None:
    term = Appointment.objects.get(person=world.people["李强"])
    end_appointment(actor=root, appointment=term, last_day=date(2026, 3, 5), basis="调离")
    post = create_post(actor=root, party=world.parties["市委办公室"], kind="staff", name="新岗")
    make_appointment(actor=root, post=post, person=world.people["李强"], valid_from=date(2026, 4, 1))
    clock.at("2026-03-10 10:00")
    close_accounts_of_leavers()
    assert User.objects.get(username="liqiang").is_active
