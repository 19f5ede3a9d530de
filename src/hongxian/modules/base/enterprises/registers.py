"""The register of enterprises."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.registers.declaration import (
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Register,
    Sheet,
)
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import GONE, OPERATING, OWNERSHIPS, SCALES, SECTORS, STATUSES
from hongxian.modules.base.enterprises.queries import (
    positions_within,
    responsible_on,
    standing_on,
    visible_contacts,
    visible_enterprises,
)
from hongxian.modules.base.places.queries import place_tree

_SECTOR = Choices("sector#", SECTORS)
_OWNERSHIP = Choices("ownership#", OWNERSHIPS)


def with_people(actor: Actor, rows: list[Any]) -> None:
    """Put beside each enterprise who answers for its safety today, what it is a branch of and whom to call, as far as
    one may see these."""
    found: dict[Any, list[str]] = {}
    for each in responsible_on(actor, rows, today()):
        words = text.PERSON_IN_ROLE.format(name=each.person.name, role=term(f"role#{each.role}"))
        found.setdefault(each.enterprise_id, []).append(words)
    above = {row.parent_id for row in rows if row.parent_id}
    parents = dict(visible_enterprises(actor).filter(pk__in=above).values_list("pk", "name")) if above else {}
    contacts = {each.enterprise_id: each for each in visible_contacts(actor).filter(enterprise__in=rows)}
    for row in rows:
        row.contact_in_sight = contacts.get(row.pk)
        row.parent_in_sight = parents.get(row.parent_id, "")
        row.people_in_words = found.get(row.pk, [])


def branch_mark(enterprise: Any) -> str:
    """That it is a branch of another."""
    return term("is_branch") if enterprise.is_branch else ""


def only_standing(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the enterprises, those that stand today."""
    return standing_on(rows, today())


def _columns() -> Iterator[Column]:
    yield Column("name", sort="name", link=True, mark=branch_mark, argument="name", required=True)
    yield Column("credit_code", sort="credit_code", argument="credit_code", help=text.CODE_HELP)
    yield Column("registration_number", argument="registration_number", shown=False, help=text.NUMBER_HELP)
    yield Column(
        "place",
        ColumnKind.PLACE,
        argument="place",
        required=True,
        refers="place",
        named_by=("name", "code"),
    )
    yield Column("ownership", ColumnKind.CHOICE, choices=_OWNERSHIP, argument="ownership", required=True)
    yield Column("sector", ColumnKind.CHOICE, choices=_SECTOR, argument="sector", required=True)
    yield Column("is_high_risk", ColumnKind.YES_NO, colours={"yes": "orange"}, argument="is_high_risk")
    yield Column("is_above_scale", ColumnKind.YES_NO, argument="is_above_scale")
    yield Column("is_branch", ColumnKind.YES_NO, argument="is_branch", shown=False)
    yield Column(
        "parent",
        ColumnKind.REFERENCE,
        value="parent_in_sight",
        argument="parent",
        shown=False,
        refers="enterprise",
        named_by=("name", "credit_code"),
        help=text.PARENT_HELP,
    )
    yield Column(
        "operating_status",
        ColumnKind.STATUS,
        choices=Choices("operating_status#", STATUSES),
        colours={OPERATING: "green"} | dict.fromkeys(STATUSES[1:], "orange") | dict.fromkeys(GONE, "grey"),
    )
    yield from _particulars()
    yield Column("responsible_person", value="people_in_words")
    yield Column("contact_name", value="contact_in_sight.contact_name", shown=False, masked="enterprise_contact.reveal")
    yield Column("phone", value="contact_in_sight.phone", shown=False, masked="enterprise_contact.reveal")


def _particulars() -> Iterator[Column]:
    """What is not shown unless somebody asks for it."""

    def more(key: str, kind: ColumnKind = ColumnKind.TEXT, **said: Any) -> Column:
        return Column(key, kind, argument=f"particulars.{key}", shown=False, **said)

    yield more("industry", help=text.INDUSTRY_HELP)
    yield more("scale", ColumnKind.CHOICE, choices=Choices("scale#", SCALES))
    yield more("employees", ColumnKind.NUMBER)
    yield more("opened_on", ColumnKind.DATE)
    yield more("registered_address")
    yield more("working_address")


ENTERPRISES = Register(
    key="enterprise",
    noun="enterprise",
    page="enterprises:list",
    order=("name", "pk"),
    load=with_people,
    columns=tuple(_columns()),
    filters=(
        Filter(
            "words",
            FilterKind.WORDS,
            ("name__icontains", "credit_code__icontains", "registration_number__icontains"),
            label=text.WORDS,
        ),
        Filter("place", FilterKind.PLACE, ("place__path",), tree=place_tree("enterprise.view")),
        Filter("sector", FilterKind.CHOICE, ("sector",), choices=_SECTOR),
        Filter(
            "operating_status", FilterKind.CHOICE, ("operating_status",), choices=Choices("operating_status#", STATUSES)
        ),
        Filter("scale", FilterKind.CHOICE, ("scale",), choices=Choices("scale#", SCALES)),
        Filter("ownership", FilterKind.CHOICE, ("ownership",), choices=_OWNERSHIP),
        Filter("is_high_risk", FilterKind.YES_NO, ("is_high_risk",)),
        Filter("is_above_scale", FilterKind.YES_NO, ("is_above_scale",)),
        Filter(
            "standing",
            FilterKind.CHOICE,
            label=text.STANDING,
            choices=Choices(labels={"on": text.STANDING_ONLY}),
            apply=only_standing,
        ),
        *positions_within(),
    ),
    sheet=Sheet(
        create="enterprise.register",
        change="enterprise.change",
        withdraw="enterprise.withdraw",
        row="enterprise",
        natural_key=("credit_code",),
        version="version",
    ),
    detail="enterprises:detail",
    create="enterprises:register",
    creates="enterprise.register",
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_CREATOR,
)
