"""Rows whose texts are most like a text: found by the pairs that are rare, compared by all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from django.db import connection
from django.db.models import Max, Model, QuerySet

from hongxian.kernel.module import noun as declared
from hongxian.kernel.module import noun_of
from hongxian.kernel.search.entries import grams_of, plain, token
from hongxian.kernel.search.indexing import ARRAY, GRAMS, TABLE
from hongxian.kernel.search.models import SearchEntry

LOOKED_AT = 1_500
"""So many rows are compared at most, the newest of those that share rare pairs with the text."""
COMPARED = 400
SAMPLE = 2_000
"""How rare a pair is, is told by so many of the newest rows, and told anew after `_AGAIN` more."""
_AGAIN = 500
_WINDOW = 50_000


@dataclass(frozen=True)
class Near:
    """A row by its key, and how alike its text is: 1 for the same, 0 for nothing in common; rare pairs count more."""

    key: str
    alike: float


def nearest(rows: QuerySet[Model], written: str, most: int) -> list[Near]:
    """Of the rows of a noun that declares `search` (those that somebody may see), up to `most` whose text, the first of
    the columns declared, is most like what is written, the most alike first. Where few of the rows found by the index
    are among them, the newest rows are compared as well."""
    noun = noun_of(rows.model)
    if noun is None or not declared(noun.key).search:
        raise TypeError(f"{rows.model.__name__} is not searched")
    grams = grams_of([plain(written)])
    if not grams:
        return []
    rarity = _rarity(noun.key)
    found = _best(_sharing(noun.key, grams, rarity), grams, rarity)
    among = _among(rows, [each.key for each in found[: 4 * most]])
    kept = [each for each in found if each.key in among][:most]
    if len(kept) < most:
        newest = [str(key) for key in rows.order_by("-pk").values_list("pk", flat=True)[:SAMPLE]]
        entries = SearchEntry.objects.filter(noun=noun.key, key__in=newest).values_list("key", "words")
        more = _best(entries, grams, rarity)
        kept = sorted({each.key: each for each in [*more, *kept]}.values(), key=_order)[:most]
    return kept


def _among(rows: QuerySet[Model], keys: Sequence[str]) -> set[str]:
    return {str(key) for key in rows.filter(pk__in=keys).order_by().values_list("pk", flat=True)} if keys else set()


def _order(each: Near) -> tuple[float, str]:
    return -each.alike, each.key


def _best(entries: Iterable[tuple[str, str]], grams: Sequence[str], rarity: Rarity) -> list[Near]:
    """The entries, key and words, by how alike their first line is; those that share nothing left out. Those that hold
    most of what is asked are compared in full."""
    weights = [(each, rarity.of(each)) for each in dict.fromkeys(grams)]
    whole = sum(weight for _, weight in weights)
    holding = []
    for key, words in entries:
        said = words.partition("\n")[0]
        if both := sum(weight for each, weight in weights if each in said):
            holding.append((both, key, said))
    holding.sort(reverse=True)
    found = []
    for both, key, said in holding[:COMPARED]:
        own = sum(map(rarity.of, {said[at : at + 2] for at in range(len(said) - 1)}))
        found.append(Near(key, round(2 * both / (whole + own), 3)))
    return sorted(found, key=_order)


def _sharing(noun: str, grams: Sequence[str], rarity: Rarity) -> list[tuple[str, str]]:
    """Rows that share rare pairs with the text, the newest first."""
    chosen: list[str] = []
    expected = 0.0
    for each in sorted(grams, key=rarity.share):
        expected += rarity.share(each)
        if chosen and expected * rarity.rows > LOOKED_AT:
            break
        chosen.append(each)
    if connection.vendor == "postgresql":
        among, last = f"{TABLE} WHERE {ARRAY} && string_to_array(%s, ' ') AND noun = %s", "id"
        asked, bound = " ".join(chosen), [noun]
    else:
        among = f"{GRAMS} CROSS JOIN {TABLE} ON {TABLE}.id = {GRAMS}.rowid WHERE {GRAMS} MATCH %s"
        either = " OR ".join(f'"{each}"' for each in chosen)
        asked, bound, last = f'"{token(noun)}" AND ({either})', [], f"{GRAMS}.rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, words FROM {among} ORDER BY {last} DESC LIMIT {LOOKED_AT}", [asked, *bound])
        return [(str(key), str(words)) for key, words in cursor.fetchall()]


class Rarity:
    """How rare pairs are among the rows of a noun, as a sample of them says."""

    def __init__(self, counts: Mapping[str, int], sampled: int, rows: int) -> None:
        self._counts, self._sampled = counts, sampled
        self.rows = rows
        self._weights: dict[str, float] = {}

    def share(self, gram: str) -> float:
        """In what share of the rows it stands, about; never none."""
        return (self._counts.get(gram, 0) + 0.5) / (self._sampled + 1)

    def of(self, gram: str) -> float:
        """What it weighs: the rarer, the more; always something."""
        weight = self._weights.get(gram)
        if weight is None:
            weight = self._weights[gram] = log(1 + 1 / self.share(gram))
        return weight


def _rarity(noun: str) -> Rarity:
    last = SearchEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    return _sampled(noun, last // _AGAIN)


@lru_cache(maxsize=32)
def _sampled(noun: str, age: int) -> Rarity:
    """`age` is the number of rows written so far, in steps: with it the sample is drawn anew."""
    entries = SearchEntry.objects.filter(noun=noun, pk__gt=age * _AGAIN - _WINDOW)
    sample = list(entries.order_by("-pk").values_list("grams", flat=True)[:SAMPLE])
    counts = Counter(gram for grams in sample for gram in grams.split()[1:])
    return Rarity(counts, len(sample), max(len(sample), (age + 1) * _AGAIN))
