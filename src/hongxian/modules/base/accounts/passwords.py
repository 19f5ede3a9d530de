"""What a password must be like, and one-time codes."""

import re
import secrets
from collections.abc import Iterator

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.policy import policy

CLASSES = (r"[A-Z]", r"[a-z]", r"[0-9]", r"[^A-Za-z0-9]")
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without characters that are taken for one another."""


def complaints(user: User, password: str, *, administers: bool) -> Iterator[str]:
    """One sentence for each rule that the password breaks, by the settings of today."""
    rules = policy()
    length = rules["administrator_password_length" if administers else "password_length"]
    if len(password) < length:
        yield text.PASSWORD_SHORT.format(found=len(password), expected=length)
    classes = sum(1 for each in CLASSES if re.search(each, password))
    if classes < rules["password_classes"]:
        yield text.PASSWORD_PLAIN.format(found=classes, expected=rules["password_classes"])
    if user.username.lower() in password.lower():
        yield text.PASSWORD_NAMES
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        yield text.PASSWORD_COMMON
    if was_used(user, password, rules["password_history"]):
        yield text.PASSWORD_USED.format(count=rules["password_history"])


def was_used(user: User, password: str, count: int) -> bool:
    """Whether the password is one of the last `count` of the account, the present one among them."""
    if not count or user._state.adding:
        return False
    digests = user.used_passwords.order_by("-changed_at").values_list("digest", flat=True)[:count]
    return any(check_password(password, each) for each in digests)


def new_code(groups: int = 4, size: int = 4) -> str:
    """A code that can be read out, in groups: 80 bits unless told otherwise."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(size)) for _ in range(groups))


def code_digest(code: str) -> str:
    """What is kept of a code."""
    return make_password(plain_code(code))


def is_code(code: str, digest: str) -> bool:
    """Whether this is the code of which only the digest was kept."""
    return bool(digest) and check_password(plain_code(code), digest)


def plain_code(code: str) -> str:
    """A code as typed, without what people put between its groups."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())
