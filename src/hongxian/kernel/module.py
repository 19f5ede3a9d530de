"""What a room declares about itself, and the register of all rooms. Declarations are data: dotted names, no objects
of the room, so that reading them imports nothing but the declaration."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from hongxian.kernel.actor import Actor


@dataclass(frozen=True)
class Noun:
    """A noun of the room: its model and the one function that says which rows an actor may see or act upon.

    `visible(actor, permission)` returns a QuerySet; deny by default. `derived` rows can be recomputed from others
    and so are not named in the ledger. `page` is the URL name of the detail page, reversed with the key. `closed` is a
    dotted function of actor and keys that gives the keys of the rows whose content the ledger must not show the actor.
    `search` are columns of text in whose words rows are found at once, however many there are (`kernel/search`).

    For the history of rows, where values stand as they were recorded: `keyed_as` are endings of the names of columns,
    in whatever room, that hold keys of these rows without being foreign keys. `means` says what the codes in a column
    of this noun mean: `prefix#` for words of the glossary (`#` for its words as they are), or a dotted function of a
    code that gives its words, empty where there are none.
    """

    key: str
    model: str
    visible: str = ""
    derived: bool = False
    page: str = ""
    closed: str = ""
    search: tuple[str, ...] = ()
    keyed_as: tuple[str, ...] = ()
    means: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MenuItem:
    """An entry of the side menu, shown to whoever holds the permission. Its label is the glossary's. It stands under
    the heading of the room's wing, or of another `group`: the glossary's key of a heading."""

    key: str
    url: str
    permission: str
    icon: str = "circle"
    order: int = 100
    group: str = ""


@dataclass(frozen=True)
class FactSource:
    """What the room can tell the rule engine: a fact of the dictionary, the function that gives the population,
    and the events after which it may have changed. `noun` is the room's noun whose rows these are, where it bears
    another name than the fact; by it other rooms find out which of them somebody may see."""

    fact: str
    population: str
    events: tuple[str, ...]
    noun: str = ""


FACT_CHANGED = "@fact"
"""Subscribed to instead of an event: every event after which some fact may have changed."""


@dataclass(frozen=True)
class Subscription:
    """When the event has been committed, call the task (a dotted function of one `Delivery`). `*` is every event,
    `FACT_CHANGED` every event that feeds a fact.

    `once`: of many acts that are written down together it is told once, and `delivery.many` says so; without it such
    acts are written down one by one, and each is told.
    """

    event: str
    task: str
    once: bool = False


@dataclass(frozen=True)
class Timer:
    """Call the task again and again, `every` so many seconds. The task takes no arguments and is idempotent."""

    key: str
    task: str
    every: int


@dataclass(frozen=True)
class PaperOffer:
    """An official paper that can be drafted from a row of a noun, by whoever may draft papers and holds the permission
    over that row.

    `key` has its word in the glossary, and `papers/<key>.txt` in the room's folder is its template. `fill` is a dotted
    function of actor, row and what was asked for that gives `kernel.documents.offer.Filled`; `sample` a dotted mapping
    with a value for each field of the template. `asks` are the days that must be known beforehand. `when` is a dotted
    test of the row, where not every row of the noun gives this paper; `find` a dotted function of actor and key that
    finds the row, where its address bears another key than its own.
    """

    key: str
    noun: str
    fill: str
    sample: str
    permission: str
    asks: tuple[str, ...] = ()
    when: str = ""
    find: str = ""


@dataclass(frozen=True)
class Attachable:
    """A noun to whose rows evidence may be attached: of which `kinds`, by whoever holds `permission` over the row, at
    most `limit` of them (0: as set for the instance). Whoever sees the row (`<noun>.view`) sees them, nobody else.
    `key` is the field by which a row is named, where its versions share one; it holds a UUID."""

    noun: str
    kinds: tuple[str, ...]
    permission: str
    limit: int = 0
    key: str = "pk"


@dataclass(frozen=True)
class Section:
    """What a room adds to the page of a noun of another: `fill` is a dotted function of actor and row that gives the
    context of the `template`, or None where there is nothing for that actor."""

    noun: str
    fill: str
    template: str


@dataclass(frozen=True)
class NoticeKind:
    """Something that people are told of when one of the events has happened.

    `key` has its word in the glossary. `told` is a dotted function of the key of the event's subject that gives what is
    told to whom (`kernel.told.Told`), or None where there is nothing to tell. `urgent`: it goes out at once.
    """

    key: str
    events: tuple[str, ...]
    told: str
    urgent: bool = False


@dataclass(frozen=True)
class Module:
    """One room. The `key` is its folder, its app label and its URL prefix.

    `fact_fallback` is for a room that can tell facts it does not know by name: a dotted function of noun, `AsOf` and
    notes (kept for it from fact to fact) that says what is `Told` and for which places, or None, asked where no room
    declares the fact. Its acts say in the ledger which facts they change (`record(..., facts=...)`).

    `personal` are permissions that everybody holds who holds a post: what concerns nobody but themselves.
    `capacities` is for a room that lets people act otherwise than in their own posts: a dotted function of an account
    that gives key (`kind:key`) and label of each; `act_as`, of an account and such a key, gives the actor, or None.
    `holdings` tells what is in somebody's hands (`kernel.holdings`): a dotted function of the keys of a post, its body
    and a person; `hand_on`, of an actor, a row that is bound to the post and the post that takes over, moves it.
    `may_hold` is asked before a person is appointed to a post: a dotted function of post and person that raises
    `Problem` where that person may not hold it.

    `registers` are dotted names of the room's registers (`kernel.registers`); `register_fallback` is for registers that
    it does not know by name: a dotted function of a key that gives the register, or None; `registers_open`, a dotted
    function of an actor, gives those of them that the actor may look at. `root_urls` are addresses
    that stand at the root instead of under the key: those that are printed on paper.
    """

    key: str
    urls: str = ""
    root_urls: str = ""
    api: str = ""
    nouns: tuple[Noun, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    flows: tuple[str, ...] = ()
    facts: tuple[FactSource, ...] = ()
    fact_fallback: str = ""
    permissions: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    register_fallback: str = ""
    registers_open: str = ""
    subscriptions: tuple[Subscription, ...] = ()
    capacities: str = ""
    act_as: str = ""
    holdings: str = ""
    hand_on: str = ""
    may_hold: str = ""
    timers: tuple[Timer, ...] = ()
    papers: tuple[PaperOffer, ...] = ()
    attachables: tuple[Attachable, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    sections: tuple[Section, ...] = ()


@cache
def modules() -> dict[str, Module]:
    """Every room that stands, by key: the kernel's own first, then the list in `config/modules.py`, in its order."""
    found: dict[str, Module] = {}
    for package in (*settings.KERNEL_ROOMS, *settings.ROOMS):
        module: Module = import_module(f"{package}.module").MODULE
        found[module.key] = module
    return found


