"""Three kinds of administration that may be kept apart, told by the permissions that only they have."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

OWN = frozenset(
    (
        "login.begin",
        "login.refuse",
        "login_lock.set",
        "user.change_password",
        "user.recover_password",
        "second_factor.enrol",
        "second_factor.renew_codes",
        "second_factor.give_up",
        "delegation.make",
        "access_request.ask",
        "access_request.withdraw",
        "emergency_access.close",
    )
)
"""What everybody does for the own account or in the own post: no role is asked for it."""


@cache
def kinds() -> dict[str, frozenset[str]]:
    """The permissions that mark each kind."""
    listed = yaml.safe_load((Path(__file__).parent / "separation.yaml").read_text(encoding="utf-8"))
    return {kind: frozenset(permissions) for kind, permissions in listed.items()}


def kinds_of(permissions: Iterable[str]) -> list[str]:
    """The kinds of administration that these permissions amount to, in the order of the file."""
    held = set(permissions)
    return [kind for kind, marks in kinds().items() if marks & held]
