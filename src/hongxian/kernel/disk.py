"""What the disk refuses, told to users."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from hongxian.kernel import text
from hongxian.kernel.problem import Problem


@contextmanager
def disk_full_told() -> Iterator[None]:
    """A full disk is told as such; whoever writes leaves nothing half-saved behind."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Problem(text.DISK_FULL, field="file") from error
