"""How a change of an enterprise is written: the row as it is known now, and the versions with their days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from hongxian.kernel.clock import today
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.together import Lookup, change_where, insert
from hongxian.kernel.two_times import current, end_before, still_open, supersede
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import PARTICULARS, SINCE_UNKNOWN, Enterprise, EnterpriseVersion
from hongxian.modules.base.enterprises.names import name_key

VERSIONS = Lookup(lambda: current(EnterpriseVersion.objects.all()).select_for_update(of=("self",)), "enterprise")
OPEN_VERSION = Lookup(lambda: still_open(EnterpriseVersion.objects.all()), "enterprise")


def first_version(enterprise: Enterprise) -> EnterpriseVersion:
    """The version with which an enterprise begins, not yet inserted."""
    particulars = {name: getattr(enterprise, name) for name in PARTICULARS}
    return EnterpriseVersion(enterprise=enterprise, valid_from=SINCE_UNKNOWN, **particulars)


def restate(
    enterprise: Enterprise,
    said: Mapping[str, Any],
    *,
    version: int | None,
    valid_from: date,
    basis: str,
    is_correction: bool = False,
) -> list[models.Model]:
    """Let the enterprise be as `said` from that day, and return every row touched, the enterprise first.

    A correction holds for as long as what it corrects. Raises `Problem` where nothing would change, at a day to come
    or not later than the start of the open version, `Stale` where somebody was faster.
    """
    if version is not None and version != enterprise.version:
        raise Stale(STALE)
    if valid_from > today():
        raise Problem(text.DAY_TO_COME.format(found=valid_from), field="valid_from")
    changes = {name: value for name, value in said.items() if getattr(enterprise, name) != value}
    if not changes:
        raise Problem(text.NOTHING_CHANGED)
    particulars = {name: value for name, value in changes.items() if name in PARTICULARS}
    touched: list[models.Model] = []
    if particulars:
        touched += _new_version(enterprise, particulars, valid_from, basis, is_correction)
    set_row(enterprise, version, changes)
    return [enterprise, *touched]


def set_row(enterprise: Enterprise, version: int | None, changes: Mapping[str, Any]) -> None:
    """Write these fields of the enterprise by compare-and-set on its version; `Stale` where somebody was faster."""
    seen = enterprise.version if version is None else version
    if "name" in changes:
        changes = {**changes, "name_key": name_key(str(changes["name"]))}
    if not change_where(enterprise, {"version": seen}, {"version": seen + 1, **changes}):
        raise Stale(STALE)


def _new_version(
    enterprise: Enterprise, particulars: Mapping[str, Any], valid_from: date, basis: str, is_correction: bool
) -> list[models.Model]:
    (old,) = OPEN_VERSION.of(enterprise.pk)
    if is_correction or valid_from == old.valid_from:
        return [supersede(old, basis=basis, **_columns(particulars)), old]
    touched = end_before([old], valid_from, _too_early)
    kept = _columns({name: getattr(old, _column(name)) for name in PARTICULARS})
    new = EnterpriseVersion(
        enterprise=enterprise, valid_from=valid_from, basis=basis, **{**kept, **_columns(particulars)}
    )
    insert(new)
    return [new, *touched]


def _columns(particulars: Mapping[str, Any]) -> dict[str, Any]:
    """By the columns of the table, as `supersede` takes them."""
    return {_column(name): getattr(value, "pk", value) for name, value in particulars.items()}


def _column(name: str) -> str:
    return str(EnterpriseVersion._meta.get_field(name).attname)  # type: ignore[union-attr]


def _too_early(old: EnterpriseVersion) -> Problem:
    return Problem(text.VERSION_LATER.format(start=old.valid_from), field="valid_from")
