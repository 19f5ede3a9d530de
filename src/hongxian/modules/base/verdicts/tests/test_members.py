"""What the obligations in force ask of one enterprise, on its own page and on one that judges them one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongxian.kernel.actor import system_actor
from hongxian.kernel.duties.commands import Owed, open_duty
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.verdicts.members import obligations_upon
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.portal.demo.enterprises import build_enterprises
from hongxian.modules.portal.demo.world import settle


@pytest.fixture
def enterprise(world: Any) -> Enterprise:
    build_enterprises(world, plan("world"))
    settle()
    return Enterprise.objects.select_related("place").get(name="许昌演示化工有限公司")


@pytest.fixture
def opened() -> Callable[[str, str], tuple[int, str]]:
    def run(username: str, address: str) -> tuple[int, str]:
        client = Client()
        client.force_login(User.objects.get(username=username))
        response = client.get(address)
        return response.status_code, response.content.decode()

    return run


def test_what_is_asked_of_each_enterprise_is_judged_for_this_one_alone(cast: Any, enterprise: Enterprise) -> None:
    upon = obligations_upon(cast["张慧"], "enterprise", str(enterprise.pk), enterprise.place.path)
    assert upon, "the text of the city asks something of every enterprise of its kind"
    for each in upon:
        assert enterprise.place.path.startswith(each.verdict.path)
        assert each.status in ("met", "not_met", "undecidable", "not_due")
        assert not (each.verdict.status == "met" and each.status == "not_met"), "who covers all covers this one"
    lacking = [each for each in upon if each.status == "not_met"]
    assert lacking
    assert all(part.reasons for each in lacking for part in each.asked if part.status == "not_met")


def test_nobody_is_told_of_verdicts_out_of_their_scope(cast: Any, enterprise: Enterprise) -> None:
    assert obligations_upon(cast["俞海波"], "enterprise", str(enterprise.pk), enterprise.place.path) == []


def test_the_page_of_the_enterprise_shows_its_duties_and_leads_to_its_obligations(
    enterprise: Enterprise, world: Any, opened: Callable[[str, str], tuple[int, str]]
) -> None:
    body = world.parties["许昌演示化工有限公司"]
    owed = Owed(
        organisation=str(body.pk),
        organisation_name=body.name,
        path=body.place.path,
        title="报送整改方案",
        clause="……",
        clause_source="演示",
    )
    open_duty(actor=system_actor("test", "duty.open"), owed=owed.about("test:1", "party", str(body.pk)))
    address = reverse("enterprises:detail", args=[enterprise.pk])
    upon = reverse("verdicts:upon_enterprise", args=[enterprise.pk])
    status, page = opened("zhanghui", address)
    assert (status, "报送整改方案" in page, upon in page) == (200, True, True)
    assert "报送整改方案" in opened("liuyang", address)[1], "the enterprise itself sees what it owes"
    status, page = opened("zhanghui", upon)
    assert (status, "责任单位的判定" in page) == (200, True)
    assert opened("yuhaibo", upon)[0] == 404
