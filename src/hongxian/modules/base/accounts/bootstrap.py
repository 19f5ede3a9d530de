"""The first administrator of an instance: everything somebody needs who can then do the rest on the pages."""

from __future__ import annotations

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.commands import define_role, grant_authority, open_user, permissions_known
from hongxian.modules.base.accounts.delivered import roles_delivered
from hongxian.modules.base.accounts.passwords import new_code
from hongxian.modules.base.accounts.queries import has_users, roles_defined
from hongxian.modules.base.parties.commands import create_party, create_post, make_appointment, register_person
from hongxian.modules.base.parties.queries import party_named
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.queries import find_place

ROLE = "administrator"


def first_administrator(*, username: str, name: str, place: str, organisation: str) -> str:
    """Set up place, roles, body, post, person and account of the first administrator, each by its command; give the
    one-time code. Raises `Problem` when somebody has an account already."""
    if has_users():
        raise Problem(text.FIRST_EXISTS)
    root = system_actor("setup", *permissions_known())
    if find_place(place) is None:
        load_city(actor=root, city=place)
    where = find_place(place)
    if where is None:
        raise Problem(text.NO_SUCH_PLACE.format(code=place))
    roles = {role.code: role for role in roles_defined()}
    for each in roles_delivered():
        if each["code"] not in roles:
            roles[each["code"]] = define_role(actor=root, **each)
    body = party_named(where, organisation) or create_party(
        actor=root, place=where, kind="department", name=organisation, established_on=today(), basis=text.FIRST_BASIS
    )
    post = create_post(actor=root, party=body, kind="staff", name=text.ADMINISTRATOR_POST)
    person = register_person(actor=root, name=name)
    make_appointment(actor=root, post=post, person=person, valid_from=today(), basis=text.FIRST_BASIS)
    grant_authority(actor=root, post=post, role=roles[ROLE], place=where, valid_from=today(), basis=text.FIRST_BASIS)
    code = new_code()
    open_user(actor=root, person=person, username=username, code=code)
    return code
