"""The registers of the demo world: opened, filled and confirmed by its cast, and what the city decided for its pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import source_of
from hongxian.kernel.rules.dictionary import FactField, FactNoun
from hongxian.modules.base.parties import commands as parties
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.base.policies.queries import fact_noun
from hongxian.modules.base.records import commands as records
from hongxian.modules.portal.demo.cast import Cast, plan

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.records.models import Record, Register
    from hongxian.modules.portal.demo.world import World


_UNTYPED = ("subject",)
"""Keys whose noun depends on another field: what a publication is about."""


def build_registers(world: World, present: date) -> Registers:
    """What only registers tell of the city, and what it decided the pack's open words to mean."""
    told = plan("registers")
    for each in told["parties"]:
        world.parties[each["name"]] = parties.create_party(
            actor=world.root,
            place=place(each["place"]),
            kind=each["kind"],
            name=each["full"],
            established_on=told["opened"]["from"],
            parent=world.parties.get(each.get("parent", "")),
        )
    for name in told["people"]:
        world.people[name] = parties.register_person(actor=world.root, name=name)
    opened = told["opened"]
    registers = Registers(world, told, present, Cast()[opened["enters"]], Cast()[opened["confirms"]])
    registers.decide(world.pack, place(opened["place"]), world.adoption.valid_from)
    registers.fill()
    return registers


@dataclass
class Registers:
    """The registers of one plan and the records in them, by the names the plan gives them."""

    world: World
    told: Mapping[str, Any]
    present: date
    enters: Actor
    confirms: Actor
    opened: dict[str, Register] = field(default_factory=dict)
    named: dict[str, Record] = field(default_factory=dict)

    def fill(self) -> None:
        """Open every register of the plan, then enter its rows in their order, so that a row may name one before."""
        opened = self.told["opened"]
        for keeper, nouns in self.told["keepers"].items():
            for noun in nouns:
                self.opened[noun] = records.open_register(
                    actor=self.enters,
                    place=place(opened["place"]),
                    noun=noun,
                    keeper=self.world.parties[keeper],
                    valid_from=opened["from"],
                    basis=opened["basis"],
                )
        for noun, rows in self.told["rows"].items():
            if (kind := fact_noun(noun)) is None:
                raise KeyError(noun)
            for row in rows:
                for each in _spread(row):
                    self._enter(noun, kind, each)

    def decide(self, pack: Any, where: Place, valid_from: date) -> None:
        """Set the parameters of the plan, from that day on."""
        decided = self.told["parameters"]
        for key, value in decided["values"].items():
            policies.set_parameter(
                actor=self.enters,
                pack=pack,
                place=where,
                parameter=key,
                value=value,
                valid_from=valid_from,
                reason=decided["reason"],
                source=decided["source"],
            )

    def _enter(self, noun: str, kind: FactNoun, told: dict[str, Any]) -> None:
        name, code = told.pop("as", ""), told.pop("place", "")
        if kind.period_valid:
            told.setdefault("valid_from", self.told["valid_from"])
        values: dict[str, object] = {}
        for key, given in told.items():
            found = self._found(kind, key, given)
            code = code or _code_of(found)
            values[key] = getattr(found, "row", found)
        entered = records.enter_record(
            actor=self.enters, register=self.opened[noun], values=values, place=code, evidence=self.told["evidence"]
        )
        if entered.state == "awaiting_confirmation":
            records.confirm_record(actor=self.confirms, record=entered)
        if name:
            self.named[name] = entered

    def _found(self, kind: FactNoun, key: str, given: Any) -> Any:
        """What a value of the plan means: a day or year counted from today, or what bears that name."""
        if isinstance(given, dict):
            return _dated(self.present, given)
        if room := _room_of(key, kind.fields[key]):
            tables = {
                "party": self.world.parties,
                "enterprise": self.world.enterprises,
                "post": self.world.posts,
                "person": self.world.people,
            }
            return tables.get(room, self.named)[given]
        if key in _UNTYPED:
            return self.named.get(given) or self.world.parties[given]
        return given


def _room_of(key: str, of: FactField) -> str:
    """The fact whose rows a field names: one that a room tells, or else of a register; empty if it names none."""
    if not of.of:
        return key if key == "person" else ""
    target = fact_noun(of.of)
    if target is not None and target.key != "id" and (keyed := target.field(target.key)) is not None:
        return _room_of(target.key, keyed)
    source = source_of(of.of)
    return source.fact if source else of.of


def _spread(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for every combination of what it says to take one by one."""
    several = told.get("each", {})
    same = {key: value for key, value in told.items() if key != "each"}
    for chosen in product(*several.values()):
        yield dict(zip(several, chosen, strict=True)) | same


def _dated(present: date, told: Mapping[str, int]) -> date | int:
    """A year as a number, or a day, counted from today; one counted from the start of a year is not after today."""
    if "year" in told:
        return present.year + told["year"]
    if "year_end" in told:
        return date(present.year + told["year_end"], 12, 31)
    after = timedelta(days=told.get("days", 0))
    if "year_start" in told:
        return min(date(present.year + told["year_start"], 1, 1) + after, present)
    return present + after


def _code_of(found: Any) -> str:
    """The code of the place where a row of another room or register lies; empty for anything else."""
    return str(getattr(found, "place_id", "") or "")
