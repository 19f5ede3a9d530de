"""The scenarios of the packs, played over registers: the database answers as plain rows do."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from django.db import transaction

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.rules.dictionary import Dictionary, FactNoun, FieldType, read_dictionary
from hongxian.kernel.rules.obligation import Pack
from hongxian.kernel.rules.pack import read_pack
from hongxian.kernel.rules.scenarios import play, row_of
from hongxian.kernel.rules.schema import ScenarioCase
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.records.kinds import is_offered, kind_of
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.portal.demo.world import World

PACKS = Path(__file__).resolve().parents[4] / "packs"
SHARED = read_dictionary(PACKS / "facts", families=PACKS / "families.yaml")
LOADED = [read_pack(path.parent, SHARED) for path in sorted(PACKS.glob("*/*/pack.yaml"))]
LONG_AGO = datetime(2000, 1, 1, tzinfo=LOCAL)


def key(written: object) -> str:
    """The key of a row in the database for the one that a scenario writes."""
    return str(uuid5(NAMESPACE_OID, str(written)))


def in_the_database(dictionary: Dictionary, case: ScenarioCase) -> ScenarioCase:
    """The case with keys of the database. What it expects by the key of no row, it expects as it is written."""
    nouns, holder = dictionary.nouns, str(case.holder["id"])
    rows = {row_of(nouns[noun], row, number).id for noun, rows in case.facts.items() for number, row in enumerate(rows)}

    def keyed(fact: FactNoun, row: Mapping[str, Any], number: int) -> dict[str, Any]:
        names = {
            name
            for name, value in row.items()
            if (field := fact.field(name))
            and field.type is FieldType.KEY
            and not field.values
            and (field.of or value in {holder, *rows})
        }
        changed = {name: key(value) if name in names and value else value for name, value in row.items()}
        return changed | {"id": key(row_of(fact, row, number).id)}

    def expected(keys: Iterable[str] | None) -> tuple[str, ...] | None:
        return None if keys is None else tuple(key(each) if each in rows else each for each in keys)

    facts = {
        noun: tuple(keyed(nouns[noun], row, number) for number, row in enumerate(found))
        for noun, found in case.facts.items()
    }
    expect = case.expect.model_copy(
        update={"exceptions": expected(case.expect.exceptions), "counted": expected(case.expect.counted)}
    )
    return case.model_copy(update={"facts": facts, "holder": case.holder | {"id": key(holder)}, "expect": expect})


def kept(world: World, noun: str, fact: FactNoun, rows: Iterable[Mapping[str, Any]]) -> None:
    """A register with these rows."""
    kind, root = kind_of(noun), world.adoption.place
    assert kind is not None
    register = Register.objects.create(
        noun=noun,
        place=root,
        keeper=world.parties["市应急管理局"],
        valid_from=LONG_AGO.date(),
        recorded_at=LONG_AGO,
    )
    places = {place.pk: place for place in Place.objects.filter(pk__in=[str(row.get("place", "")) for row in rows])}
    for number, written in enumerate(rows):
        row = row_of(fact, written, number)
        at = row.recorded_on or LONG_AGO
        said = {name: value for name, value in row.values.items() if name not in ("id", "place", "place_path")}
        Record.objects.create(
            row=row.id,
            register=register,
            noun=noun,
            place=places.get(str(written.get("place", "")), root),
            path=str(written.get("place_path", "")),
            values={name: _in_json(value) for name, value in said.items() if name not in kind.columns},
            label=row.label,
            fingerprint=f"{noun} {row.id}",
            state="recorded" if row.confirmed else "awaiting_confirmation",
            back_entry=not row.confirmed,
            recorded_at=at,
            recorded_from=at,
            recorded_by="",
            recorded_by_name=row.recorded_by,
            **{kind.columns[name]: value for name, value in said.items() if name in kind.columns},
        )


def _in_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def cases(pack: Pack) -> Iterator[tuple[str, ScenarioCase]]:
    """Of each obligation whose facts no room tells a case for each verdict it can have, in places that the world has,
    as known at present."""
    places = {str(place.pk) for place in Place.objects.all()}
    for scenario in pack.scenarios:
        needed = {noun for part in pack.obligations[scenario.obligation].parts for noun in part.nouns()}
        if not all(noun in SHARED.nouns and is_offered(noun) for noun in needed):
            continue
        seen = set()
        for case in scenario.cases:
            named = {str(row["place"]) for rows in case.facts.values() for row in rows if "place" in row}
            if named <= places and case.known_at is None and case.expect.status not in seen:
                seen.add(case.expect.status)
                yield scenario.obligation, case


@pytest.mark.parametrize("pack", LOADED, ids=[pack.entry.id for pack in LOADED])
def test_scenarios_come_out_of_the_database_as_written(world: World, pack: Pack) -> None:
    played, wrong = 0, []
    for obligation, written in cases(pack):
        case = in_the_database(pack.dictionary, written)
        with transaction.atomic():
            for noun, rows in case.facts.items():
                kept(world, noun, pack.dictionary.nouns[noun], rows)
            facts = RoomFacts(world.adoption.place.path)
            found = play(pack, pack.obligations[obligation], case, facts)
            transaction.set_rollback(True)
        played += 1
        wrong += [f"{obligation} {written.name}: {each}" for each in found.differences]
    assert wrong == []
    assert played
