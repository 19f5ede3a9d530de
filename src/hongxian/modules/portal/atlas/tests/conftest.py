"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from typing import Any

import pytest

WHERE = {
    "窑厂": ("411081103", "113.200000", "34.100000"),
    "铁厂": ("411081105", "113.400000", "34.100000"),
    "油站": ("411002007", "113.850000", "34.010000"),
    "作坊": ("411081103", None, None),
}


@pytest.fixture
def world(world: Any) -> Any:
    """The world with its enterprises."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world


@pytest.fixture
def firms(world: Any, clock: Any) -> dict[str, Any]:
    """Three enterprises with positions, one without; two of those with stand in Yuzhou, as does the one without."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.enterprises.queries import credit_code_of
    from hongxian.modules.base.places.queries import place

    clock.at("2026-01-05 09:00")
    made = {}
    for serial, (name, (code, longitude, latitude)) in enumerate(WHERE.items(), start=700):
        made[name] = register_enterprise(
            actor=world.root,
            place=place(code),
            name=name,
            ownership="private",
            sector="manufacturing",
            credit_code=credit_code_of(f"91{code[:6]}MA{serial:07d}"),
            particulars={"longitude": longitude, "latitude": latitude},
        )
    return made


@pytest.fixture
def risk(world: Any, firms: Any) -> Callable[..., Any]:
    """Register a risk of that grade at an enterprise."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.prevention.risks.commands import register_risk, set_risk_scheme

    boss = world.root.lent("risk.register", "risk_unit.register", "risk_scheme.set", "enterprise.view")
    set_risk_scheme(
        actor=boss, place=place("411000"), lec_scale="lec_double_prevention", ls_scale="ls_matrix",
        graded_by="controlled", tiers=("company", "company", "workshop", "post"), reason="演示",
    )  # fmt: skip

    def run(firm: str, grade: int, name: str) -> Any:
        said = {"risk_factor": "process", "scoring_method": "direct", "risk_grade": grade, "grade_basis": "演示判据"}
        return register_risk(
            actor=boss, enterprise=firms[firm], risk_unit_name="车间", risk_unit_kind="place", name=name,
            assessment=said,
        )  # fmt: skip

    return run


@pytest.fixture
def danger(world: Any, cast: Any, firms: Any) -> Callable[..., Any]:
    """Enter a danger at an enterprise as 张慧, to be rectified by a day if one is given."""
    from hongxian.modules.screening.hidden_dangers.commands import assign_hidden_danger, register_hidden_danger

    def run(firm: str, due_on: Any = None, **changes: Any) -> Any:
        given = {"origin": "enforcement_inspection", "description": "通道堵塞", "grade": "general"}
        made = register_hidden_danger(actor=cast["张慧"], **{"enterprise": firms[firm]} | given | changes)
        if due_on is not None:
            made = assign_hidden_danger(actor=cast["张慧"], hidden_danger=made, rectifier="李厂长", due_on=due_on)
        return made

    return run


@pytest.fixture
def ask(world: Any) -> Callable[..., Any]:
    """The map, or the figures, as somebody of that login name gets them."""
    browse = _browser()

    def run(username: str, path: str = "map", **said: Any) -> Any:
        response = browse(username).get(f"/api/v1/atlas/{path}", said)
        return response.json() if response.status_code == 200 else (response.status_code, response.json()["title"])

    return run


@pytest.fixture
def browse(world: Any) -> Callable[[str], Any]:
    """A browser in which the account of that login name is logged in."""
    return _browser()


def _browser() -> Callable[[str], Any]:
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run
