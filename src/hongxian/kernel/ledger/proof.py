"""Proof files: what anybody can check offline with `verifier.py`."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hongxian.kernel.ledger import text
from hongxian.kernel.ledger.canonical import Json
from hongxian.kernel.ledger.models import Entry, Head, Key, Leaf, Payload
from hongxian.kernel.ledger.tree import consistency_path, inclusion_path
from hongxian.kernel.ledger.verifier import PROOF
from hongxian.kernel.ledger.wire import entry_fields, head_fields, key_fields
from hongxian.kernel.ledger.witness import newest_witnessed
from hongxian.kernel.problem import NotVisible, Problem


class NotSealed(Problem):
    """The entry waits to be sealed: there is no proof of it yet."""

    code = "not_sealed"


def proof_of(entry_id: UUID | str, *, with_payload: bool, since: Iterable[int] = ()) -> dict[str, Json]:
    """The proof of one entry against the newest head, as plain JSON (format `hongxian-proof/1`).

    With the payload come names, reason, states and the list of rows; an erased payload is left out. `since` are sizes
    of witnessed heads for which a proof of consistency is put in; the newest witnessed head always gets one. Whether
    the actor may see the entry is for the caller to have checked. Raises `NotVisible`, `NotSealed`.
    """
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotVisible(text.NO_ENTRY.format(key=entry_id))
    head = Head.objects.select_related("key").order_by("-size").first()
    leaf = Leaf.objects.filter(entry=entry).first()
    if head is None or leaf is None or leaf.index >= head.size:
        raise NotSealed(text.NOT_SEALED)
    proof: dict[str, Any] = {
        "format": PROOF,
        "entry": entry_fields(entry),
        "leaf": {"index": leaf.index, "hash": leaf.hash},
        "tree": {"size": head.size, "path": inclusion_path(leaf.index, head.size)},
        "head": head_fields(head),
        "public_key": head.key.public,
        "keys": [key_fields(key) for key in _line_of(head.key)],
        "consistency": _consistency({*since, *newest_witnessed(head.size)}, head.size),
    }
    if with_payload:
        proof.update(_payload(entry))
    return proof


def _payload(entry: Entry) -> dict[str, Json]:
    payload = Payload.objects.get(pk=entry.pk)
    if payload.content is None:
        return {}
    return {
        "payload": {"salt": payload.salt, "content": payload.content},
        "subjects": [list(each) for each in entry.subjects.order_by("seq").values_list("kind", "key", "digest")],
    }


def _line_of(key: Key) -> list[Key]:
    """The keys from the first that vouches for this one down to it, the oldest first."""
    line = [key]
    while line[0].endorsed_by:
        older = Key.objects.filter(pk=line[0].endorsed_by).first()
        if older is None or older in line:
            break
        line.insert(0, older)
    return line


def _consistency(sizes: set[int], newest: int) -> list[Json]:
    for size in sizes:
        if not 0 < size <= newest:
            raise Problem(text.NOT_WITNESSED.format(size=size))
    return [{"size": size, "path": consistency_path(size, newest)} for size in sorted(sizes) if size < newest]
