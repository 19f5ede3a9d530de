"""What is shown to somebody who takes up a second factor: the secret as a picture and in letters, recovery codes."""

import pyotp
import segno
from django.http import HttpRequest

from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.passwords import new_code

_SECRET = "offered_secret"
RECOVERY_CODES = 8


def new_recovery_codes() -> list[str]:
    """Codes that stand in once each for the second factor. The first letter is none of a one-time code's digits."""
    return [f"R{new_code(3, 4)}" for _ in range(RECOVERY_CODES)]


class Offer:
    """A secret offered in this session: the same until it is taken up, so that a wrong code does not change it."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        self._session = request.session
        if _SECRET not in self._session:
            self._session[_SECRET] = pyotp.random_base32()
        self.secret: str = self._session[_SECRET]
        self.recovery_codes = new_recovery_codes()
        self._name = user.username

    @property
    def letters(self) -> str:
        """The secret for typing, in groups of four."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))

    @property
    def picture(self) -> str:
        """The address of a QR code for an authenticator app, as data."""
        address = pyotp.TOTP(self.secret).provisioning_uri(name=self._name, issuer_name=text.ISSUER)
        picture: str = segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff")
        return picture

    def taken(self) -> list[str]:
        """It was taken up: the session forgets the secret; the recovery codes to be shown this once."""
        self._session.pop(_SECRET, None)
        return self.recovery_codes
