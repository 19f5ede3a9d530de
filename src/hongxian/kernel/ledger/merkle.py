"""RFC 6962 trees: growing one leaf by leaf, and the proofs. Pure; where the hashes are kept is `tree.py`'s matter.

The subtree (level, index) covers the 2**level leaves from leaf index × 2**level; level 0 is the leaf itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from hongxian.kernel.ledger.verifier import node_hash

Place = tuple[int, int]
Get = Callable[[int, int], bytes]


@dataclass
class Edge:
    """The right edge of a growing tree: the hash of the last complete subtree for each bit set in `size`."""

    size: int = 0
    subtrees: dict[int, bytes] = field(default_factory=dict)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf; return the subtrees it completes as (level ≥ 1, index, hash)."""
        completed = []
        level, found = 0, leaf
        while self.size >> level & 1:
            found = node_hash(self.subtrees.pop(level), found)
            level += 1
            completed.append((level, self.size >> level, found))
        self.subtrees[level] = found
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree as it now stands; SHA-256 of nothing for the empty tree."""
        found: bytes | None = None
        for level in sorted(self.subtrees):
            left = self.subtrees[level]
            found = left if found is None else node_hash(left, found)
        return found if found is not None else sha256(b"").digest()


def edge_places(size: int) -> list[Place]:
    """The complete subtrees of which a tree of this size is made, the smallest first."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


def inclusion(index: int, size: int, get: Get) -> list[bytes]:
    """The path from leaf `index` to the root of the tree of `size` leaves (RFC 6962 2.1.1), the lowest step first."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of {size}")
    return list(_inclusion(0, size, index, get))


def consistency(old: int, new: int, get: Get) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of that of `new` leaves (RFC 6962 2.1.2)."""
    if not 0 < old <= new:
        raise ValueError(f"{old} leaves before {new}")
    return list(_consistency(0, new, old, True, get))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _root(start: int, size: int, get: Get) -> bytes:
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return get(level, start >> level)
    left = _split(size)
    return node_hash(_root(start, left, get), _root(start + left, size - left, get))


def _inclusion(start: int, size: int, index: int, get: Get) -> Iterator[bytes]:
    if size == 1:
        return
    left = _split(size)
    if index < left:
        yield from _inclusion(start, left, index, get)
        yield _root(start + left, size - left, get)
    else:
        yield from _inclusion(start + left, size - left, index - left, get)
        yield _root(start, left, get)


def _consistency(start: int, size: int, old: int, whole: bool, get: Get) -> Iterator[bytes]:
    if old == size:
        if not whole:
            yield _root(start, size, get)
        return
    left = _split(size)
    if old <= left:
        yield from _consistency(start, left, old, whole, get)
        yield _root(start + left, size - left, get)
    else:
        yield from _consistency(start + left, size - left, old - left, False, get)
        yield _root(start, left, get)
