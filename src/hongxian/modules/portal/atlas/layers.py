"""The layers of the map: which rows of which room, where they stand, what is counted, where the rows can be seen.

Every layer begins with the room's own visible rows. A row always has a place; where its enterprise has a position, it
has that too. On a day that has passed rows count as they were that day, at the place and the position that their
enterprise had that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.modules.base.enterprises.queries import as_it_was, standing_on, visible_enterprises
from hongxian.modules.portal.atlas import text
from hongxian.modules.prevention.risks.queries import (
    place_risks_on,
    risks_on,
    standing,
    visible_place_risks,
    visible_risks,
)
from hongxian.modules.screening.grid.queries import grids_on
from hongxian.modules.screening.hidden_dangers.queries import STAGES, dangers_on, past_due, visible_hidden_dangers
from hongxian.modules.screening.supervision_orders.queries import listed, orders_on, visible_supervision_orders

ALL = Q()


@dataclass(frozen=True)
class Day:
    """Of which day the map is: today's (`on` is None) or one that has passed, as known at a moment (now, if None)."""

    on: date | None = None
    known_at: datetime | None = None


TODAY = Day()


@dataclass(frozen=True)
class Source:
    """Rows and the lookups on them: the path of their place, longitude and latitude, their enterprise (empty: they have
    neither, only a place), the key of the row's own page and what it is called."""

    rows: Callable[[Actor, Day], QuerySet[Any]]
    path: str = "place_path"
    longitude: str = "enterprise__longitude"
    latitude: str = "enterprise__latitude"
    enterprise: str = "enterprise"
    key: str = "pk"
    title: str = "name"


@dataclass(frozen=True)
class Measure:
    """A figure of a layer: `now` and `then` are the conditions of its rows, `asked` those of the register that shows
    them, `graveness` says which of two figures is told first (the smaller); `is_part`: its
    rows are counted by another figure of the layer too."""

    key: str
    words: Callable[[], str]
    colour: str
    graveness: int
    now: Callable[[], Q] = Q
    then: Q = ALL
    asked: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    is_part: bool = False


@dataclass(frozen=True)
class Layer:
    """One layer; `page` is the register of its rows, `detail` the page of one of them."""

    key: str
    permission: str
    page: str
    detail: str
    measures: tuple[Measure, ...]
    today: Source
    past: Source
    asked: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    may_lack_enterprise: bool = False

    @property
    def words(self) -> str:
        """What it is called."""
        return term(self.key)

    @property
    def whole(self) -> tuple[str, ...]:
        """The figures that make up all of its rows, each counted once."""
        return tuple(each.key for each in self.measures if not each.is_part)

    @property
    def has_positions(self) -> bool:
        """Whether its rows stand where their enterprise does; else they have a place only."""
        return bool(self.today.enterprise)

    def source(self, day: Day) -> Source:
        """Where its rows come from on that day."""
        return self.today if day.on is None else self.past

    def condition(self, measure: Measure, day: Day) -> Q:
        """The condition of the rows of a figure on that day."""
        return measure.now() if day.on is None else measure.then


def _stood(rows: QuerySet[Any], day: Day, to_enterprise: str, path: str) -> QuerySet[Any]:
    """With what the enterprise of each row was on the day: its position, and where it has none, today's place."""
    assert day.on is not None
    found: QuerySet[Any] = rows.annotate(
        stood=as_it_was(f"{to_enterprise}versions", day.on, day.known_at),
        longitude_then=F("stood__longitude"),
        latitude_then=F("stood__latitude"),
        path_then=Coalesce("stood__place__path", F(path)),
    )
    return found


def _enterprises_on(actor: Actor, day: Day) -> QuerySet[Any]:
    assert day.on is not None
    rows = _stood(standing_on(visible_enterprises(actor), day.on), day, "", "place__path")
    return rows if day.known_at is None else rows.filter(stood__isnull=False)


def _risks_on(actor: Actor, day: Day) -> QuerySet[Any]:
    assert day.on is not None
    return _stood(risks_on(actor, day.on, day.known_at), day, "risk__enterprise__", "risk__place_path")


def _dangers_on(actor: Actor, day: Day) -> QuerySet[Any]:
    assert day.on is not None
    return _stood(dangers_on(actor, day.on, day.known_at), day, "enterprise__", "place_path")


def _orders_on(actor: Actor, day: Day) -> QuerySet[Any]:
    assert day.on is not None
    return _stood(orders_on(actor, day.on, day.known_at), day, "enterprise__", "place_path")


