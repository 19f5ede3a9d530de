"""One text for one value: the JSON that is hashed and signed.

The bytes and the hashes themselves are defined in `verifier.py`, which anybody may copy; here stands what turns the
values of Python and Django into plain JSON first.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from hongxian.kernel.ledger.verifier import canonical_json

Json = Any
"""None, bool, int, float, str, list or dict of these."""


def moment(value: datetime) -> str:
    """An instant in UTC with microseconds: `2026-03-05T06:30:00.000000Z`. A naive one is taken as local time."""
    aware = value if value.tzinfo else timezone.make_aware(value)
    return f"{aware.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def plain(value: object) -> Json:
    """The value as JSON that both databases give back unchanged; TypeError for what has no such form.

    Whole floats become integers, because PostgreSQL's jsonb does not tell 1e22 from its digits.
    """
    if value is None or isinstance(value, bool | str):
        return value if not isinstance(value, str) else str.__str__(value)
    if isinstance(value, int | float):
        return int(value) if isinstance(value, int) or value.is_integer() else float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(each) for each in value), key=canonical_json)
    return _scalar(value)


def _scalar(value: object) -> str | int:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    raise TypeError(f"the ledger has no form for {type(value).__name__}")


def salted(salt: str, value: Json) -> str:
    """SHA-256 in hex over the salt (given in hex) followed by the canonical JSON of the value."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(value)).hexdigest()
