"""Reads of power lists: versions, what was published on a day, what differs between two, who has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.kernel.two_times import valid
from hongxian.modules.base.parties.queries import visible_institutions, visible_parties
from hongxian.modules.responsibility.power_lists.models import KINDS, PowerItem, PowerList, PowerListVersion

COMPARED = ("category", "title", "legal_basis", "responsible_office")


def visible_power_lists(actor: Actor, permission: str = "power_list_version.view") -> QuerySet[PowerList]:
    """The lists of the bodies within the actor's scope."""
    rows = PowerList.objects.select_related("body__place")
    return scoped(rows, actor, permission, path="body__place__path", organisation="body_id")


def visible_versions(actor: Actor, permission: str = "power_list_version.view") -> QuerySet[PowerListVersion]:
    """All versions of the lists of the bodies within the actor's scope."""
    rows = PowerListVersion.objects.select_related("power_list__body__place")
    return scoped(rows, actor, permission, path="power_list__body__place__path", organisation="power_list__body_id")


def visible_power_items(actor: Actor, permission: str = "power_list_version.view") -> QuerySet[PowerItem]:
    """The items of those versions."""
    return PowerItem.objects.select_related("version").filter(version__in=visible_versions(actor, permission))


def bodies(actor: Actor) -> QuerySet[Any]:
    """The bodies for which the actor may draw up a list."""
    rows = visible_parties(actor, "power_list_version.draw_up").filter(dissolved_on__isnull=True)
    return rows.filter(kind__in=("department", "government", "zone")).order_by("place__path", "name")


def versions_page(
    actor: Actor, *, words: str = "", kind: str = "", state: str = "", after: str = "", before: str = ""
) -> Page[PowerListVersion]:
    """One page of the versions, latest first: of a body whose name holds the words, of a kind, in a state.
    Raises `Problem` at a paging token of another list."""
    rows = visible_versions(actor)
    if words:
        rows = rows.filter(power_list__body__name__icontains=words)
    if kind:
        rows = rows.filter(power_list__kind=kind)
    if state:
        rows = rows.filter(state=state)
    return page(rows, ("-issued_on", "-pk"), after=after, before=before)


def published_on_day(rows: QuerySet[PowerListVersion], day: date) -> QuerySet[PowerListVersion]:
    """Of the versions, those that were public on the day."""
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), published_on__lte=day)


def versions_of(actor: Actor, held: PowerList) -> QuerySet[PowerListVersion]:
    """The versions of a list, latest first."""
    return visible_versions(actor).filter(power_list=held).order_by("-number")


def items_of(version: PowerListVersion) -> QuerySet[PowerItem]:
    """The items of a version the actor may see, in their order."""
    return version.items.order_by("order")


def may_edit(actor: Actor, version: PowerListVersion) -> bool:
    """Whether the actor may change the items: while it is a draft."""
    rows = visible_versions(actor, "power_item.add").filter(pk=version.pk)
    return version.state == "draft" and rows.exists()


@dataclass(frozen=True)
class Difference:
    """One item that differs between two versions: `how` is added, removed or changed; `changes` are name, before,
    after of what changed."""

    code: str
    title: str
    how: str
    changes: tuple[tuple[str, str, str], ...] = ()


def differences(older: PowerListVersion, newer: PowerListVersion) -> list[Difference]:
    """What differs, item by item, in the order of the newer version; what was removed stands last."""
    before = {each.code: each for each in items_of(older)}
    found = []
    for each in items_of(newer):
        old = before.pop(each.code, None)
        if old is None:
            found.append(Difference(each.code, each.title, "added"))
            continue
        pairs = ((name, getattr(old, name), getattr(each, name)) for name in COMPARED)
        if changes := tuple((name, was, now) for name, was, now in pairs if was != now):
            found.append(Difference(each.code, each.title, "changed", changes))
    return found + [Difference(each.code, each.title, "removed") for each in before.values()]


@dataclass(frozen=True)
class Line:
    """One department with how each kind of list stands with it on a day: `published`, `confirmed` or `none`, and the
    version behind it."""

    body: Any
    safety_class: str
    stands: dict[str, tuple[str, Any]]

    @property
    def lacks(self) -> bool:
        """Whether a list is not public."""
        return any(how != "published" for how, _ in self.stands.values())


def coverage(actor: Actor, day: date | None = None, *, safety_class: str = "") -> list[Line]:
    """Every department set up on the day (today) within the actor's scope, with its lists as they stood that day."""
    on = day or today()
    rows = valid(visible_institutions(actor, "power_list_version.view"), on).select_related("party__place")
    if safety_class:
        rows = rows.filter(safety_class=safety_class)
    standing = visible_versions(actor).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), issued_on__lte=on)
    standing = standing.filter(confirmed_at__isnull=False).order_by("number")
    lists = PowerList.objects.prefetch_related(Prefetch("versions", queryset=standing, to_attr="standing"))
    by_body: dict[Any, dict[str, list[Any]]] = {}
    for each in lists.filter(body__in=rows.values("party")):
        by_body.setdefault(each.body_id, {})[each.kind] = each.standing
    found = rows.order_by("party__place__path", "party__name")
    return [Line(each.party, each.safety_class, _stands(by_body.get(each.party_id, {}), on)) for each in found]


def _stands(versions: dict[str, list[Any]], day: date) -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = {}
    for kind in KINDS:
        standing = versions.get(kind, [])
        public = [each for each in standing if each.published_on is not None and each.published_on <= day]
        if public:
            found[kind] = ("published", public[-1])
        else:
            found[kind] = ("confirmed", standing[-1]) if standing else ("none", None)
    return found


def counts(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    """How many departments have each kind of list how."""
    found = {kind: {"published": 0, "confirmed": 0, "none": 0} for kind in KINDS}
    for line in lines:
        for kind, (how, _) in line.stands.items():
            found[kind][how] += 1
    return found
