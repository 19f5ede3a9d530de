"""What is shown of a file: pictures shrunk and without anything the camera wrote into them; sound without its tags."""

from __future__ import annotations

import shutil
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from hongxian.kernel.documents import store
from hongxian.kernel.problem import Problem
from hongxian.modules.base.attachments import text
from hongxian.modules.base.attachments.contents import opened
from hongxian.modules.base.attachments.sounds import Unreadable, untagged

FOLDER = "attachments"
SIDES = {"thumb": 320, "large": 1600}
"""The longer side of each size, in pixels."""


def served(digest: str, media_type: str, size: str) -> tuple[bytes, str]:
    """Content and media type of what is shown of the original with that SHA-256. Raises `Problem` if it is gone."""
    if not media_type.startswith("image/"):
        try:
            return untagged(store.kept(digest, FOLDER), media_type), media_type
        except Unreadable as error:
            raise Problem(text.SOUND_NOT_SHOWN) from error
    shown = "image/png" if media_type == "image/png" else "image/jpeg"
    file = _cached(digest) / size
    if not file.exists():
        content = shrunk(store.kept(digest, FOLDER), SIDES[size], shown)
        with suppress(OSError):  # the cache saves time, nothing else: a full disk must not hide the picture
            store.put(file, content)
        return content, shown
    return file.read_bytes(), shown


def shrunk(content: bytes, side: int, media_type: str) -> bytes:
    """The picture upright, at most so large, and nothing of what its file says beside the picture: no camera, no time,
    no place. Its colour profile stays, or colours would change."""
    picture = opened(content)
    picture.draft("RGB", (side, side))
    profile = picture.info.get("icc_profile")
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    bare = _bare(picture, "RGBA" if media_type == "image/png" else "RGB")
    out = BytesIO()
    if media_type == "image/png":
        bare.save(out, "PNG", optimize=True, icc_profile=profile)
    else:
        bare.save(out, "JPEG", quality=82, progressive=True, icc_profile=profile)
    return out.getvalue()


def _bare(picture: Image.Image, mode: str) -> Image.Image:
    """A new picture with the same pixels: what is not copied cannot leak. What is see-through becomes white in JPEG."""
    bare = Image.new(mode, picture.size, (255, 255, 255, 0)[: len(mode)])
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        bare.paste(seen, mask=None if mode == "RGBA" else seen)
    else:
        bare.paste(picture.convert(mode))
    return bare


def erase(digest: str) -> None:
    """Remove the original and whatever was made of it."""
    store.erase(digest, FOLDER)
    shutil.rmtree(_cached(digest), ignore_errors=True)


def _cached(digest: str) -> Path:
    return Path(settings.DATA_DIR) / "cache" / FOLDER / digest[:2] / digest
