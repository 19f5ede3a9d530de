"""The registers of the demo world: opened, filled and confirmed by its cast, and what the city decided for its pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import source_of
from hongxian.kernel.rules.dictionary import FactField, FactNoun, FieldType
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.base.policies.queries import fact_noun
from hongxian.modules.base.records import commands as records
from hongxian.modules.portal.demo.cast import Cast, dated
from hongxian.modules.portal.demo.rooms import Rooms

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption
    from hongxian.modules.base.records.models import Register
    from hongxian.modules.portal.demo.world import World


_UNTYPED = ("subject", "owner")
"""Keys whose noun depends on another field: what a publication is about, whose an emergency body is."""


def build_registers(
    world: World, told: Mapping[str, Any], adoption: Adoption, present: date, *, years: int = 0
) -> Registers:
    """What only registers tell of the place that adopted the pack, and what it decided the pack's open words to mean;
    `years` is by how many the place moved the days that the text prints."""
    opened = told["opened"]
    named = Cast()[opened["enters_restricted"]] if "enters_restricted" in opened else None
    registers = Registers(world, told, present, Cast()[opened["enters"]], Cast()[opened["confirms"]], years, named)
    registers.decide(adoption)
    registers.fill()
    return registers


@dataclass
class Registers:
    """The registers of one plan; the records in them are known to the world by the names the plan gives them."""

    world: World
    told: Mapping[str, Any]
    present: date
    enters: Actor
    confirms: Actor
    years: int = 0
    restricted: Actor | None = None
    """Who enters what only named posts may see; whoever enters the rest, where the plan names nobody."""
    opened: dict[str, Register] = field(default_factory=dict)

    def fill(self) -> None:
        """Open every register of the plan, then enter its rows in their order, so that a row may name one before. Rows
        of a noun that a room tells are carried out there."""
        opened = self.told["opened"]
        self._rooms = Rooms(opened["place"], self.enters, self.confirms, dated(self.present, self.told["valid_from"]))
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

    def decide(self, adoption: Adoption) -> None:
        """Set the parameters of the plan, from the first day on which the pack binds the place."""
        decided = self.told["parameters"]
        for key, value in decided["values"].items():
            policies.set_parameter(
                actor=self.enters,
                pack=adoption.pack,
                place=adoption.place,
                parameter=key,
                value=dated(self.present, value, self.years) if isinstance(value, dict) else value,
                valid_from=adoption.valid_from,
                reason=decided["reason"],
                source=decided["source"],
            )

    def _enter(self, noun: str, kind: FactNoun, told: dict[str, Any]) -> None:
        name, code = told.pop("as", ""), told.pop("place", "")
        if fills := self._rooms.filler(noun):
            known = {key: self._found(kind, key, each) for key, each in told.items() if key in kind.fields}
            made = fills(told | known)
            self.world.records |= {name: made} if name else {}
            return
        if kind.period_valid:
            told.setdefault("valid_from", self.told["valid_from"])
        values: dict[str, object] = {}
        for key, given in told.items():
            found = self._found(kind, key, given)
            code = code or _code_of(found)
            values[key] = getattr(found, "row", found)
        enters = self.restricted if kind.restricted and self.restricted else self.enters
        entered = records.enter_record(
            actor=enters, register=self.opened[noun], values=values, place=code, evidence=self.told["evidence"]
        )
        if entered.state == "awaiting_confirmation":
            records.confirm_record(actor=self.confirms, record=entered)
        if name:
            self.world.records[name] = entered

    def _found(self, kind: FactNoun, key: str, given: Any) -> Any:
        """What a value of the plan means: a day or year counted from today, or what bears that name."""
        if isinstance(given, dict):
            return dated(self.present, given, self.years)
        if room := _room_of(key, kind.fields[key]):
            tables = {
                "party": self.world.parties,
                "enterprise": self.world.enterprises,
                "post": self.world.posts,
                "person": self.world.people,
            }
            return tables.get(room, self.world.records)[given]
        if key in _UNTYPED and kind.fields[key].type is FieldType.KEY and not kind.fields[key].values:
            return self.world.records.get(given) or self.world.parties.get(given) or self.world.enterprises[given]
        return given


def _room_of(key: str, of: FactField) -> str:
    """The fact whose rows a field names: one that a room tells, or else of a register; empty if it names none."""
    if not of.of:
        return key if key == "person" and of.type is FieldType.KEY else ""
    target = fact_noun(of.of)
    if target is not None and target.key != "id" and (keyed := target.field(target.key)) is not None:
        return _room_of(target.key, keyed)
    source = source_of(of.of)
    return source.fact if source else of.of


def _spread(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for every combination of what it says to take one by one; other words of it may name what was taken."""
    several = told.get("each", {})
    same = {key: value for key, value in told.items() if key != "each"}
    for chosen in product(*several.values()):
        taken = dict(zip(several, chosen, strict=True))
        filled = {key: value.format(**taken) if isinstance(value, str) else value for key, value in same.items()}
        yield taken | filled


def _code_of(found: Any) -> str:
    """The code of the place where a row of another room or register lies; empty for anything else."""
    return str(getattr(found, "place_id", "") or "")
