"""The notice of a talk, from the record of the talk or of what calls for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.modules.base.records.kinds import kind_of
from hongxian.modules.base.records.models import LIVE, Record
from hongxian.modules.base.records.overview import in_words

TALKS = ("talk", "talk_occasion")
CAUSES = ("occasion", "control_indicator", "accident")
_SAID_ALREADY = {*CAUSES, "object", "kind", "held_on", "found_on", "place_path", "organiser", "post"}


def is_talk(record: Record) -> bool:
    """Whether the record is one of a talk, or of an occasion for one, and stands."""
    return record.noun in TALKS and record.state in LIVE


def fill_talk(actor: Actor, record: Record, _asked: Mapping[str, Any]) -> Filled:
    """What the record says, field by field, as far as the actor may see what it points to."""
    kind = kind_of(record.noun)
    assert kind is not None
    said = {each.name: each for each in in_words(actor, kind, record)}
    words = {name: each.words for name, each in said.items()}
    target = words.get("object", "")
    values = {
        "object": target,
        "post": words.get("post", ""),
        "manner": words.get("kind", "") if record.noun == "talk" else "",
        "occasion": words.get("kind", "") if record.noun == "talk_occasion" else _cause(words),
        "found_on": record.happened_on if record.noun == "talk_occasion" else None,
        "held_on": record.happened_on if record.noun == "talk" else None,
        "matters": [
            {"label": each.label, "words": each.words} for name, each in said.items() if name not in _SAID_ALREADY
        ],
        "evidence": record.evidence,
    }
    return Filled(values, (target,) if target else ())


def _cause(words: Mapping[str, str]) -> str:
    return next((words[name] for name in CAUSES if words.get(name)), "")