def _grids_on(actor: Actor, day: Day) -> QuerySet[Any]:
    return grids_on(actor, day.on or today(), day.known_at)


def _place_risks_on(actor: Actor, day: Day) -> QuerySet[Any]:
    assert day.on is not None
    return place_risks_on(actor, day.on, day.known_at)


def _then(rows: Callable[[Actor, Day], QuerySet[Any]], **lookups: str) -> Source:
    return Source(rows, longitude="longitude_then", latitude="latitude_then", **lookups)


def _grade(grade: int, words: str, *, first: int) -> Measure:
    colours = {1: "red", 2: "orange", 3: "yellow", 4: "blue"}

    def said() -> str:
        return words.format(grade=term(f"risk_grade#{grade}"))

    same = Q(risk_grade=grade)
    asked = {"risk_grade": str(grade)}
    return Measure(f"grade_{grade}", said, colours[grade], first + grade, lambda: same, same, asked)


_RISK = Layer(
    "risk",
    "risk.view",
    "risks:list",
    "risks:detail",
    tuple(_grade(each, "{grade}", first=2 if each > 1 else 0) for each in (1, 2, 3, 4)),
    today=Source(lambda actor, _day: standing(visible_risks(actor))),
    past=_then(_risks_on, path="path_then", enterprise="risk__enterprise", key="risk"),
    asked={"ended": "standing"},
)
_DANGER = Layer(
    "hidden_danger",
    "hidden_danger.view",
    "hidden_dangers:list",
    "hidden_dangers:detail",
    (
        Measure(
            "major",
            lambda: text.MAJOR_DANGERS,
            "red",
            0,
            lambda: Q(grade="major"),
            Q(grade="major"),
            {"stage": "open", "grade": "major"},
            is_part=True,
        ),
        Measure(
            "overdue",
            lambda: text.OVERDUE_DANGERS,
            "orange",
            2,
            past_due,
            Q(was_overdue=True),
            {"overdue": "on"},
            is_part=True,
        ),
        Measure("open", lambda: text.OPEN_DANGERS, "yellow", 5, asked={"stage": "open"}),
    ),
    today=Source(lambda actor, _day: visible_hidden_dangers(actor).filter(STAGES["open"]), title="description"),
    past=_then(_dangers_on, title="description"),
    may_lack_enterprise=True,
)
_ORDER = Layer(
    "supervision_order",
    "supervision_order.view",
    "supervision_orders:list",
    "supervision_orders:detail",
    (Measure("listed", lambda: text.LISTED_ORDERS, "red", 1, asked={"listed": "on"}),),
    today=Source(lambda actor, _day: listed(visible_supervision_orders(actor)), title="subject_words"),
    past=_then(_orders_on, title="subject_words"),
    may_lack_enterprise=True,
)
_ENTERPRISE = Layer(
    "enterprise",
    "enterprise.view",
    "enterprises:list",
    "enterprises:detail",
    (Measure("standing", lambda: text.ENTERPRISES, "grey", 9, asked={"standing": "on"}),),
    today=Source(
        lambda actor, _day: standing_on(visible_enterprises(actor), today()),
        path="place__path",
        longitude="longitude",
        latitude="latitude",
        enterprise="pk",
    ),
    past=_then(_enterprises_on, path="path_then", enterprise="pk"),
)
_GRID = Layer(
    "grid",
    "grid.view",
    "grid:list",
    "grid:detail",
    (Measure("grids", lambda: text.GRIDS, "green", 10, asked={"standing": "on"}),),
    today=Source(_grids_on, enterprise=""),
    past=Source(_grids_on, enterprise=""),
)
_PLACE_RISK = Layer(
    "place_risk",
    "place_risk.view",
    "risks:place_risks",
    "risks:place_risk",
    tuple(_grade(each, text.PLACE_GRADE, first=3 if each > 1 else 1) for each in (1, 2, 3, 4)),
    today=Source(lambda actor, _day: standing(visible_place_risks(actor)), enterprise=""),
    past=Source(_place_risks_on, path="place_risk__place_path", enterprise="", key="place_risk"),
    asked={"ended": "standing"},
)  # fmt: skip
LAYERS = (_RISK, _DANGER, _ORDER, _ENTERPRISE, _GRID, _PLACE_RISK)
USUAL = ("risk", "hidden_danger", "supervision_order", "enterprise")
"""The layers shown unless somebody chooses others."""


def layers_of(actor: Actor) -> list[Layer]:
    """The layers that the actor may see."""
    return [each for each in LAYERS if actor.may(each.permission)]
