"""The tree, recomputed leaf by leaf from the entries, against the stored hashes and every signed head."""

from collections.abc import Iterator, Sequence
from typing import Any

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.ledger.merkle import Edge, Place
from hongxian.kernel.ledger.models import Entry, Head, Leaf
from hongxian.kernel.ledger.tree import stored
from hongxian.kernel.ledger.verify.entries import entry_findings
from hongxian.kernel.ledger.verify.finding import Finding, finding
from hongxian.kernel.ledger.verify.signatures import Signatures
from hongxian.kernel.ledger.wire import leaf_of


def sealed_findings(*, chunk: int, signatures: Signatures) -> Iterator[Finding]:
    """Every leaf against its entry, every node, every head; streamed, `chunk` leaves at a time.

    After a gap in the leaves nothing above them can be recomputed, so the walk ends there.
    """
    edge = Edge()
    while leaves := list(Leaf.objects.filter(index__gte=edge.size).order_by("index")[:chunk]):
        unbroken = [leaf for place, leaf in enumerate(leaves, start=edge.size) if leaf.index == place]
        yield from _leaf_findings(unbroken)
        yield from _tree_findings(edge, unbroken, signatures)
        if len(unbroken) < len(leaves):
            found = next(leaf.index for leaf in leaves if leaf.index >= edge.size)
            yield finding("leaf_gap", expected=edge.size, found=found)
            return
    for head in Head.objects.filter(size__gt=edge.size).order_by("size"):
        yield finding("head_beyond", leaves=edge.size, **_named(head))
    newest = Head.objects.filter(size__lte=edge.size).order_by("-size").first()
    signed = newest.size if newest else 0
    if edge.size > signed:
        yield finding("leaf_unsigned", size=signed, count=edge.size - signed)


def _leaf_findings(leaves: Sequence[Leaf]) -> Iterator[Finding]:
    entries = Entry.objects.in_bulk([leaf.entry_id for leaf in leaves])
    for leaf in leaves:
        entry = entries.get(leaf.entry_id)
        if entry is None:
            yield finding("entry_missing", number=leaf.index + 1, key=leaf.entry_id)
        elif leaf_of(entry).hex() != leaf.hash:
            yield finding("entry_altered", entry)
    yield from entry_findings(list(entries.values()))


def _tree_findings(edge: Edge, leaves: Sequence[Leaf], signatures: Signatures) -> Iterator[Finding]:
    """Grow the tree by these leaves; compare the nodes they complete and the heads signed on the way."""
    heads = {head.size: head for head in Head.objects.filter(size__gt=edge.size, size__lte=edge.size + len(leaves))}
    completed: dict[Place, bytes] = {}
    for leaf in leaves:
        for level, index, found in edge.append(bytes.fromhex(leaf.hash)):
            completed[level, index] = found
        if head := heads.get(edge.size):
            if edge.root().hex() != head.root:
                yield finding("head_root", **_named(head))
            if not signatures.hold(head):
                yield finding("head_signature", **_named(head))
    for (level, index), kept in _kept(completed).items():
        if kept != completed[level, index]:
            yield finding("node_altered", level=level, index=index)


def _kept(completed: dict[Place, bytes]) -> dict[Place, bytes]:
    places, kept = list(completed), {}
    for start in range(0, len(places), 500):
        kept.update(stored(places[start : start + 500]))
    return {place: kept.get(place, b"") for place in places}


def _named(head: Head) -> dict[str, Any]:
    return {"size": head.size, "at": f"{head.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"}
