"""The roles that the product brings, against those of this instance: an upgrade gives nobody anything by itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hongxian.modules.base.accounts.models import Role


@cache
def roles_delivered() -> tuple[dict[str, Any], ...]:
    """The roles that the product brings, as `role.define` takes them."""
    listed: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text(encoding="utf-8"))
    return tuple(listed)


def role_delivered(code: str) -> dict[str, Any] | None:
    """The role that the product brings under this code."""
    return next((each for each in roles_delivered() if each["code"] == code), None)


def not_taken_up(role: Role) -> list[str]:
    """What the product's role of this code may and this one may not: new since, or taken away here on purpose."""
    delivered = role_delivered(role.code)
    return sorted(set(delivered["permissions"]) - set(role.permissions)) if delivered else []


def not_defined(roles: Iterable[Role]) -> list[dict[str, Any]]:
    """The roles that the product brings and this instance does not have."""
    there = {role.code for role in roles}
    return [each for each in roles_delivered() if each["code"] not in there]
