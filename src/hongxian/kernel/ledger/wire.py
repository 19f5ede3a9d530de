"""Entries, heads and keys as the JSON that is hashed, signed and handed out. A new field is a new format, unless it is
left out where it says nothing, so that what was written before it reads as it did."""

from hongxian.kernel.ledger.canonical import Json, moment
from hongxian.kernel.ledger.models import Entry, Head, Key
from hongxian.kernel.ledger.verifier import HEAD, canonical_json, leaf_hash


def entry_fields(entry: Entry) -> dict[str, Json]:
    """Every field of the entry: what its leaf covers."""
    placed = {"actor_path": entry.actor_path} if entry.actor_path else {}
    return placed | {
        "id": str(entry.id),
        "at": moment(entry.at),
        "event": entry.event,
        "actor_kind": entry.actor_kind,
        "actor_key": entry.actor_key,
        "actor_post": entry.actor_post,
        "actor_organisation": entry.actor_organisation,
        "subject_kind": entry.subject_kind,
        "subject_key": entry.subject_key,
        "request_key": entry.request_key,
        "pack": entry.pack,
        "digest": entry.digest,
        "manifest": entry.manifest,
    }


def leaf_of(entry: Entry) -> bytes:
    """The leaf hash of the entry as it now reads."""
    return leaf_hash(canonical_json(entry_fields(entry)))


def head_fields(head: Head) -> dict[str, Json]:
    """A signed head."""
    return {
        "format": HEAD,
        "size": head.size,
        "root": head.root,
        "at": moment(head.at),
        "key": head.key_id,
        "signature": head.signature,
    }


def key_fields(key: Key) -> dict[str, Json]:
    """A public key with the endorsement by the key before it."""
    return {
        "key": key.id,
        "public": key.public,
        "valid_from": moment(key.valid_from),
        "endorsed_by": key.endorsed_by,
        "endorsement": key.endorsement,
    }
