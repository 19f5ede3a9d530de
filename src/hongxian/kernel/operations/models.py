"""Backups that were made of this instance."""

from django.db import models

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed


class Backup(Keyed):
    """A backup file that was written: what it holds, so that whoever finds it can tell whether it is whole."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    byte_count = models.BigIntegerField()
    row_count = models.BigIntegerField()
    head_size = models.BigIntegerField()
    head_root = models.CharField(max_length=64, blank=True)
    has_keys = models.BooleanField()
    made_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.file_name
