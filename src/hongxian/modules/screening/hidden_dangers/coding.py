"""The codes under which a campaign classes problems: which there are, stands in the dictionary of facts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.base.policies.queries import adoptions_on, fact_noun, values_at
from hongxian.modules.screening.hidden_dangers import text

CODES = {"responsibility": "responsibility", "focus": "focus", "oversight_source": "source"}
"""Columns of a danger, each with the field of `campaign_problem` whose values it takes."""

_PROBLEM = "campaign_problem"
_SWITCH = "coding_enabled"


def codes(field: str) -> dict[str, str]:
    """The codes that a column may have, each with its words."""
    noun = fact_noun(_PROBLEM)
    known = noun.fields.get(CODES[field]) if noun is not None else None
    return dict(known.values) if known is not None else {}


def check_codes(**told: str) -> dict[str, str]:
    """The codes, by column, if each is one that its column knows; empty is none. Raises `Problem` else."""
    for field, found in told.items():
        known = codes(field)
        if found and found not in known:
            expected = text.LISTED.join(known.values())
            words = text.CODING_UNKNOWN.format(found=found, label=term(field), expected=expected)
            raise Problem(words, field=field)
    return told


def crossed(rows: QuerySet[Any]) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """How many of the dangers that were kept bear which responsibility and focus (either may be none), and which
    oversight they came from; in one statement, those without any code left out."""
    coded = rows.filter(withdrawn_at__isnull=True).exclude(**dict.fromkeys(CODES, ""))
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    sources: dict[str, int] = defaultdict(int)
    for *pair, source, number in coded.order_by().values_list(*CODES).annotate(number=Count("pk")):
        pairs[pair[0], pair[1]] += number
        sources[source] += number
    return pairs, sources


def asks_for_codes(place_path: str) -> bool:
    """Whether a pack in force over that place classes problems so, and the place switched that on."""
    places = [path.rstrip("/").rsplit("/", 1)[-1] for path in ancestry(place_path)]
    adoptions = adoptions_on(today()).filter(place__in=places)
    return any(values_at(each.pack, each.place, today()).get(_SWITCH) for each in adoptions)
