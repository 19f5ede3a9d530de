"""QR codes of addresses, as a picture that needs no other library."""

from functools import lru_cache
from io import BytesIO

import segno


@lru_cache(maxsize=8)
def _code(address: str) -> segno.QRCode:
    """Both forms of a paper show the same code: the mask is chosen once."""
    return segno.make_qr(address, error="m")


def svg(address: str) -> str:
    """The code as SVG, black on white with the quiet zone the standard asks for."""
    out = BytesIO()
    _code(address).save(out, kind="svg", xmldecl=False, border=2, light="#fff")
    return out.getvalue().decode()


def png(address: str) -> bytes:
    """The code as PNG, for Word."""
    out = BytesIO()
    _code(address).save(out, kind="png", scale=6, border=2)
    return out.getvalue()
