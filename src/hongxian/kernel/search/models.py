"""What is searched: one row for each row of a noun that declares `search`."""

from django.db import models


class SearchEntry(models.Model):
    """What a row says: `words`, made plain, and each pair of neighbouring characters in them once (`grams`, after a
    token for the noun), by which the database itself keeps an index (`indexing.py`). Derived: it can be made anew from
    the rows at any time."""

    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    words = models.TextField()
    grams = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.noun}:{self.key}"
