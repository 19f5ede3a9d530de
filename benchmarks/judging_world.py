"""The city that `benchmarks/judging.py` judges: the base of the demo world, and many enterprises with what is recorded
of them, put straight into the tables. The same size and seed give the same rows, keys included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from judging_rooms import Firms, Rooms, noon
from loading import put

from hongxian.kernel.clock import simulated
from hongxian.kernel.rules.dictionary import FactField, FactNoun, FieldType
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseVersion
from hongxian.modules.base.parties.models import Party, PartyName
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.policies.models import ParameterValue
from hongxian.modules.base.policies.queries import fact_noun
from hongxian.modules.base.records.commands.slots import give_slots
from hongxian.modules.base.records.kinds import kind_of
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.portal.demo.bodies import build_bodies
from hongxian.modules.portal.demo.cast import at, plan
from hongxian.modules.portal.demo.enterprises import build_enterprises
from hongxian.modules.portal.demo.registers import build_registers
from hongxian.modules.portal.demo.roster import build_roster
from hongxian.modules.portal.demo.world import World, build_base

DAY = date(2026, 11, 30)
"""The day judged."""
OPENED = date(2019, 1, 1)
"""Since when registers and parameters are known."""
SEED = 2018
SHARES = {
    "post_responsibility": 0.26,
    "enterprise_checklist": 0.25,
    "hidden_danger": 0.08,
    "standardisation": 0.06,
    "supervision_class": 0.06,
    "insurance_policy": 0.06,
    "hidden_danger_report": 0.05,
    "self_check": 0.05,
    "supervision_assignment": 0.03,
    "risk": 0.03,
    "grid_unit": 0.03,
    "risk_screening": 0.02,
    "drill": 0.01,
    "training_session": 0.01,
}
"""Of what is recorded about enterprises, how much is in which register."""
SECTORS = ("coal", "mine", "hazardous_chemicals", "construction", "transport", "manufacturing", "commerce", "other")
OWNERSHIPS = ("central", "provincial", "city", "county", "private", "private", "private", "private")
_BATCH = 2000


def build(firms: int, rows: int) -> World:
    """The whole world, as it stands on `DAY`; nothing of it is judged yet."""
    with simulated(at(DAY)):
        world = build_base(DAY - timedelta(days=800), lambda built: build_bodies(built, plan("registers")))
        build_enterprises(world, plan("world"))
        build_roster(world, DAY)
        build_registers(world, plan("registers"), world.adoption, DAY)
        # As if known since: what nobody knew then, no verdict of a month gone by could look at.
        Register.objects.update(recorded_at=noon(OPENED))
        ParameterValue.objects.update(recorded_from=noon(OPENED))
        with transaction.atomic():
            _Loader(world).load(firms, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return world


class _Loader:
    """What puts rows straight into the tables."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.random = Random(SEED)
        self.made = 0
        self.towns = list(Place.objects.filter(level="town", path__startswith="410000/411000/").order_by("path"))
        self.parties = list(Party.objects.order_by("pk").values_list("pk", flat=True))

    def load(self, firms: int, rows: int) -> None:
        """Governments of the towns, enterprises, records."""
        self._governments()
        keys = self._enterprises(firms)
        rooms = Rooms(self.random, self._key, keys, DAY)
        found: dict[str, list[UUID]] = {}
        for noun, share in SHARES.items():
            number = int(rows * share)
            if not rooms.fill(noun, number):
                found[noun] = self._records(noun, number, keys, found)

    def _key(self) -> UUID:
        """A key of version 7 that the seed and the number of those before it decide."""
        self.made += 1
        return UUID(int=(self.made << 80) | (7 << 76) | (2 << 62) | self.random.getrandbits(62))

    def _governments(self) -> None:
        kept = Party.objects.filter(kind="government", place__level="town").values_list("place_id", flat=True)
        towns = [town for town in self.towns if town.pk not in set(kept)]
        since = date(2016, 1, 1)
        made = [
            Party(id=self._key(), kind="government", name=town.name, place=town, established_on=since) for town in towns
        ]
        Party.objects.bulk_create(made, batch_size=_BATCH)
        names = [PartyName(id=self._key(), party=each, name=each.name, valid_from=since) for each in made]
        PartyName.objects.bulk_create(names, batch_size=_BATCH)

    def _enterprises(self, number: int) -> Firms:
        found = []
        for start in range(0, number, _BATCH):
            some = [self._enterprise(each) for each in range(start, min(start + _BATCH, number))]
            put([enterprise for enterprise, _ in some])
            put([version for _, version in some])
            found += [(enterprise.pk, enterprise.place) for enterprise, _ in some]
        return found

    def _enterprise(self, number: int) -> tuple[Enterprise, EnterpriseVersion]:
        draw = self.random
        said: dict[str, Any] = {
            "name": f"firm {number}",
            "place": draw.choice(self.towns),
            "ownership": draw.choice(OWNERSHIPS),
            "sector": draw.choice(SECTORS),
            "is_high_risk": draw.random() < 0.2,
            "is_above_scale": draw.random() < 0.3,
        }
        opened = date(2010, 1, 1) + timedelta(days=draw.randrange(6000))
        enterprise = Enterprise(id=self._key(), opened_on=opened, name_key=said["name"], **said)
        recorded = noon(max(opened, date(2019, 1, 1)))
        version = EnterpriseVersion(
            id=self._key(), enterprise=enterprise, valid_from=date(1900, 1, 1), recorded_from=recorded, **said
        )
        return enterprise, version

    def _records(self, noun: str, number: int, firms: Firms, found: dict[str, list[UUID]]) -> list[UUID]:
        kind, fact = kind_of(noun), fact_noun(noun)
        assert kind is not None
        assert fact is not None
        register = Register.objects.filter(noun=noun).first()
        if register is None:
            raise SystemExit(f"no register of {noun}")
        slots, keys = give_slots(kind), []
        for start in range(0, number, _BATCH):
            some = []
            for _ in range(min(_BATCH, number - start)):
                key, place = self.random.choice(firms)
                some.append(self._record(register, fact, slots, (key, place), found))
            put(some)
            keys += [each.row for each in some]
        return keys

    def _record(
        self,
        register: Register,
        fact: FactNoun,
        slots: dict[str, str],
        about: tuple[UUID, Place],
        found: dict[str, list[UUID]],
    ) -> Record:
        firm, place = about
        day = DAY - timedelta(days=self.random.randrange(1, 1000))
        said = dict(self._said(fact, firm, day, found))
        key, moment = self._key(), noon(day)
        return Record(
            id=key,
            row=key,
            register=register,
            noun=register.noun,
            place=place,
            path=place.path,
            values=said,
            happened_on=day if fact.dated else None,
            valid_from=day if fact.period_valid else None,
            label=register.noun,
            fingerprint=key.hex,
            recorded_at=moment,
            recorded_from=moment,
            recorded_by="loader",
            recorded_by_name="loader",
            **{slot: UUID(said[name]) for name, slot in slots.items() if name in said},
        )

    def _said(self, fact: FactNoun, firm: UUID, day: date, found: dict[str, list[UUID]]) -> Iterator[tuple[str, Any]]:
        """What a record says, field by field; of one in ten that need not be said, nothing."""
        for name, field in fact.fields.items():
            if name in ("place", "place_path", "valid_from", "valid_to", fact.dated):
                continue
            if name == "enterprise":
                yield name, str(firm)
            elif self.random.random() < 0.9 and (value := self._value(field, day, found)) is not None:
                yield name, value

    def _value(self, field: FactField, day: date, found: dict[str, list[UUID]]) -> Any:
        if field.values:
            return self.random.choice(list(field.values))
        if field.type is FieldType.BOOL:
            return self.random.random() < 0.9
        if field.type is FieldType.INT:
            return self.random.randrange(5)
        if field.type is FieldType.DATE:
            return (day + timedelta(days=self.random.randrange(30))).isoformat()
        if field.type is FieldType.TEXT:
            return f"said {self.random.randrange(1000)}"
        keys = self.parties if field.of == "party" else found.get(field.of)
        return str(self.random.choice(keys)) if keys else None
