"""The register of parties."""

from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.declaration import (
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Register,
    Sheet,
)
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.models import KINDS
from hongxian.modules.base.parties.queries import visible_parties, with_words
from hongxian.modules.base.places.queries import place_tree

_KINDS = Choices("kind#", KINDS)


def standing(actor: Actor, permission: str) -> QuerySet[Any]:
    """The parties within the actor's scope that were not dissolved."""
    return visible_parties(actor, permission).filter(dissolved_on__isnull=True)


PARTIES = Register(
    key="party",
    noun="party",
    page="parties:list",
    order=("name", "pk"),
    rows=standing,
    columns=(
        Column("name", sort="name", link=True, argument="name", required=True),
        Column("kind", ColumnKind.CHOICE, choices=_KINDS, argument="kind", required=True),
        Column("place", ColumnKind.PLACE, argument="place", required=True, refers="place", named_by=("name", "code")),
        Column("established_on", ColumnKind.DATE, sort="established_on", argument="established_on", required=True),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, label=text.WORDS, apply=with_words),
        Filter("kind", FilterKind.CHOICE, ("kind",), choices=_KINDS),
        Filter("place", FilterKind.PLACE, ("place__path",), tree=place_tree("party.view")),
    ),
    sheet=Sheet(create="party.create", natural_key=("name", "place")),
    detail="parties:detail",
    create="parties:create",
    creates="party.create",
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_CREATOR,
)
