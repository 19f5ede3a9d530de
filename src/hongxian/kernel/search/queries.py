"""Finding rows by words that stand in them."""

from __future__ import annotations

from django.db import connection

from hongxian.kernel.search.entries import grams_of, plain, token
from hongxian.kernel.search.indexing import ARRAY, GRAMS, TABLE

MOST = 5_000
"""So many rows are named at most. Words that stand in more are met soon by whoever walks through the list."""


def matching(noun: str, written: str) -> list[str] | None:
    """The keys of the rows of a noun in which all these words stand, parted by blanks, whoever may see them; None where
    that says too little: a single character, or words of more than `MOST` rows."""
    words = [each for each in map(plain, written.split()) if each]
    grams = grams_of(words)
    if not grams:
        return None
    contained = " AND ".join(["words LIKE %s"] * len(words))
    if connection.vendor == "postgresql":
        among, asked = f"{TABLE} WHERE {ARRAY} @> string_to_array(%s, ' ')", " ".join([token(noun), *grams])
    else:
        among = f"{GRAMS} CROSS JOIN {TABLE} ON {TABLE}.id = {GRAMS}.rowid WHERE {GRAMS} MATCH %s"
        asked = " AND ".join(f'"{each}"' for each in (token(noun), *grams))
    sql = f"SELECT key FROM {among} AND noun = %s AND {contained} LIMIT {MOST + 1}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, noun, *(f"%{each}%" for each in words)])
        keys = [str(key) for (key,) in cursor.fetchall()]
    return keys if len(keys) <= MOST else None
