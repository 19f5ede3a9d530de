"""Writes of accounts, roles and authorities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command, commands
from hongxian.kernel.ledger.record import record
from hongxian.kernel.module import modules
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.models import Authority, Role, User

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Person, Post
    from hongxian.modules.base.places.models import Place


@command("role.define")
def define_role(*, actor: Actor, code: str, name: str, permissions: list[str]) -> Role:
    """Create the role or give it another set of permissions. Raises `Problem` at a permission nobody declares."""
    known = permissions_known()
    for permission in permissions:
        if permission not in known:
            raise Problem(text.UNKNOWN_PERMISSION.format(role=name, permission=permission), field="permissions")
    role, created = Role.objects.select_for_update().get_or_create(
        code=code, defaults={"name": name, "permissions": sorted(permissions)}
    )
    if not created:
        role.name, role.permissions = name, sorted(permissions)
        role.save(update_fields=["name", "permissions"])
    record(role)
    return role


@command("authority.grant", sees="role=role.define")
def grant_authority(
    *,
    actor: Actor,
    post: Post,
    role: Role,
    valid_from: date,
    place: Place | None = None,
    organisation: Party | None = None,
) -> Authority:
    """Let a post carry a role within a place, an organisation, or both. Without either it is refused."""
    if place is None and organisation is None:
        raise Problem(text.NO_LIMIT)
    authority = Authority.objects.create(
        post=post, role=role, place=place, organisation=organisation, valid_from=valid_from
    )
    record(authority)
    return authority


@command("user.open", sees="person=person.view")
def open_user(*, actor: Actor, person: Person, username: str, password: str) -> User:
    """Give a person an account. Raises `Problem` when the login name is taken or the person has one."""
    if User.objects.filter(username=username).exists():
        raise Problem(text.USERNAME_TAKEN.format(username=username), field="username")
    if existing := User.objects.filter(person=person).first():
        raise Problem(text.PERSON_HAS_ACCOUNT.format(name=person.name, username=existing.username), field="person")
    user = User(username=username, person=person)
    user.set_password(password)
    user.save(force_insert=True)
    record(user)
    return user


def permissions_known() -> set[str]:
    """Every permission there is: the commands' names and what the rooms declare beside them."""
    declared = {permission for module in modules().values() for permission in module.permissions}
    return declared | set(commands())
