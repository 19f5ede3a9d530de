"""Local history against the heads that lie elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import Max

from hongxian.kernel.ledger.models import Leaf
from hongxian.kernel.ledger.tree import edge_at
from hongxian.kernel.ledger.verify.finding import Finding, finding
from hongxian.kernel.ledger.verify.signatures import Signatures
from hongxian.kernel.ledger.witness import witnessed


def witness_findings(signatures: Signatures) -> Iterator[Finding]:
    """Every file of the witness directory: the local tree must once have had that size and that root."""
    highest = Leaf.objects.aggregate(highest=Max("index"))["highest"]
    leaves = 0 if highest is None else highest + 1
    for file, head in witnessed():
        yield from _file_findings(file, head, leaves, signatures)


def _file_findings(file: Path, head: Any, leaves: int, signatures: Signatures) -> Iterator[Finding]:
    if not isinstance(head, dict) or {"size", "root", "at", "key", "signature"} - set(head):
        yield finding("witness_unreadable", file=file.name)
        return
    size = head["size"]
    if not isinstance(size, int) or size < 1:
        yield finding("witness_unreadable", file=file.name)
        return
    if not signatures.hold_fields(head):
        yield finding("witness_signature", file=file.name)
    if size > leaves:
        yield finding("witness_ahead", file=file.name, size=size, leaves=leaves)
    elif _root_at(size) != head["root"]:
        yield finding("witness_differs", file=file.name, size=size)


def _root_at(size: int) -> str:
    try:
        return edge_at(size).root().hex()
    except KeyError:
        return ""
