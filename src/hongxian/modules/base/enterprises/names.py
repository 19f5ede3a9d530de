"""Names of enterprises as duplicates are looked for: what people write differently taken away."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from hongxian.modules.base.enterprises import text

_NOISE = re.compile(rf"[^\w]|[{text.BRACKETS}]")
ALIKE = 0.8
"""From this likeness on two names are shown to a person; nobody is merged by it."""


def name_key(name: str) -> str:
    """The name without blanks, brackets and legal form, in one width and case: equal for what is probably one name."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name)).lower()
    for ending in text.LEGAL_FORMS:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            return plain.removesuffix(ending)
    return plain


def without_places(key: str, places: Iterable[str]) -> str:
    """The name key without the names of places at its beginning, with or without their kind of place: what tells one
    enterprise of a county from another. The whole key where nothing would be left."""
    endings = re.escape(text.PLACE_ENDINGS)
    stems = sorted({re.sub(f"[{endings}]+$", "", each) for each in places} - {""}, key=len, reverse=True)
    rest = re.sub(rf"^(?:(?:{'|'.join(map(re.escape, stems))})[{endings}]*)+", "", key) if stems else key
    return rest if len(rest) > 1 else key


def alike(one: str, other: str) -> float:
    """How alike two name keys are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
