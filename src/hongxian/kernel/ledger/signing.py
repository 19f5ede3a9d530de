"""The signing key: Ed25519, kept in the data directory, readable by the owner only."""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from hongxian.kernel.ledger import text
from hongxian.kernel.ledger.models import Key
from hongxian.kernel.ledger.verifier import fingerprint
from hongxian.kernel.problem import Problem


class KeyUnusable(Problem):
    """The private key that the ledger expects is not there or is another one: nothing is sealed until it is."""

    code = "key_unusable"


@dataclass(frozen=True)
class Signer:
    """A private key with its public side in hex."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The 32 bytes of the public key, in hex."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key, in hex."""
        return fingerprint(bytes.fromhex(self.public))

    def sign(self, message: bytes) -> str:
        """The signature in hex."""
        return self.private.sign(message).hex()


def key_file() -> Path:
    """Where the private key lies."""
    return Path(settings.DATA_DIR) / "ledger_key.pem"


def next_key_file() -> Path:
    """Where the key after it lies until the rotation is committed."""
    return key_file().with_suffix(".pem.new")


def signer_of(key: Key) -> Signer:
    """The private side of this key; raises `KeyUnusable` if it is not in the data directory.

    A rotation leaves the new key beside the old: once the database knows it, it takes the old one's place here, so
    that a crash between the two cannot lose a key. The old private key is gone then.
    """
    if (signer := _read(key_file())) and signer.fingerprint == key.id:
        return signer
    if (signer := _read(next_key_file())) and signer.fingerprint == key.id:
        os.replace(next_key_file(), key_file())
        return signer
    raise KeyUnusable(text.KEY_UNUSABLE.format(fingerprint=key.id, file=key_file().name))


def first_signer() -> Signer:
    """The key that lies in the data directory, or a new one put there."""
    return _read(key_file()) or _make(key_file())


def next_signer() -> Signer:
    """A new key, put beside the one in use."""
    next_key_file().unlink(missing_ok=True)
    return _make(next_key_file())


def current_key() -> Key | None:
    """The key in use."""
    return Key.objects.filter(retired_at__isnull=True).order_by("-valid_from").first()


def _read(file: Path) -> Signer | None:
    if not file.exists():
        return None
    try:
        private = load_pem_private_key(file.read_bytes(), password=None)
    except ValueError as error:
        raise KeyUnusable(text.KEY_UNREADABLE.format(file=file.name)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyUnusable(text.KEY_UNREADABLE.format(file=file.name))
    return Signer(private)


def _make(file: Path) -> Signer:
    private = Ed25519PrivateKey.generate()
    file.parent.mkdir(parents=True, exist_ok=True)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as handle:
        handle.write(pem)
        handle.flush()
        os.fsync(handle.fileno())
    return Signer(private)
