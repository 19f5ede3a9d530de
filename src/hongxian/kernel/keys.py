"""Keys of rows that may be created offline or travel between levels of government."""

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """A time-ordered UUID (version 7)."""
    return uuid7()


class Keyed(models.Model):
    """A row with a time-ordered UUID key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True
