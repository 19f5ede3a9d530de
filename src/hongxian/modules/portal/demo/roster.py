"""Many enterprises of the demo world, with what became of some of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.modules.base.enterprises import commands as enterprises
from hongxian.modules.base.enterprises.queries import credit_code_of
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

_BASED = date(2022, 1, 1)
_FIRST_SERIAL = 101
HIGH_RISK = ("coal", "mine", "hazardous_chemicals", "fireworks", "civil_explosives", "metal_smelting", "construction")


def build_roster(world: World, present: date) -> None:
    """The enterprises of the roster over the counties, and their flags, standing, changes; one is entered twice."""
    told = plan("enterprises")
    for serial, row in enumerate(told["roster"], start=_FIRST_SERIAL):
        _build(world, serial, *row)
    old = told["old"]
    duplicate = _register(world, old, name=old["name"], registration_number=old["number"])
    enterprises.propose_enterprise_merge(
        actor=Cast()[old["by"]], duplicate=duplicate, kept=world.enterprises[old["like"]], reason=old["reason"]
    )
    for each in told["flags"]:
        enterprise = world.enterprises[each["name"]]
        said = {"risk_kind": each["kind"], "valid_from": _BASED, "basis": each["basis"]}
        enterprises.set_risk_flag(actor=world.root, enterprise=enterprise, **said)
    _change(world, told, present)


def _build(world: World, serial: int, code: str, name: str, *row: Any) -> None:
    sector, ownership, industry, scale, employees, above, legal, address, longitude, latitude = row
    enterprise = enterprises.register_enterprise(
        actor=world.root,
        place=place(code),
        name=name,
        credit_code=credit_code_of(f"91{code[:6]}MA{serial:07d}"),
        ownership=ownership,
        sector=sector,
        is_high_risk=sector in HIGH_RISK,
        is_above_scale=above,
        particulars={
            "industry": industry,
            "scale": scale,
            "employees": employees,
            "registered_address": address,
            "working_address": address,
            "longitude": longitude,
            "latitude": latitude,
        },
    )
    world.enterprises[name] = enterprise
    enterprises.name_responsible_person(
        actor=world.root, enterprise=enterprise, role="legal_representative", new_person=legal, valid_from=_BASED
    )


def _register(world: World, told: dict[str, Any], **said: Any) -> Any:
    given: dict[str, Any] = {"ownership": "private", "sector": "manufacturing", "place": place(told["place"])}
    return enterprises.register_enterprise(actor=world.root, **given | said)


def _change(world: World, told: dict[str, Any], present: date) -> None:
    def given(each: dict[str, Any]) -> dict[str, Any]:
        enterprise = world.enterprises[each["name"]]
        day = present - timedelta(days=each["days"])
        return {"actor": world.root, "enterprise": enterprise, "valid_from": day, "basis": each["basis"]}

    for each in told["standing"]:
        enterprises.close_enterprise(**given(each), operating_status=each["status"])
    changed, moved, contact = told["changed"], told["moved"], told["contact"]
    particulars = {"employees": changed["employees"]}
    enterprises.change_enterprise(**given(changed), ownership=changed["ownership"], particulars=particulars)
    enterprises.move_enterprise(**given(moved), place=place(moved["place"]), working_address=moved["address"])
    enterprise = world.enterprises[contact["name"]]
    enterprises.set_enterprise_contact(
        actor=world.root, enterprise=enterprise, contact_name=contact["person"], phone=contact["phone"]
    )
