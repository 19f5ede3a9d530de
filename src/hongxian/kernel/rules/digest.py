"""Digests of sets of keys that a database can compute while it counts.

Each key has a mark of 48 bits: the last digits of a UUID, which are random, or those of the SHA-256 of any other key. A
digest is a hash of the number of keys and of the sum of their marks. Whatever is added, removed or put in another's
place changes it, but for one chance in 2^48; it proves nothing against somebody who chooses keys so that sums agree.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

DIGITS = 12
MODULUS = (1 << DIGITS * 4) - 1
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def mark_of(key: str) -> int:
    """The mark of a key."""
    written = key if _UUID.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()
    return int(written[-DIGITS:], 16)


def digest_of(keys: Iterable[str]) -> str:
    """The digest of a set of keys, in whatever order they come."""
    marks = [mark_of(key) for key in keys]
    return digest_from(len(marks), sum(marks) % MODULUS)


def digest_from(count: int, total: int) -> str:
    """The digest of so many keys whose marks have that sum, modulo `MODULUS`."""
    return hashlib.sha256(f"{count}:{total:0{DIGITS}x}".encode()).hexdigest()


def digest_together(digests: Iterable[str]) -> str:
    """One digest for several, in their order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def digest_of_parts(digests: Sequence[str]) -> str:
    """The digest of a tally: that of the whole, or one for the whole and its parts."""
    return digests[0] if len(digests) == 1 else digest_together(digests)
