"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

BEIJING = {1: "N", 2: (39.0, 54.0, 15.0), 3: "E", 4: (116.0, 23.0, 29.0)}


def scene(seed: int = 0, size: tuple[int, int] = (400, 300)) -> Image.Image:
    """A picture with something on it, another for each seed."""
    picture = Image.new("RGB", size, (40, 60, 90))
    for number in range(12):
        x, y = (number * 37 + seed * 91) % size[0], (number * 53 + seed * 29) % size[1]
        shade = (number * 47 + seed * 71) % 256
        picture.paste((shade, 255 - shade, (shade * 3) % 256), (x, y, x + size[0] // 4, y + size[1] // 4))
    return picture


def photographed(seed: int = 0, **options: Any) -> bytes:
    """A JPEG as a phone writes it: with camera, place and a comment in it."""
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825).update(BEIJING)
    if orientation := options.pop("orientation", 0):
        exif[0x0112] = orientation
    out = BytesIO()
    picture = scene(seed, options.pop("size", (400, 300)))
    picture.save(out, "JPEG", exif=exif, comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>", **options)
    return out.getvalue()


@pytest.fixture
def firm(world: Any, cast: Any, settings: Any, tmp_path: Any) -> Any:
    """An enterprise at 神垕镇 in 禹州市; files go to a folder of the test's own."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.models import Place

    settings.DATA_DIR = tmp_path
    return register_enterprise(
        actor=cast["张慧"],
        place=Place.objects.get(pk="411081103"),
        name="演示旧厂",
        ownership="private",
        sector="other",
        registration_number="411000600453178",
    )


@pytest.fixture
def hang(cast: Any, firm: Any) -> Callable[..., Any]:
    """Hang a photo on the enterprise, as 张慧 who may."""
    from hongxian.kernel.keys import new_key
    from hongxian.modules.base.attachments.commands import attach

    def run(content: bytes | None = None, who: str = "张慧", key: UUID | None = None, **more: Any) -> Any:
        given = {
            "subject_kind": "enterprise",
            "subject_key": str(firm.pk),
            "kind": "photo",
            "content": content or photographed(),
        }
        return attach(actor=cast[who], key=key or new_key(), **{**given, **more})

    return run


@pytest.fixture
def browser(world: Any) -> Callable[[str], Any]:
    """A browser of somebody of the cast, logged in."""
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run
