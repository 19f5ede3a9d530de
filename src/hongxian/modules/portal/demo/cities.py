"""The places of the demo world beside Xuchang: each with its pack, its bodies, its registers and what it decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.portal.demo.bodies import build_bodies, build_directors, build_responsibilities
from hongxian.modules.portal.demo.cast import Cast, dated
from hongxian.modules.portal.demo.enterprises import build_enterprises
from hongxian.modules.portal.demo.meetings import record_meeting
from hongxian.modules.portal.demo.packs import build_pack
from hongxian.modules.portal.demo.registers import build_registers

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption
    from hongxian.modules.portal.demo.world import World


def adopt_city(world: World, told: Mapping[str, Any], present: date) -> None:
    """The bodies, people and enterprises of a place, and its pack adopted, with dates counted from `present`."""
    build_bodies(world, told)
    pack = told["pack"]
    start = dated(present, pack["from"])
    adoption = build_pack(pack, told["opened"]["place"], start, start)
    world.adoptions[adoption.pack.code] = adoption
    _move_dates(told, adoption, present)
    for each in told.get("practices", ()):
        policies.adopt_practice(
            actor=Cast()[each["adopts"]],
            pack=world.adoptions[each["pack"]].pack,
            place=place(each["place"]),
            obligation=each["obligation"],
            document=each["document"],
            issued_on=start,
            valid_from=start,
        )
    build_responsibilities(world, told.get("posts", ()), told.get("basis_of_roles", ""))
    build_directors(world, told.get("directors", {}))
    build_enterprises(world, told)


def fill_city(world: World, told: Mapping[str, Any], present: date) -> None:
    """The meetings of a place that adopted its pack, its registers, and what it decided."""
    for each in told.get("meetings", ()):
        record_meeting(world, each, told, dated(present, each["held"]))
    adoption = world.adoptions[told["pack"]["folder"].partition("/")[0]]
    build_registers(world, told, adoption, present, years=_years(told, present))


def _years(told: Mapping[str, Any], present: date) -> int:
    """By how many years the place moved the days printed in the text."""
    moved = told.get("rebase")
    return present.year + int(moved["to"]) - int(moved["printed"]) if moved else 0


def _move_dates(told: Mapping[str, Any], adoption: Adoption, present: date) -> None:
    if moved := told.get("rebase"):
        policies.set_rebase(
            actor=Cast()[told["pack"]["publishes"]],
            pack=adoption.pack,
            place=adoption.place,
            years=_years(told, present),
            reason=moved["reason"],
            basis=moved["basis"],
            valid_from=adoption.valid_from,
        )
