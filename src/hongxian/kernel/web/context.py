"""What every page knows: the name of the system, who acts, the menu, the open duties, today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.module import MenuItem, modules, package_of, resolve
from hongxian.kernel.web import text
from hongxian.kernel.web.access import actor_of

DUTY_COUNT = "hongxian.kernel.duties.queries.open_duty_count"
DUTY_ENTRY = "desk:home"
"""The menu entry that carries the number of open duties."""
MENU_COOKIE = "menu"
"""What the browser remembers of the menu, so that the page comes as it was left; written by `app.js`."""
_LINES = 12
"""So many lines beside the headings fit on a small screen."""


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    label: str
    icon: str
    address: str
    current: bool
    counts_duties: bool


@dataclass(frozen=True)
class Group:
    """Lines of the menu under one heading. `key` stands for it in the cookie that remembers which are unfolded; `open`
    says whether it is."""

    key: str
    label: str
    entries: tuple[Entry, ...]
    open: bool = True

    @property
    def current(self) -> bool:
        """Whether the page shown is one of them."""
        return any(entry.current for entry in self.entries)


class Shell:
    """What the layout shows, worked out only when a template asks for it."""

    name = text.SYSTEM
    short_name, rest_of_name = text.SYSTEM.split(" · ")

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        """Whether this instance is for demonstration."""
        return bool(settings.DEMO)

    @property
    def actor(self) -> Actor:
        """Who is logged in, in the post chosen; an actor without a key if nobody is."""
        return actor_of(self._request)

    @property
    def acting(self) -> str:
        """Who acts and as what, to be compared with who does when the page is sent; empty if nobody."""
        return acting(self.actor)

    @property
    def today(self) -> date:
        """The local date."""
        return today()

    @cached_property
    def open_duties(self) -> int:
        """How many duties of the actor are open: one query, at the first asking."""
        count: int = resolve(DUTY_COUNT)(self.actor) if self.actor.key else 0
        return count

    @cached_property
    def unread_notices(self) -> int:
        """How many notices the actor has not read, at most a hundred; by `settings.NOTICES_COUNT(actor)`, if it is set:
        one query, at the first asking."""
        counter = getattr(settings, "NOTICES_COUNT", "")
        count: int = resolve(counter)(self.actor) if counter and self.actor.key else 0
        return count

    @cached_property
    def posts(self) -> list[tuple[str, str]]:
        """Key and name of each post, and what else, the person may act as; by `settings.POSTS_LOADER(request)`, if it
        is set."""
        loader = getattr(settings, "POSTS_LOADER", "")
        found: Iterable[tuple[str, str]] = resolve(loader)(self._request) if loader and self.actor.key else ()
        return list(found)

    @property
    def may_switch(self) -> bool:
        """Whether there is anything else to act as."""
        return any(key != self.actor.capacity for key, _ in self.posts)

    @cached_property
    def menu(self) -> tuple[Group, ...]:
        """The entries the actor may open, in order, under the headings of their wings."""
        return menu_of(self.actor, self._request.path, self._request.COOKIES.get(MENU_COOKIE, ""))


def acting(actor: Actor) -> str:
    """Who acts and as what; empty for nobody."""
    return f"{actor.key} {actor.capacity}" if actor.key else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: one name, `shell`."""
    return {"shell": Shell(request)}


def menu_of(actor: Actor, path: str, remembered: str = "") -> tuple[Group, ...]:
    """The menu of an actor who looks at `path`. Groups stand in the order of their first entries.

    A group is unfolded while the page shown is in it, or as `remembered` from when the actor last folded it; of the
    rest as many of the first as fit on a screen.
    """
    found = sorted(
        (
            (item, item.group or f"wing#{_wing(module.key)}")
            for module in modules().values()
            for item in module.menu
            if actor.may(item.permission)
        ),
        key=lambda pair: pair[0].order,
    )
    addresses = {item.url: reverse(item.url) for item, _ in found}
    here = _nearest(path, addresses.values())
    groups: dict[str, list[Entry]] = {}
    for item, heading in found:
        groups.setdefault(heading, []).append(_entry(item, addresses[item.url], here))
    said, shown = _remembered(remembered), accumulate(len(entries) for entries in groups.values())
    return tuple(
        Group(
            key := heading.partition("#")[2],
            term(heading),
            tuple(entries),
            any(entry.current for entry in entries) or said.get(key, lines <= _LINES),
        )
        for (heading, entries), lines in zip(groups.items(), shown, strict=True)
    )


def _remembered(cookie: str) -> dict[str, bool]:
    """Which groups somebody folded (`key-0`) or unfolded (`key-1`); what cannot be read says nothing."""
    said = (each.rpartition("-") for each in cookie.split("."))
    return {key: state == "1" for key, _, state in said if key and state in ("0", "1")}


def _wing(key: str) -> str:
    """The folder in which the room stands."""
    return package_of(key).split(".")[-2]


def _nearest(path: str, addresses: Iterable[str]) -> str:
    """The address that stands for the page at `path`: itself, or the longest above it; the root only for itself."""
    above = [each for each in addresses if path == each or (each != "/" and path.startswith(each))]
    return max(above, key=len, default="")


def _entry(item: MenuItem, address: str, here: str) -> Entry:
    return Entry(
        label=term(item.key),
        icon=item.icon,
        address=address,
        current=address == here,
        counts_duties=item.url == DUTY_ENTRY,
    )
