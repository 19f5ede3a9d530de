"""Who acts: a person, a device or the system, with the post held and what the post may do where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

_M = TypeVar("_M", bound=Model)


class ActorKind(StrEnum):
    PERSON = "person"
    DEVICE = "device"
    SYSTEM = "system"


@dataclass(frozen=True)
class Scope:
    """Where a grant holds. A limit left empty does not narrow; limits that are set must all hold.

    `path` is a place path, matched as a prefix range; the others are opaque keys, matched exactly.
    """

    path: str = ""
    organisation: str = ""
    sector: str = ""
    enterprise: str = ""

    def limits(self) -> dict[str, str]:
        """The limits that are set, by dimension."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Mandate:
    """By what somebody acts who does not act in an own post alone: `kind` and `key` name the row, `name` says for whom
    or as what, `until` is the last day or the moment at which it ends."""

    kind: str
    key: str
    name: str
    until: date | None = None


@dataclass(frozen=True)
class Actor:
    """The one who acts. There is no act without an actor, and no actor without a kind.

    `grants` maps a permission (the name of a command, or `<noun>.view`) to the scopes in which it is held;
    what is absent is denied. `path` is the place path of the organisation, as opaque as its key. `request_key` makes
    one request one act, however often it arrives.
    """

    kind: ActorKind
    key: str
    name: str
    post: str = ""
    post_name: str = ""
    organisation: str = ""
    organisation_name: str = ""
    path: str = ""
    grants: Mapping[str, tuple[Scope, ...]] = field(default_factory=lambda: MappingProxyType({}))
    request_key: str = ""
    channel: str = ""
    mandate: Mandate | None = None

    @property
    def capacity(self) -> str:
        """What the actor acts as: the key of the own post, or of the mandate with its kind."""
        return f"{self.mandate.kind}:{self.mandate.key}" if self.mandate else self.post

    def may(self, permission: str) -> bool:
        """Whether the permission is held anywhere at all."""
        return bool(self.grants.get(permission))

    def scopes(self, permission: str) -> tuple[Scope, ...]:
        """The scopes in which the permission is held."""
        return self.grants.get(permission, ())

    def within(self, request_key: str, channel: str = "") -> "Actor":
        """The same actor, bound to one request."""
        return replace(self, request_key=request_key, channel=channel or self.channel)

    def lent(self, *permissions: str) -> "Actor":
        """The same actor with these permissions anywhere: for acts that are part of an act permitted already."""
        return replace(self, grants=MappingProxyType({**self.grants, **dict.fromkeys(permissions, (Scope(),))}))


NOBODY = Actor(kind=ActorKind.PERSON, key="", name="")
"""Somebody who is not logged in: an actor without grants, so everything is denied."""


def scoped(
    rows: QuerySet[_M],
    actor: Actor,
    permission: str,
    *,
    path: str = "",
    organisation: str = "",
    sector: str = "",
    enterprise: str = "",
) -> QuerySet[_M]:
    """The rows within the scopes in which the actor holds the permission; none if it is not held.

    Each keyword names the lookup of that dimension on the rows. A grant limited in a dimension that the rows
    do not have gives nothing: what cannot be checked is denied.
    """
    columns = {"path": path, "organisation": organisation, "sector": sector, "enterprise": enterprise}
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        limits = scope.limits()
        if not limits:
            return rows
        if any(not columns[name] for name in limits):
            continue
        condition = Q()
        for name, value in limits.items():
            column = columns[name]
            condition &= path_range(column, value) if name == "path" else Q(**{column: value})
        allowed |= condition
    return rows.filter(allowed)


def instance_wide(rows: QuerySet[_M], actor: Actor, permission: str) -> QuerySet[_M]:
    """All rows of a noun that belongs to the instance as a whole, for whoever holds the permission in any scope.

    Such permissions are for administrators: grant them narrowly.
    """
    return rows if actor.may(permission) else rows.none()


def path_range(column: str, path: str) -> Q:
    """Rows whose path starts with `path`, as a range, so that the index is used on both databases."""
    return Q(**{f"{column}__gte": path, f"{column}__lt": path[:-1] + chr(ord(path[-1]) + 1)})


def system_actor(name: str, *permissions: str) -> Actor:
    """The system itself, allowed exactly the permissions given."""
    return Actor(
        kind=ActorKind.SYSTEM,
        key=f"system:{name}",
        name=name,
        grants=MappingProxyType({permission: (Scope(),) for permission in permissions}),
    )
