"""What a file really is: by its bytes, never by its name. Pictures are opened and read to the end."""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import PurePath
from struct import error as struct_error

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ExifTags import Base

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.modules.base.attachments import text
from hongxian.modules.base.attachments.sounds import Unreadable, untagged

FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""Some phones write several pictures into one JPEG, which is then called MPO; the first is the photo."""
SOUNDS = (
    (re.compile(rb"\x1a\x45\xdf\xa3"), "audio/webm"),
    (re.compile(rb"OggS"), "audio/ogg"),
    (re.compile(rb"....ftyp(M4A |M4B |isom|iso[2-9]|mp4[12]|3gp|dash|mmp4)", re.S), "audio/mp4"),
    (re.compile(rb"RIFF....WAVE", re.S), "audio/wav"),
    (re.compile(rb"#!AMR"), "audio/amr"),
)
ENDINGS = {
    "image": {"jpg", "jpeg", "jpe", "jfif", "png", "webp"},
    "audio": {"webm", "weba", "ogg", "oga", "opus", "m4a", "mp4", "3gp", "wav", "amr"},
}
_HEIC = re.compile(rb"....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1|avif|avis)", re.S)
_ON_ITS_SIDE = (5, 6, 7, 8)
"""Orientations of a camera that was held upright: width and height change places."""
_SMALL = 256
"""So large a picture is decoded, where its format allows, to take its perceptual_hash."""
_BROKEN = (OSError, SyntaxError, ValueError, struct_error, EOFError, IndexError)
"""What the readers of broken pictures raise."""


@dataclass(frozen=True)
class Examined:
    """A file that was found to be what it should be; only `examine` makes one."""

    content: bytes
    sha256: str
    media_type: str
    width: int | None = None
    height: int | None = None
    perceptual_hash: int | None = None


def examine(content: bytes, kind: str, file_name: str = "") -> Examined:
    """What the file is, for an attachment of that kind. Raises `Problem` for whatever is empty, too large, of another
    kind than said, named as what it is not, damaged, or too many pixels to be opened."""
    largest = settings.ATTACHMENT_LARGEST
    if not content:
        raise Problem(text.EMPTY, field="file")
    if len(content) > largest << 20:
        raise Problem(text.TOO_LARGE.format(found=len(content) / (1 << 20), most=largest), field="file")
    media_type = next((type_ for mark, type_ in SOUNDS if mark.match(content)), "")
    if (kind == "voice") != bool(media_type):
        raise Problem(_refusal(content, kind, media_type), field="file")
    _check_name(file_name, "audio" if media_type else "image")
    digest = hashlib.sha256(content).hexdigest()
    if not media_type:
        return _picture(content, digest, kind)
    try:
        untagged(content, media_type)  # what can be shown without what it says of places may be kept
    except Unreadable as error:
        raise Problem(text.SOUND_UNREADABLE, field="file") from error
    return Examined(content, digest, media_type)


def _refusal(content: bytes, kind: str, sound: str) -> str:
    if sound:
        return text.IS_SOUND.format(kind=term(f"attachment_kind#{kind}"), found=sound)
    return text.NO_SOUND.format(found=_found(content))


def _check_name(file_name: str, family: str) -> None:
    ending = PurePath(file_name).suffix[1:].lower()
    if ending and ending not in ENDINGS[family]:
        word = text.FAMILIES[family]
        raise Problem(text.RENAMED.format(name=PurePath(file_name).name[-60:], found=word), field="file")


def _found(content: bytes) -> str:
    """What an unwelcome file seems to be, in a word."""
    return next((word for mark, word in text.OTHER_FILES if content.startswith(mark)), text.UNKNOWN_FILE)


def _picture(content: bytes, digest: str, kind: str) -> Examined:
    if _HEIC.match(content):
        raise Problem(text.HEIC, field="file")
    picture = opened(content)
    most, pixels = settings.ATTACHMENT_PIXELS, picture.width * picture.height
    if pixels > most * 1_000_000:
        raise Problem(text.TOO_MANY_PIXELS.format(width=picture.width, height=picture.height, most=most), field="file")
    media_type, (width, height) = FORMATS[str(picture.format)], picture.size
    if kind == "signature" and media_type != "image/png":
        raise Problem(text.SIGNATURE_IS_PNG, field="file")
    try:
        picture.draft("L", (_SMALL, _SMALL))
        turned = picture.getexif().get(Base.Orientation, 1) in _ON_ITS_SIDE
        upright = ImageOps.exif_transpose(picture)
        perceptual_hash = hash_of(upright) if kind == "photo" else None
    except _BROKEN as error:
        raise Problem(text.DAMAGED, field="file") from error
    if turned:
        width, height = height, width
    return Examined(content, digest, media_type, width, height, perceptual_hash)


def opened(content: bytes) -> Image.Image:
    """The picture, opened but not yet decoded. Raises `Problem` if it is none of those that are taken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is the smaller one
            return Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError as error:
        raise Problem(text.BOMB.format(most=settings.ATTACHMENT_PIXELS), field="file") from error
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise Problem(text.NO_PICTURE.format(found=_found(content)), field="file") from error


def hash_of(picture: Image.Image) -> int | None:
    """The difference hash: 64 bits, each whether a spot is brighter than its neighbour to the left, on a grid of 9 × 8.

    Pictures that look alike differ in few bits, whatever their size and compression. None for a picture of one shade:
    all of those would be alike.
    """
    grid = list(picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes())
    rows = (grid[at : at + 9] for at in range(0, 72, 9))
    bits = 0
    for row in rows:
        for left, right in pairwise(row):
            bits = bits << 1 | (right > left)
    return bits or None


def kind_of(content: bytes) -> str:
    """What somebody who chose the file among others will have meant by it."""
    return "voice" if any(mark.match(content) for mark, _ in SOUNDS) else "photo"
