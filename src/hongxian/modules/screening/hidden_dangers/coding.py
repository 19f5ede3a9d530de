"""The codes under which a campaign classes problems: which there are, stands in the dictionary of facts."""

from __future__ import annotations

from hongxian.kernel.clock import today
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.base.policies.queries import adoptions_on, fact_noun, values_at

CODES = {"responsibility": "responsibility", "focus": "focus", "oversight_source": "source"}
"""Columns of a danger, each with the field of `campaign_problem` whose values it takes."""

_PROBLEM = "campaign_problem"
_SWITCH = "coding_enabled"


def codes(field: str) -> dict[str, str]:
    """The codes that a column may have, each with its words."""
    noun = fact_noun(_PROBLEM)
    known = noun.fields.get(CODES[field]) if noun is not None else None
    return dict(known.values) if known is not None else {}


def asks_for_codes(place_path: str) -> bool:
    """Whether a pack in force over that place classes problems so, and the place switched that on."""
    places = [path.rstrip("/").rsplit("/", 1)[-1] for path in ancestry(place_path)]
    adoptions = adoptions_on(today()).filter(place__in=places)
    return any(values_at(each.pack, each.place, today()).get(_SWITCH) for each in adoptions)
