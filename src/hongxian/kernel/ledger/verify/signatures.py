"""Keys and what they signed."""

from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hongxian.kernel.ledger.canonical import Json
from hongxian.kernel.ledger.models import Head, Key
from hongxian.kernel.ledger.verifier import fingerprint, head_message, key_message
from hongxian.kernel.ledger.verify.finding import Finding, finding
from hongxian.kernel.ledger.wire import head_fields, key_fields


class Signatures:
    """The ledger's keys, read once."""

    def __init__(self) -> None:
        self.keys = {key.id: key for key in Key.objects.order_by("valid_from")}

    def hold(self, head: Head) -> bool:
        """Whether the head was signed by the key it names, while that key was in use."""
        key = self.keys[head.key_id]
        in_use = key.valid_from <= head.at and (key.retired_at is None or head.at <= key.retired_at)
        return in_use and self.hold_fields(head_fields(head))

    def hold_fields(self, head: dict[str, Json]) -> bool:
        """Whether a head as JSON carries the signature of a key of this ledger; False for anything malformed."""
        key = self.keys.get(str(head.get("key")))
        return key is not None and _holds(key.public, head_message(head), str(head.get("signature")))


def key_findings(signatures: Signatures) -> Iterator[Finding]:
    """Every key against its fingerprint and its endorsement by the key before it."""
    for key in signatures.keys.values():
        if not _well_founded(key, signatures.keys):
            yield finding("key_endorsement", key=key.id)


def _well_founded(key: Key, keys: dict[str, Key]) -> bool:
    try:
        if fingerprint(bytes.fromhex(key.public)) != key.id:
            return False
    except ValueError:
        return False
    if not key.endorsed_by:
        return True
    older = keys.get(key.endorsed_by)
    return older is not None and _holds(older.public, key_message(key_fields(key)), key.endorsement)


def _holds(public: str, message: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
