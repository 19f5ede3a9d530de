"""Sound without what its file says beside it. Phones write into it where and when it was recorded, on what, under which
title; whoever may hear it need not learn that. What is said there is blanked where it stands: the file keeps its length
and every offset in it, and the sound is not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_MP4_CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts"))
_MP4_SAID = frozenset((b"udta", b"meta", b"uuid", b"loci", b"xml ", b"bxml"))
_WAV_SOUND = frozenset((b"fmt ", b"data", b"fact", b"JUNK"))
_SEGMENT, _CLUSTER, _TAGS, _ATTACHED, _VOID = 0x18538067, 0x1F43B675, 0x1254C367, 0x1941A469, 0xEC
_OPUS, _VORBIS = b"OpusTags", b"\x03vorbis"


class Unreadable(ValueError):
    """The file is not built as its kind is, or tells places in time with the sound: what it says cannot be blanked."""


def untagged(content: bytes, media_type: str) -> bytes:
    """The same sound, of the same length, its tags blanked. Raises `Unreadable`."""
    blank = _BLANKED.get(media_type)
    if blank is None:
        return content  # AMR has frames of sound after its mark, and nothing else
    out = bytearray(content)
    blank(out)
    return bytes(out)


def _mp4(out: bytearray) -> None:
    for kind, start, end, body in _boxes(out, 0, len(out)):
        if kind == b"hdlr" and bytes(out[body + 8 : body + 12]) == b"meta":
            raise Unreadable("a track of metadata")
        if kind in _MP4_SAID:
            out[start + 4 : start + 8] = b"free"
            out[body:end] = bytes(end - body)


def _boxes(out: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, start, end and content of each box, those within others too."""
    while start < end:
        size, body = int.from_bytes(out[start : start + 4]), start + 8
        kind = bytes(out[start + 4 : start + 8])
        if size == 1:
            size, body = int.from_bytes(out[start + 8 : start + 16]), start + 16
        elif size == 0:
            size = end - start
        stop = start + size
        if stop < body or len(kind) < 4:
            raise Unreadable("a box that is none")
        if stop > end and kind != b"mdat":  # a recording that was cut off ends within the sound
            raise Unreadable("a box longer than the file")
        yield kind, start, min(stop, end), body
        if kind in _MP4_CONTAINERS:
            yield from _boxes(out, body, stop)
        start = stop


def _wav(out: bytearray) -> None:
    start = 12
    while start + 8 <= len(out):
        body = start + 8
        end = body + int.from_bytes(out[start + 4 : body], "little")
        if bytes(out[start : start + 4]) not in _WAV_SOUND:
            out[start : start + 4] = b"JUNK"
            stop = min(end, len(out))
            out[body:stop] = bytes(stop - body)
        start = end + end % 2


def _webm(out: bytearray) -> None:
    at = 0
    while at < len(out):
        name, body = _number(out, at, keep_mark=True)
        size, body = _number(out, body)
        unknown = size is None
        if name in (_SEGMENT, _CLUSTER) and (unknown or name == _SEGMENT):
            at = body  # its parts are looked at one by one
            continue
        if unknown:
            raise Unreadable("an element without an end")
        end = min(body + (size or 0), len(out))
        if name in (_TAGS, _ATTACHED):
            _void(out, at, end)
        at = body + (size or 0)


def _number(out: bytearray, at: int, *, keep_mark: bool = False) -> tuple[int | None, int]:
    """A number of EBML and where it ends; None where it stands for an unknown size."""
    first = out[at] if at < len(out) else 0
    if not first:
        raise Unreadable("a number that is none")
    length = 9 - first.bit_length()
    value = int.from_bytes(out[at : at + length])
    if keep_mark:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (None if value == (1 << 7 * length) - 1 else value), at + length


def _void(out: bytearray, start: int, end: int) -> None:
    """Fill it with nothing: an element of that name, its size written in as many bytes as leave the length alike."""
    long = end - start >= 10
    head = bytes((_VOID,)) + ((1 << 56 | end - start - 9).to_bytes(8) if long else bytes((0x80 | end - start - 2,)))
    out[start:end] = head + bytes(end - start - len(head))


def _ogg(out: bytearray) -> None:
    """The comments are the second packet: none of them stays, and the checksums of its pages follow."""
    pages, spans = _second_packet(out)
    packet = b"".join(bytes(out[start:end]) for start, end in spans)
    mark = next((each for each in (_OPUS, _VORBIS) if packet.startswith(each)), b"")
    if not mark:
        raise Unreadable("no comments where they should be")
    rest = len(packet) - len(mark) - 8
    if rest < 0:
        raise Unreadable("comments cut off")
    blank = mark + bytes(8) + (b"\x01" + bytes(rest - 1) if mark == _VORBIS and rest else bytes(rest))
    for start, end in spans:
        out[start:end], blank = blank[: end - start], blank[end - start :]
    for start, end in pages:
        out[start + 22 : start + 26] = bytes(4)
        out[start + 22 : start + 26] = _checksum(out[start:end]).to_bytes(4, "little")


def _second_packet(out: bytearray) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pages that hold parts of the second packet, and where these parts stand."""
    pages: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    start = number = 0
    while start + 27 <= len(out) and out[start : start + 4] == b"OggS":
        sizes = out[start + 27 : start + 27 + out[start + 26]]
        body = start + 27 + len(sizes)
        end = body + sum(sizes)
        for size in sizes:
            if number == 1:
                spans.append((body, body + size))
                pages += [(start, end)] if (start, end) not in pages else []
            body += size
            if size < 255:
                number += 1
            if number == 2:
                return pages, spans
        start = end
    raise Unreadable("no second packet")


def _checksum(page: bytes | bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value


def _row(number: int) -> int:
    value = number << 24
    for _ in range(8):
        value = value << 1 ^ 0x104C11DB7 if value & 0x80000000 else value << 1
    return value


_TABLE = tuple(_row(number) for number in range(256))
_BLANKED: dict[str, Callable[[bytearray], None]] = {
    "audio/mp4": _mp4,
    "audio/wav": _wav,
    "audio/webm": _webm,
    "audio/ogg": _ogg,
}
