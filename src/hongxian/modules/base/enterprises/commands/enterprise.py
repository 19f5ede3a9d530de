"""Entering an enterprise, and whatever becomes different of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import Calls, command
from hongxian.kernel.inputs import KEEP, not_kept
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.together import insert
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands.checking import (
    BY_CREDIT_CODE,
    PARTICULARS_SAID,
    check_numbers,
    checked,
    refuse_cycle,
)
from hongxian.modules.base.enterprises.commands.restating import OPEN_VERSION, first_version, restate
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.enterprises.names import name_key
from hongxian.modules.base.enterprises.queries import lookalikes

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


def _ahead(calls: Calls) -> None:
    """What registering and changing look up, for many at once."""
    BY_CREDIT_CODE.load(each["credit_code"] for each in calls if each.get("credit_code"))
    OPEN_VERSION.load(each["enterprise"].pk for each in calls if "enterprise" in each)


@command("enterprise.register", sees="parent=enterprise.view", together=_ahead)
def register_enterprise(
    *,
    actor: Actor,
    place: Place,
    name: str,
    ownership: str,
    sector: str,
    credit_code: str = "",
    registration_number: str = "",
    parent: Enterprise | None = None,
    is_branch: bool = False,
    is_high_risk: bool | None = None,
    is_above_scale: bool | None = None,
    particulars: Mapping[str, Any] | None = None,
    is_another: bool = True,
) -> Enterprise:
    """Enter an enterprise at its place; `particulars` are what else is known (`PARTICULARS_SAID`). Raises `Problem` at
    a wrong or taken credit code (GB 32100), and at `lookalikes`, unless `is_another` of them."""
    check_numbers(credit_code, registration_number)
    _refuse_orphan(is_branch, parent)
    enterprise = Enterprise(
        credit_code=credit_code or None,
        registration_number=registration_number,
        name=name,
        name_key=name_key(name),
        place=place,
        ownership=ownership,
        sector=sector,
        parent=parent,
        is_branch=is_branch,
        is_high_risk=is_high_risk,
        is_above_scale=is_above_scale,
        **checked(particulars or {}),
    )
    if not is_another:
        _refuse_lookalikes(actor, enterprise)
    version = first_version(enterprise)
    insert(enterprise, version)
    record(enterprise, version)
    return enterprise


@command("enterprise.change", sees="parent=enterprise.view", together=_ahead)
def change_enterprise(
    *,
    actor: Actor,
    enterprise: Enterprise,
    version: int | None = None,
    valid_from: date | None = None,
    basis: str = "",
    is_correction: bool = False,
    name: str = KEEP,
    place: Place = KEEP,
    ownership: str = KEEP,
    sector: str = KEEP,
    credit_code: str = KEEP,
    registration_number: str = KEEP,
    parent: Enterprise | None = KEEP,
    is_branch: bool = KEEP,
    is_high_risk: bool | None = KEEP,
    is_above_scale: bool | None = KEEP,
    particulars: Mapping[str, Any] | None = None,
) -> Enterprise:
    """Say what is different of an enterprise from that day (today, if not given); what is not said stays.

    A correction (`is_correction`) holds for as long as what it corrects. `version` is the one that was read: `Stale`
    if it changed since. Raises `Problem` as `restate` and `register_enterprise` do, and at a parent that is its branch.
    """
    told = not_kept(
        name=name, place=place, ownership=ownership, sector=sector, credit_code=credit_code,
        registration_number=registration_number, parent=parent, is_branch=is_branch, is_high_risk=is_high_risk,
        is_above_scale=is_above_scale,
    )  # fmt: skip
    said = told | checked(particulars or {})
    return _changed(enterprise, said, version, valid_from, basis, is_correction)


@command("enterprise.move")
def move_enterprise(
    *,
    actor: Actor,
    enterprise: Enterprise,
    place: Place,
    valid_from: date,
    basis: str,
    registered_address: str = "",
    working_address: str = "",
    longitude: Any = None,
    latitude: Any = None,
    version: int | None = None,
) -> Enterprise:
    """Say that the enterprise works at another place from that day; the coordinates of the old address go.

    Both places must lie within the actor's scope: one that leaves it is closed as moved away."""
    said = checked(
        {
            "registered_address": registered_address or enterprise.registered_address,
            "working_address": working_address,
            "longitude": longitude,
            "latitude": latitude,
        }
    )
    return _changed(enterprise, {"place": place, **said}, version, valid_from, basis, is_correction=False)


@command("enterprise.attach", sees="parent=enterprise.view")
def attach_enterprise(
    *,
    actor: Actor,
    enterprise: Enterprise,
    parent: Enterprise | None,
    is_branch: bool,
    valid_from: date,
    basis: str,
    version: int | None = None,
) -> Enterprise:
    """Say to which enterprise this one belongs from that day, as a branch or as a firm of its own; to none, if None."""
    said = {"parent": parent, "is_branch": is_branch}
    return _changed(enterprise, said, version, valid_from, basis, is_correction=False)


def _refuse_lookalikes(actor: Actor, enterprise: Enterprise) -> None:
    if found := lookalikes(actor, enterprise):
        named = (text.QUOTED.format(name=each.name, why=each.why) for each in found)  # type: ignore[attr-defined]
        raise Problem(text.LOOKS_LIKE.format(names=text.LISTED.join(named)), field="is_another")


def _refuse_orphan(is_branch: bool, parent: Enterprise | None) -> None:
    if is_branch and parent is None:
        raise Problem(text.BRANCH_NEEDS_PARENT, field="parent")


def _changed(
    enterprise: Enterprise,
    said: dict[str, Any],
    version: int | None,
    valid_from: date | None,
    basis: str,
    is_correction: bool,
) -> Enterprise:
    if enterprise.merged_into_id is not None:
        raise Problem(text.WAS_MERGED)
    _check_said(enterprise, said)
    day = valid_from or today()
    touched = restate(enterprise, said, version=version, valid_from=day, basis=basis, is_correction=is_correction)
    record(*touched, reason=basis)
    return enterprise


def _check_said(enterprise: Enterprise, said: dict[str, Any]) -> None:
    after = {name: said.get(name, getattr(enterprise, name)) for name in ("parent", "is_branch", "credit_code")}
    if "credit_code" in said or "registration_number" in said:
        number = said.get("registration_number", enterprise.registration_number)
        check_numbers(after["credit_code"] or "", number, enterprise)
        said["credit_code"] = after["credit_code"] or None
    _refuse_orphan(bool(after["is_branch"]), after["parent"])
    if "parent" in said and said["parent"] is not None:
        refuse_cycle(enterprise, said["parent"])


__all__ = [
    "KEEP",
    "PARTICULARS_SAID",
    "attach_enterprise",
    "change_enterprise",
    "move_enterprise",
    "register_enterprise",
]
