"""Sealing: pending entries become leaves of the tree, and the new head is signed.

Commit order does not matter: a sealer takes the pending rows it can see. An entry committed late is sealed late,
never skipped.
"""

from django.db import transaction

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import now
from hongxian.kernel.custody.commands import create_key
from hongxian.kernel.ledger import signing, text
from hongxian.kernel.ledger.canonical import moment
from hongxian.kernel.ledger.lock import sealing_lock
from hongxian.kernel.ledger.merkle import Edge
from hongxian.kernel.ledger.models import Head, Key, Leaf, Node, Pending
from hongxian.kernel.ledger.tree import edge_at
from hongxian.kernel.ledger.verifier import head_message
from hongxian.kernel.ledger.wire import leaf_of
from hongxian.kernel.problem import Problem

BATCH = 5000
FEW = 900
"""Keys in one statement; SQLite may be built to take no more than 999."""


class TreeBroken(Problem):
    """The stored tree does not lead to the last signed head: nothing more is sealed upon it."""

    code = "tree_broken"


def seal(*, batch: int = BATCH) -> int:
    """Seal what is pending, `batch` entries to a transaction, and return how many were sealed.

    Returns 0 at once while another sealer is at work. Raises `KeyUnusable` or `TreeBroken` with nothing sealed.
    """
    total = 0
    while Pending.objects.exists():
        sealed = _seal_batch(batch)
        total += sealed
        if not sealed:
            break
    return total


def _seal_batch(batch: int) -> int:
    with transaction.atomic():
        if not sealing_lock():
            return 0
        key = signing.current_key() or create_key(actor=system_actor("ledger", "signing_key.create"))
        signer = signing.signer_of(key)
        entries = [row.entry for row in Pending.objects.select_related("entry").order_by("entry_id")[:batch]]
        if not entries:
            return 0
        edge = _last_edge()
        leaves, nodes = [], []
        for entry in entries:
            found = leaf_of(entry)
            leaves.append(Leaf(index=edge.size, entry=entry, hash=found.hex()))
            nodes += [Node(level=level, index=index, hash=h.hex()) for level, index, h in edge.append(found)]
        Leaf.objects.bulk_create(leaves)
        Node.objects.bulk_create(nodes)
        keys = [entry.pk for entry in entries]
        for start in range(0, len(keys), FEW):
            Pending.objects.filter(pk__in=keys[start : start + FEW]).delete()
        _sign(edge, key, signer)
    return len(entries)


def _last_edge() -> Edge:
    """The edge of the tree at the last head; refuses to build upon anything but what was signed."""
    head = Head.objects.order_by("-size").first()
    if head is None:
        return Edge()
    try:
        edge = edge_at(head.size)
    except KeyError as error:
        raise TreeBroken(text.TREE_BROKEN.format(size=head.size)) from error
    if edge.root().hex() != head.root:
        raise TreeBroken(text.TREE_BROKEN.format(size=head.size))
    return edge


def _sign(edge: Edge, key: Key, signer: signing.Signer) -> None:
    at = now()
    head = Head(size=edge.size, root=edge.root().hex(), at=at, key=key)
    fields = {"size": head.size, "root": head.root, "at": moment(at), "key": key.id}
    head.signature = signer.sign(head_message(fields))
    head.save(force_insert=True)