def package_of(key: str) -> str:
    """The dotted package of a room."""
    return apps.get_app_config(key).name


def nouns() -> Iterator[Noun]:
    """Every noun of every room."""
    for module in modules().values():
        yield from module.nouns


@cache
def noun_of(model: type[Model]) -> Noun | None:
    """The noun that a model stands for."""
    label = model._meta.label
    return next((noun for noun in nouns() if noun.model == label), None)


@cache
def noun(key: str) -> Noun:
    """The noun by its key; KeyError if no room declares it."""
    for each in nouns():
        if each.key == key:
            return each
    raise KeyError(key)


@cache
def attachables() -> dict[str, Attachable]:
    """The nouns that take attachments, of every room that stands."""
    return {each.noun: each for module in modules().values() for each in module.attachables}


def visible_rows(key: str, actor: Actor, permission: str) -> QuerySet[Any]:
    """The rows of a noun that the actor may see or act upon, by the noun's own scope function. KeyError if no room
    declares the noun, TypeError if it has no scope."""
    declared = noun(key)
    if not declared.visible:
        raise TypeError(f"{key} has no scope function")
    rows: QuerySet[Any] = resolve(declared.visible)(actor, permission)
    return rows


@cache
def facts_fed_by(event: str) -> frozenset[str]:
    """The facts that may have changed when that event happened."""
    sources = (source for module in modules().values() for source in module.facts)
    return frozenset(source.fact for source in sources if event in source.events)


@cache
def source_of(fact: str) -> FactSource | None:
    """The declaration of the room that tells a fact; None if no room does."""
    sources = (source for module in modules().values() for source in module.facts)
    return next((source for source in sources if source.fact == fact), None)


@cache
def notice_kinds() -> dict[str, NoticeKind]:
    """Everything that people are told of, by key, in the order of the rooms."""
    return {kind.key: kind for module in modules().values() for kind in module.notices}


@cache
def kinds_told_of(event: str) -> tuple[NoticeKind, ...]:
    """What people are told of when that event has happened."""
    return tuple(kind for kind in notice_kinds().values() if event in kind.events)


@cache
def personal_permissions() -> frozenset[str]:
    """What everybody may do who holds a post."""
    return frozenset(each for module in modules().values() for each in module.personal)


def resolve(dotted: str) -> Callable[..., Any]:
    """The function a declaration names."""
    function: Callable[..., Any] = import_string(dotted)
    return function


def load_commands() -> None:
    """Import the commands of every room, so that each is registered."""
    for package in (*settings.KERNEL_ROOMS, *settings.ROOMS):
        if find_spec(f"{package}.commands"):
            import_module(f"{package}.commands")
