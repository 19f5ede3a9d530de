"""The pure-Python check of signatures against RFC 8032's vectors and against the library that signs."""

from hashlib import sha512

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hongxian.kernel.ledger.verifier import ed25519_holds

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


def parts(vector: tuple[str, str, str]) -> tuple[bytes, bytes, bytes]:
    public, message, signature = (bytes.fromhex(part) for part in vector)
    return public, message, signature


@pytest.mark.parametrize("vector", VECTORS, ids=["1", "2", "3", "sha_abc"])
def test_vector_of_the_standard_holds(vector: tuple[str, str, str]) -> None:
    assert ed25519_holds(*parts(vector))


@pytest.mark.parametrize("place", [0, 31, 32, 63])
def test_any_changed_byte_of_the_signature_is_refused(place: int) -> None:
    public, message, signature = parts(VECTORS[1])
    changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
    assert not ed25519_holds(public, message, changed)


def test_other_message_or_other_key_is_refused() -> None:
    public, message, signature = parts(VECTORS[2])
    assert not ed25519_holds(public, message + b"x", signature)
    assert not ed25519_holds(parts(VECTORS[0])[0], message, signature)


def test_scalar_above_the_order_is_refused() -> None:
    public, message, signature = parts(VECTORS[1])
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not ed25519_holds(public, message, signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("public", [b"", b"\xff" * 32, b"\x02" + b"\x00" * 31, (1 << 255 | 1).to_bytes(32, "little")])
def test_malformed_key_is_refused(public: bytes) -> None:
    assert not ed25519_holds(public, *parts(VECTORS[1])[1:])


def test_short_signature_is_refused() -> None:
    public, message, signature = parts(VECTORS[1])
    assert not ed25519_holds(public, message, signature[:63])


@pytest.mark.parametrize("number", range(8))
def test_agrees_with_the_library_that_signs(number: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    message = bytes(range(number * 7))
    assert ed25519_holds(public, message, private.sign(message))
    assert not ed25519_holds(public, message + b"!", private.sign(message))
