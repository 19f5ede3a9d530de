"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def world(world: Any) -> Any:
    """The world with its enterprises."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world


@pytest.fixture
def firm(world: Any) -> Any:
    """The chemical works, for which 刘洋 acts."""
    return world.enterprises["许昌演示化工有限公司"]


@pytest.fixture
def listed(world: Any, cast: Any) -> Callable[..., Any]:
    """A published list of three items for the city, drawn up by 张慧, published by 陈刚: `kind`, and what is given by
    name."""
    from datetime import date

    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.checks import commands as act

    def run(kind: str = "enterprise_hidden_danger_list", photo: bool = False, **changes: Any) -> Any:
        given = {"actor": cast["张慧"], "kind": kind, "title": "演示清单", "place": place("411000"), **changes}
        draft = act.draw_up_checklist(**given)
        for code in ("1", "2", "3"):
            words = {"code": code, "title": f"项目{code}", "danger_category": "fire", "photo_required": photo}
            act.add_item(actor=given["actor"], checklist=draft, **words)
        act.submit_checklist(actor=given["actor"], checklist=draft)
        by = given["actor"] if draft.enterprise_id else cast["陈刚"]
        return act.publish_checklist(actor=by, checklist=draft, published_on=date(2026, 1, 1))

    return run


@pytest.fixture
def answers() -> Callable[..., Any]:
    """An answer to every item of a list, all in order but those given: code → what differs."""
    from hongxian.modules.screening.checks.commands import Answer
    from hongxian.modules.screening.checks.queries import items_of

    def run(checklist: Any, changes: Any = None) -> Any:
        told = changes or {}
        return [Answer(item=each.pk, **({"outcome": "ok"} | told.get(each.code, {}))) for each in items_of(checklist)]

    return run


@pytest.fixture
def task(listed: Any, cast: Any, firm: Any) -> Any:
    """This month's task of the chemical works by an enterprise list."""
    from datetime import date

    from hongxian.modules.screening.checks import commands as act
    from hongxian.modules.screening.checks.commands import make_due_tasks
    from hongxian.modules.screening.checks.models import CheckTask

    act.set_schedule(
        actor=cast["张慧"], checklist=listed(), enterprise=firm, cadence="monthly", starts_on=date(2026, 1, 1)
    )
    make_due_tasks()
    return CheckTask.objects.get()


@pytest.fixture
def browse(world: Any) -> Callable[[str], Any]:
    """A browser in which the account of that login name is logged in."""
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run
