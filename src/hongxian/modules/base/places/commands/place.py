"""Loading places: from the official list, or from a list of the user's own."""

from pathlib import Path

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text
from hongxian.modules.base.places.divisions import Division, as_of, divisions_of
from hongxian.modules.base.places.lists import read_list
from hongxian.modules.base.places.models import Place


@command("place.load")
def load_places(*, actor: Actor, divisions: list[Division], source: str) -> list[Place]:
    """Load places that are not there yet, parents before children; return the new ones.

    One act with all rows in its manifest. Places that exist keep their row. Raises `Problem` when a parent is
    missing or nothing is new.
    """
    known = {place.code: place for place in Place.objects.filter(pk__in=_family(divisions))}
    new: list[Place] = []
    for division in divisions:
        if division.code in known:
            continue
        parent = known.get(division.parent)
        if division.parent and parent is None:
            raise Problem(text.PARENT_MISSING.format(code=division.code, name=division.name, parent=division.parent))
        place = Place(
            code=division.code,
            name=division.name,
            level=division.level,
            kind=division.kind,
            parent=parent,
            path=f"{parent.path if parent else ''}{division.code}/",
            source=source,
        )
        known[place.code] = place
        new.append(place)
    if not new:
        raise Problem(text.NOTHING_NEW)
    Place.objects.bulk_create(new)
    record(new[0], *new[1:], detail={"source": source, "count": len(new)})
    return new


def load_city(*, actor: Actor, city: str) -> list[Place]:
    """Load a city with its province, counties and towns from the official list, and its zones; with the code of a
    province, all of its cities. Raises `Problem` as `load_places` does, and when the list has no such city."""
    listed = list(divisions_of(city))
    if not any(each.code == city for each in listed):
        raise Problem(text.NO_SUCH_CITY.format(code=city))
    source = text.SOURCE.format(as_of=as_of()) + (text.ZONES if any(each.kind == "zone" for each in listed) else "")
    return load_places(actor=actor, divisions=listed, source=source)


def load_list(*, actor: Actor, file: Path) -> list[Place]:
    """Load a list of the user's own (`lists.read_list`). Raises `Problem` with every row that is wrong."""
    known = Place.objects.filter(abolished_on__isnull=True).values_list("pk", flat=True)
    return load_places(actor=actor, divisions=read_list(file, known), source=text.OWN_LIST.format(name=file.name))


def _family(divisions: list[Division]) -> set[str]:
    return {division.code for division in divisions} | {division.parent for division in divisions}
