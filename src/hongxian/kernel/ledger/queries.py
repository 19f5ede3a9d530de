"""What others may read of the ledger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Model, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.ledger.canonical import Json
from hongxian.kernel.ledger.models import Entry, Head, Leaf
from hongxian.kernel.ledger.record import name_of


@dataclass(frozen=True)
class Change:
    """One field that an act changed; the values as plain JSON. `before` is None on the first entry of a row."""

    field: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Moment:
    """One act on a row of the `noun`. `mandate` says by what (`kind`) and for whom (`name`) somebody acted who did not
    act in an own post; it is empty otherwise. `erased`: the payload was erased, so names and changes are not known any
    more; `gone`: the act deleted the row."""

    entry: Entry
    noun: str
    actor_name: str
    post_name: str
    organisation_name: str
    mandate: Mapping[str, str]
    reason: str
    changes: tuple[Change, ...]
    first: bool
    erased: bool
    gone: bool


def visible_entries(actor: Actor, permission: str = "entry.view") -> QuerySet[Entry]:
    """The entries of the bodies over which the actor holds the permission: by the key of the body, or by the place in
    which it lay when the entry was written. What the system did by itself belongs to no place."""
    return scoped(Entry.objects.all(), actor, permission, path="actor_path", organisation="actor_organisation")


def history_of(row: Model) -> QuerySet[Entry]:
    """The entries that name the row, newest first, each with its payload. Whether the actor may see the row is for
    the caller to have checked."""
    kind, key = name_of(row).split(":", 1)
    return (
        Entry.objects.filter(subjects__kind=kind, subjects__key=key).order_by("-subjects__id").select_related("payload")
    )


def acts_of(since: datetime, before: datetime, *, organisation: str = "", actor: str = "") -> QuerySet[Entry]:
    """The entries of a body or of a person between two moments. Whether they may be told is for the caller to have
    checked."""
    rows = Entry.objects.filter(at__gte=since, at__lt=before)
    return rows.filter(actor_organisation=organisation) if organisation else rows.filter(actor_key=actor)


def leaves_of(entries: Iterable[UUID | str]) -> dict[UUID, int]:
    """The places of sealed entries in the tree, counted from nought."""
    return dict(Leaf.objects.filter(entry__in=list(entries)).values_list("entry_id", "index"))


def acts_under(kind: str, keys: Sequence[str], *, organisation: str, since: datetime) -> QuerySet[Entry]:
    """What was done by one of these mandates of a kind, in posts of the organisation, newest first. What was erased is
    not found. Whether the actor may see the mandates is for the caller to have checked."""
    rows = Entry.objects.filter(actor_organisation=organisation, at__gte=since).select_related("payload")
    mandate = {"payload__content__mandate__kind": kind, "payload__content__mandate__key__in": list(keys)}
    return rows.filter(**mandate).order_by("-pk")


def newest_heads(limit: int = 1) -> list[Head]:
    """The last signed heads with their keys, newest first."""
    return list(Head.objects.select_related("key").order_by("-size")[:limit])


def count_sealed() -> tuple[int, int]:
    """How many entries there are, sealed or not, and how many heads."""
    return Entry.objects.count(), Head.objects.count()


def count_leaves() -> int:
    """How many entries have been sealed: the index of the next."""
    return Leaf.objects.aggregate(most=Max("index") + 1)["most"] or 0


def sealed_after(position: int, limit: int) -> list[Leaf]:
    """The sealed entries from that index on, in the order of sealing: none is ever put in before another later."""
    return list(Leaf.objects.filter(index__gte=position).select_related("entry").order_by("index")[:limit])


def timeline(row: Model, *, limit: int = 200) -> list[Moment]:
    """The last `limit` acts on the row, newest first, each with the fields it changed."""
    entries = list(history_of(row)[: limit + 1])
    moments = list(_moments(name_of(row), entries))
    return moments[:limit]


def _moments(name: str, entries: list[Entry]) -> Iterator[Moment]:
    for position, entry in enumerate(entries):
        older = entries[position + 1] if position + 1 < len(entries) else None
        content = entry.payload.content or {}
        after = content.get("states", {}).get(name)
        before = (older.payload.content or {}).get("states", {}).get(name) if older else None
        known = older is None or older.payload.content is not None
        yield Moment(
            entry=entry,
            noun=name.partition(":")[0],
            actor_name=content.get("actor_name", ""),
            post_name=content.get("post_name", ""),
            organisation_name=content.get("organisation_name", ""),
            mandate=content.get("mandate", {}),
            reason=content.get("reason", ""),
            changes=tuple(told(changes_between(before, after), after)) if known and after is not None else (),
            first=older is None,
            erased=entry.payload.content is None,
            gone=entry.payload.content is not None and after is None,
        )


def told(changes: Iterable[Change], state: Mapping[str, Json]) -> Iterator[Change]:
    """Those of the changes that say something to people: not the row's own key, nor keys whose name was recorded beside
    them (`recorded_by`, `recorded_by_name`)."""
    for change in changes:
        if change.field != "id" and f"{change.field.removesuffix('_id')}_name" not in state:
            yield change


def changes_between(before: Json, after: Json) -> Iterator[Change]:
    """The fields in which two recorded states of one row differ, in the order of their columns; a column that came
    with a later version of the program is none while it says nothing."""
    old, new = before or {}, after or {}
    for field in {**new, **old}:
        came = bool(old) and field not in old
        if old.get(field) != new.get(field) and not (came and new[field] in (False, "", [], {})):
            yield Change(field, old.get(field), new.get(field))
