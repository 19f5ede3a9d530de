"""Trees and proofs against RFC 6962: its published vectors, and its recursive definition at every small size."""

from hashlib import sha256

import pytest

from hongxian.kernel.ledger.merkle import Edge, consistency, edge_places, inclusion
from hongxian.kernel.ledger.verifier import Refused, is_consistent, leaf_hash, node_hash, root_by_inclusion

VECTORS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LARGEST = 40
LEAVES = [leaf_hash(bytes([number])) for number in range(LARGEST)]


def by_definition(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def get(level: int, index: int) -> bytes:
    assert (index + 1) << level <= LARGEST, "only complete subtrees are stored"
    return by_definition(LEAVES[index << level : (index + 1) << level])


def test_published_roots() -> None:
    edge = Edge()
    for data, root in zip(VECTORS, ROOTS, strict=True):
        edge.append(leaf_hash(bytes.fromhex(data)))
        assert edge.root().hex() == root


def test_empty_tree_is_the_hash_of_nothing() -> None:
    assert Edge().root() == sha256(b"").digest()


def test_growing_gives_the_root_and_every_subtree_by_definition() -> None:
    edge = Edge()
    for size, leaf in enumerate(LEAVES, start=1):
        for level, index, found in edge.append(leaf):
            assert found == get(level, index)
        assert edge.root() == by_definition(LEAVES[:size])
        assert sorted(edge.subtrees) == sorted(level for level, _ in edge_places(size))


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_inclusion_path_holds_and_no_other_leaf_does(size: int) -> None:
    root = by_definition(LEAVES[:size])
    for index in range(size):
        path = inclusion(index, size, get)
        assert root_by_inclusion(LEAVES[index], index, size, path) == root
        assert root_by_inclusion(leaf_hash(b"other"), index, size, path) != root


@pytest.mark.parametrize("new", range(1, LARGEST + 1))
def test_every_consistency_proof_holds_and_no_other_root_does(new: int) -> None:
    root = by_definition(LEAVES[:new])
    for old in range(1, new + 1):
        path = consistency(old, new, get)
        assert is_consistent((old, by_definition(LEAVES[:old])), (new, root), path)
        assert not is_consistent((old, leaf_hash(b"other")), (new, root), path)
        if path:
            assert not is_consistent((old, by_definition(LEAVES[:old])), (new, leaf_hash(b"other")), path)
            assert not is_consistent((old, by_definition(LEAVES[:old])), (new, root), path[:-1])


def test_path_that_does_not_fit_the_size_is_refused() -> None:
    path = inclusion(3, 8, get)
    for index, size, steps in [(3, 8, path[:-1]), (3, 8, [*path, path[0]]), (3, 4, path), (8, 8, path), (-1, 8, path)]:
        with pytest.raises(Refused) as refusal:
            root_by_inclusion(LEAVES[3], index, size, steps)
        assert refusal.value.code == "size"


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_no_path_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError):
        inclusion(index, size, get)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5)])
def test_no_consistency_proof_backwards_or_from_nothing(old: int, new: int) -> None:
    with pytest.raises(ValueError):
        consistency(old, new, get)
