"""The tree as it is stored: leaves and the complete subtrees above them."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from hongxian.kernel.ledger import merkle
from hongxian.kernel.ledger.merkle import Edge, Get, Place
from hongxian.kernel.ledger.models import Leaf, Node


def stored(places: Iterable[Place]) -> dict[Place, bytes]:
    """The hashes kept at these places, one query per level; KeyError later for a place that is empty."""
    by_level: dict[int, list[int]] = defaultdict(list)
    for level, index in places:
        by_level[level].append(index)
    found: dict[Place, bytes] = {}
    for level, indexes in by_level.items():
        rows = Node.objects.filter(level=level) if level else Leaf.objects.all()
        for index, text in rows.filter(index__in=indexes).values_list("index", "hash"):
            found[level, index] = bytes.fromhex(text)
    return found


def edge_at(size: int) -> Edge:
    """The right edge of the tree when it had `size` leaves; KeyError when a hash is missing."""
    places = merkle.edge_places(size)
    hashes = stored(places)
    return Edge(size, {level: hashes[level, index] for level, index in places})


def inclusion_path(index: int, size: int) -> list[str]:
    """The path of a leaf to the root at `size`, in hex; KeyError when a hash is missing."""
    return _proof(lambda get: merkle.inclusion(index, size, get))


def consistency_path(old: int, new: int) -> list[str]:
    """The proof that the tree at `old` is the beginning of the tree at `new`, in hex."""
    return _proof(lambda get: merkle.consistency(old, new, get))


def _proof(build: Callable[[Get], list[bytes]]) -> list[str]:
    """Build the proof twice: once to learn which hashes it needs, once with them."""
    wanted: set[Place] = set()

    def note(level: int, index: int) -> bytes:
        wanted.add((level, index))
        return b""

    build(note)
    hashes = stored(wanted)
    return [step.hex() for step in build(lambda level, index: hashes[level, index])]
