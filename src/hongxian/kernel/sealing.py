"""Secrets at rest: sealed with a key drawn from the secret of the instance, so that a copy of the database alone
opens none of them. Another secret of the instance makes what was sealed unreadable."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(secret: str, *, purpose: str) -> str:
    """The secret as it may lie in the database. What was sealed for one purpose is not opened for another."""
    return _box(purpose).encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str, *, purpose: str) -> str:
    """The secret again; empty when it was sealed under another secret of the instance."""
    try:
        return _box(purpose).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken:
        return ""


def _box(purpose: str) -> Fernet:
    info = f"hongxian {purpose}".encode()
    derived = HKDF(SHA256(), 32, salt=None, info=info).derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(derived))
