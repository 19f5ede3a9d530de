"""What the pages of the ledger read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.canonical import Json
from hongxian.kernel.ledger.models import Entry, Head
from hongxian.kernel.ledger.queries import Change, changes_between, told, visible_entries
from hongxian.kernel.ledger.wire import head_fields
from hongxian.kernel.module import noun, nouns, resolve

_SHOWN = 50


@dataclass(frozen=True)
class EntriesPage:
    """Some entries, newest first; `older` is the token of the next page, empty at the end."""

    entries: list[Entry]
    older: str


def entries_page(actor: Actor, *, before: str = "", event: str = "") -> EntriesPage:
    """The entries within the actor's scope, those before the token, of one event if one is named."""
    rows = visible_entries(actor).select_related("payload", "leaf").order_by("-pk")
    if event:
        rows = rows.filter(event=event)
    if before:
        rows = rows.filter(pk__lt=UUID(before))
    found = list(rows[: _SHOWN + 1])
    return EntriesPage(found[:_SHOWN], str(found[_SHOWN - 1].pk) if len(found) > _SHOWN else "")


def entry_for(actor: Actor, key: UUID) -> Entry | None:
    """The entry, if the actor may see it by its organisation, or may see the row it is about; else None."""
    found = Entry.objects.select_related("payload").filter(pk=key).first()
    if found is None or visible_entries(actor).filter(pk=key).exists():
        return found
    return found if _may_see_subject(actor, found) else None


def _may_see_subject(actor: Actor, entry: Entry) -> bool:
    try:
        about = noun(entry.subject_kind)
    except KeyError:
        return False
    if not about.visible or about.key == "entry":
        return False
    rows = resolve(about.visible)(actor, f"{about.key}.view")
    return bool(rows.filter(pk=entry.subject_key).exists())


def body_of(entry: Entry) -> dict[str, Any]:
    """The payload's body, empty once erased."""
    body: dict[str, Any] = entry.payload.content or {}
    return body


def told_by(entry: Entry) -> dict[str, str]:
    """Who acted, in which post, for which body, by key: the names that its page says anyhow."""
    body = body_of(entry)
    named = (
        (entry.actor_key, body.get("actor_name")),
        (entry.actor_post, body.get("post_name")),
        (entry.actor_organisation, body.get("organisation_name")),
    )
    return {key: name for key, name in named if key and name}


def is_closed_to(actor: Actor, entry: Entry) -> bool:
    """Whether the act wrote rows of which the actor must not see the content, by what their nouns say (`closed`)."""
    keys: dict[str, list[str]] = {}
    for name in body_of(entry).get("states", {}):
        kind, _, key = name.partition(":")
        keys.setdefault(kind, []).append(key)
    return any(resolve(each.closed)(actor, keys[each.key]) for each in nouns() if each.closed and each.key in keys)


def states_of(entry: Entry) -> list[tuple[str, tuple[Change, ...]]]:
    """The rows an act wrote as they stood after it: noun and fields; rows the act removed have no fields."""
    states: dict[str, dict[str, Any] | None] = body_of(entry).get("states", {})
    return [
        (name.partition(":")[0], tuple(told(changes_between(None, state), state or {})))
        for name, state in states.items()
    ]


def newest_head() -> dict[str, Json]:
    """The newest signed head as plain JSON; empty before anything was sealed."""
    found = Head.objects.select_related("key").order_by("-size").first()
    return dict(head_fields(found)) if found else {}
