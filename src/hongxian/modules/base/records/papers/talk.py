"""The notice of a talk, from the record of the talk or of what calls for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.modules.base.records.kinds import kind_of
from hongxian.modules.base.records.models import LIVE, Record
from hongxian.modules.base.records.overview import Said, in_words
from hongxian.modules.base.records.queries import record_with

TALKS = ("talk", "talk_occasion")
_SAID_ALREADY = {"occasion", "object", "kind", "held_on", "found_on", "place_path", "organiser", "post"}


def is_talk(record: Record) -> bool:
    """Whether the record is one of a talk, or of an occasion for one, and stands."""
    return record.noun in TALKS and record.state in LIVE


def fill_talk(actor: Actor, record: Record, _asked: Mapping[str, Any]) -> Filled:
    """What the record says, field by field, as far as the actor may see what it points to."""
    said = _said(actor, record)
    words = {name: each.words for name, each in said.items()}
    target = words.get("object", "")
    occasion = _occasion(actor, record)
    values = {
        "object": target,
        "post": words.get("post", ""),
        "manner": words.get("kind", "") if record.noun == "talk" else "",
        "occasion": _said(actor, occasion)["kind"].words if occasion else "",
        "found_on": occasion.happened_on if occasion else None,
        "held_on": record.happened_on if record.noun == "talk" else None,
        "matters": [
            {"label": each.label, "words": each.words} for name, each in said.items() if name not in _SAID_ALREADY
        ],
        "evidence": record.evidence,
    }
    return Filled(values, (target,) if target else ())


def _said(actor: Actor, record: Record) -> dict[str, Said]:
    kind = kind_of(record.noun)
    assert kind is not None
    return {each.name: each for each in in_words(actor, kind, record)}


def _occasion(actor: Actor, record: Record) -> Record | None:
    """What calls for the talk: the record itself, or the one that it names and the actor may see."""
    if record.noun == "talk_occasion":
        return record
    kind = kind_of(record.noun)
    key = kind.said(record).get("occasion") if kind is not None else None
    return record_with(actor, UUID(str(key))) if key else None
