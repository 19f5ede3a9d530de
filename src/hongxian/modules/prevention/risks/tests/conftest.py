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
def works(world: Any) -> Any:
    """The chemical works, whose officer is 刘洋."""
    return world.enterprises["许昌演示化工有限公司"]


@pytest.fixture
def scheme(world: Any, cast: Any) -> Any:
    """Xuchang scores by the usual scales and controls by the grade that the measures leave."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.prevention.risks.commands import set_risk_scheme

    return set_risk_scheme(
        actor=cast["张慧"],
        place=place("411000"),
        lec_scale="lec_double_prevention",
        ls_scale="ls_matrix",
        graded_by="controlled",
        tiers=("company", "company", "workshop", "post"),
        reason="市安委办通知（演示）",
    )


@pytest.fixture
def risk(works: Any, cast: Any, scheme: Any) -> Callable[..., Any]:
    """Register a risk of the works as 刘洋; what is given by name replaces the usual or goes into the assessment."""
    from hongxian.modules.prevention.risks.assessing import SAID
    from hongxian.modules.prevention.risks.commands import register_risk

    def run(**changes: Any) -> Any:
        said = {"risk_factor": "process", "scoring_method": "lec", "likelihood": 3, "exposure": 6, "severity": 15}
        said |= {key: value for key, value in changes.items() if key in SAID}
        given = {
            "actor": cast["刘洋"],
            "enterprise": works,
            "risk_unit_name": "罐区",
            "risk_unit_kind": "place",
            "name": "储罐泄漏",
            "assessment": said,
        }
        return register_risk(**given | {key: value for key, value in changes.items() if key not in SAID})

    return run


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
