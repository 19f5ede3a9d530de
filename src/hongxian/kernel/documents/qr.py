"""QR codes of addresses, as a picture that needs no other library."""

from io import BytesIO

import segno


def svg(address: str) -> str:
    """The code as SVG, black on white with the quiet zone the standard asks for."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", xmldecl=False, border=2, light="#fff")
    return out.getvalue().decode()


def png(address: str) -> bytes:
    """The code as PNG, for Word."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(out, kind="png", scale=6, border=2)
    return out.getvalue()
