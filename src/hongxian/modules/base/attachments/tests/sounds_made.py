"""Sounds as phones write them, with where and on what they were recorded beside the sound."""

from __future__ import annotations

import wave
from io import BytesIO

from hongxian.modules.base.attachments.sounds import _checksum

PLACE = b"+34.0357+113.8526/"
SOUND = bytes(range(256)) * 4


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of MP4."""
    body = b"".join(content)
    return (8 + len(body)).to_bytes(4) + kind + body


def m4a(*, handler: bytes = b"soun") -> bytes:
    """As Android (udta), Apple (meta) and 3GP (loci) write places."""
    said = box(b"udta", box(b"\xa9xyz", PLACE), box(b"loci", PLACE)) + box(b"meta", bytes(4), PLACE)
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13))), box(b"udta", PLACE))
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", box(b"mvhd", bytes(100)), track, said) + box(b"mdat", SOUND)


def wav() -> bytes:
    """With a list of remarks behind the sound."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(SOUND)
    return out.getvalue() + b"LIST" + len(PLACE).to_bytes(4, "little") + PLACE


def page(number: int, *packets: bytes) -> bytes:
    """A page of Ogg with its checksum."""
    sizes = b"".join(b"\xff" * (len(each) // 255) + bytes((len(each) % 255,)) for each in packets)
    head = b"OggS\0\0" + bytes(8) + b"\x01\0\0\0" + number.to_bytes(4, "little")
    bare = head + bytes(4) + bytes((len(sizes),)) + sizes + b"".join(packets)
    return bare[:22] + _checksum(bare).to_bytes(4, "little") + bare[26:]


def ogg(mark: bytes = b"OpusTags") -> bytes:
    """With comments in the second packet."""
    comment = b"LOCATION=" + PLACE + b"x" * 300
    said = mark + (4).to_bytes(4, "little") + b"Brand"[:4] + (1).to_bytes(4, "little")
    said += len(comment).to_bytes(4, "little") + comment + (b"\x01" if mark[0] == 3 else b"")
    return page(0, b"OpusHead" + bytes(11)) + page(1, said) + page(2, SOUND)


def element(name: int, content: bytes, *, unknown: bool = False) -> bytes:
    """An element of EBML."""
    size = b"\x01" + b"\xff" * 7 if unknown else (1 << 56 | len(content)).to_bytes(8)
    return name.to_bytes((name.bit_length() + 7) // 8) + size + content


def webm() -> bytes:
    """As browsers record it: segment and cluster without an end; tags before the sound."""
    tags = element(0x1254C367, b"LOCATION" + PLACE)
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, SOUND), unknown=True)
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(
        0x18538067, element(0x1549A966, b"app") + tags + cluster, unknown=True
    )


ALL = {
    "audio/webm": webm(),
    "audio/ogg": ogg(),
    "audio/mp4": m4a(),
    "audio/wav": wav(),
    "audio/amr": b"#!AMR\n" + SOUND,
}
