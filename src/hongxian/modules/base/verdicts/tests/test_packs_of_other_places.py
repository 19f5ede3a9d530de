"""A pack binds the bodies of its own place: a zone beside the ladder, a city with its counties."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hongxian.kernel.actor import system_actor
from hongxian.modules.base.accounts.commands import permissions_known
from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import adopt_pack, load_pack, publish_pack, review_pack
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.refreshing import refresh

PACKS = Path(settings.PACKAGE_DIR) / "packs"
FIRST = date(2020, 1, 1)


def bind(pack: str, city: str, parties: list[tuple[str, str, str]]) -> Any:
    """The pack, adopted by its place, where these parties stand; the adoption."""
    people = [system_actor(name, *permissions_known()) for name in ("loader", "reviewer", "publisher")]
    load_city(actor=people[0], city=city)
    for code, kind, name in parties:
        create_party(actor=people[0], place=place(code), kind=kind, name=name, established_on=FIRST)
    loaded = load_pack(actor=people[0], folder=PACKS / pack / "1")
    review_pack(actor=people[1], pack=loaded)
    published = publish_pack(actor=people[2], pack=loaded)
    return adopt_pack(actor=people[0], pack=published, place=loaded.place, valid_from=FIRST, judged_from=FIRST)


@pytest.mark.django_db
def test_a_zone_answers_for_its_enterprises_and_its_town_for_itself(clock: Any) -> None:
    parties = [
        ("330212Z01", "zone", "宁波东钱湖旅游度假区管理委员会"),
        ("330212123", "government", "东钱湖镇人民政府"),
        ("330212", "government", "鄞州区人民政府"),
    ]
    refresh(bind("dongqianhu-2017", "330200", parties))
    holders = {(each.obligation, each.party.kind, each.party.place_id) for each in Verdict.objects.all()}
    assert ("DQ-34", "government", "330212123") in holders
    assert {kind for code, kind, _ in holders if code != "DQ-34"} == {"zone"}
    assert len({code for code, _, _ in holders}) == 34
    assert "330212" not in {where for _, _, where in holders}


@pytest.mark.django_db
def test_a_city_and_its_counties_answer_for_the_campaign(clock: Any) -> None:
    parties = [
        ("320200", "party_committee", "中共无锡市委"),
        ("320200", "government", "无锡市人民政府"),
        ("320281", "government", "江阴市人民政府"),
    ]
    refresh(bind("wuxi-2019", "320200", parties))
    holders = {(each.obligation, each.party.place_id, each.party.kind) for each in Verdict.objects.all()}
    assert len({code for code, _, _ in holders}) == 20
    assert {where for code, where, _ in holders if code == "WX-03"} == {"320200", "320281"}
    assert {(where, kind) for code, where, kind in holders if code == "WX-01"} == {("320200", "party_committee")}
    assert {where for code, where, _ in holders if code == "WX-20"} == {"320281"}
