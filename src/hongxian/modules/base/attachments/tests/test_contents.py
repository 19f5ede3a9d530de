"""A file is taken for what its bytes say."""

from io import BytesIO

import pytest
from PIL import Image

from hongxian.kernel.problem import Problem
from hongxian.modules.base.attachments import contents
from hongxian.modules.base.attachments.contents import examine, hash_of
from hongxian.modules.base.attachments.served import shrunk
from hongxian.modules.base.attachments.tests.conftest import photographed, scene
from hongxian.modules.base.attachments.tests.sounds_made import ALL


def _saved(picture: Image.Image, format: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("format", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_tells_pictures_apart(format: str, media_type: str) -> None:
    found = examine(_saved(scene(), format), "photo", "现场.JPG")
    assert (found.media_type, found.width, found.height) == (media_type, 400, 300)


def test_takes_the_several_pictures_that_some_phones_write_into_one_file() -> None:
    several = _saved(scene(), "MPO", save_all=True, append_images=[scene(1)])
    assert examine(several, "photo").media_type == "image/jpeg"


def test_a_camera_held_upright_gives_an_upright_picture() -> None:
    found = examine(photographed(orientation=6), "photo")
    assert (found.width, found.height) == (300, 400)


@pytest.mark.parametrize(("media_type", "content"), ALL.items())
def test_tells_sounds_apart_and_refuses_them_as_photo(media_type: str, content: bytes) -> None:
    assert examine(content, "voice").media_type == media_type
    with pytest.raises(Problem, match="收到的却是录音"):
        examine(content, "photo")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.jpg", "文件是空的"),
        (b"%PDF-1.7 ...", "a.jpg", "收到的是PDF 文件"),
        (b"MZ\x90\0", "a.jpg", "收到的是Windows 程序"),
        (b"<svg onload='alert(1)'/>", "a.png", "收到的是网页或 SVG 文件"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.jpg", "兼容性最佳"),
        (_saved(scene(), "GIF"), "a.jpg", "收到的是GIF 动图"),
        (photographed(), "setup.exe", "名实不符"),
        (photographed(), "a.mp3", "名实不符"),
        (photographed()[:-2000], "a.jpg", "不完整或已损坏"),
        (_saved(scene(), "PNG")[:-200], "a.png", "不完整或已损坏"),
    ],
)
def test_refuses_what_is_no_photo(content: bytes, name: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        examine(content, "photo", name)


def test_refuses_a_picture_as_voice_and_a_jpeg_as_signature() -> None:
    with pytest.raises(Problem, match="应为录音"):
        examine(photographed(), "voice")
    with pytest.raises(Problem, match="须为 PNG"):
        examine(photographed(), "signature")


def test_opens_no_bomb(settings: object) -> None:
    settings.ATTACHMENT_PIXELS = 1  # type: ignore[attr-defined]
    assert examine(_saved(Image.new("L", (1000, 1000), 9), "PNG"), "photo").width == 1000
    with pytest.raises(Problem, match="1001×1000"):
        examine(_saved(Image.new("L", (1001, 1000), 9), "PNG"), "photo")
    huge = bytearray(_saved(Image.new("L", (8, 8)), "PNG"))
    huge[16:24] = (60_000).to_bytes(4, "big") * 2  # the header promises 3.6 thousand million pixels
    with pytest.raises(Problem, match=r"没有打开|损坏|无法识别"):
        examine(bytes(huge), "photo")


def test_refuses_what_is_too_large(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ATTACHMENT_LARGEST = 1  # type: ignore[attr-defined]
    assert examine(b"#!AMR" + b"\0" * ((1 << 20) - 5), "voice").media_type == "audio/amr"
    with pytest.raises(Problem, match="超过 1 MB"):
        examine(b"#!AMR" + b"\0" * ((1 << 20) - 4), "voice")


def test_what_is_shown_says_nothing_of_camera_and_place() -> None:
    original = photographed(size=(2000, 1500))
    assert b"SecretPhone" in original
    assert b"SecretComment" in original
    assert b"SecretPlace" in original
    shown = shrunk(original, 1600, "image/jpeg")
    assert b"Secret" not in shown
    assert b"Exif" not in shown
    picture = Image.open(BytesIO(shown))
    assert picture.size == (1600, 1200)
    assert not picture.getexif()
    assert "comment" not in picture.info


def test_what_is_shown_stands_upright_and_keeps_what_is_see_through() -> None:
    assert Image.open(BytesIO(shrunk(photographed(orientation=6), 320, "image/jpeg"))).size == (240, 320)
    signature = _saved(Image.new("RGBA", (500, 200), (0, 0, 0, 0)), "PNG")
    assert Image.open(BytesIO(shrunk(signature, 320, "image/png"))).convert("RGBA").getpixel((5, 5))[3] == 0


def test_the_same_picture_saved_again_has_nearly_the_same_hash_and_another_has_not() -> None:
    one = hash_of(scene())
    again = examine(_saved(scene().resize((200, 150)), "JPEG", quality=40), "photo").perceptual_hash
    other = hash_of(scene(5))
    assert (one ^ again).bit_count() <= 3 < 11 < (one ^ other).bit_count()
    assert contents.hash_of(Image.new("RGB", (90, 90), (7, 7, 7))) is None
