"""Whoever hears a voice note does not learn from its file where it was recorded; the sound is the same."""

from __future__ import annotations

from typing import Any

import pytest

from hongxian.kernel.problem import Problem
from hongxian.modules.base.attachments.contents import examine
from hongxian.modules.base.attachments.sounds import Unreadable, _checksum, untagged
from hongxian.modules.base.attachments.tests import sounds_made
from hongxian.modules.base.attachments.tests.sounds_made import ALL, PLACE, SOUND


@pytest.mark.parametrize(("media_type", "content"), ALL.items())
def test_the_place_is_gone_and_the_sound_stays_where_it_stands(media_type: str, content: bytes) -> None:
    bare = untagged(content, media_type)
    assert PLACE not in bare
    assert (len(bare), bare.index(SOUND)) == (len(content), content.index(SOUND))
    assert untagged(bare, media_type) == bare, "what is blank stays blank"
    assert (PLACE in content) == (media_type != "audio/amr")


@pytest.mark.parametrize("mark", [b"OpusTags", b"\x03vorbis"])
def test_pages_of_ogg_keep_a_right_checksum(mark: bytes) -> None:
    bare = untagged(sounds_made.ogg(mark), "audio/ogg")
    assert PLACE not in bare
    starts = [at for at in range(len(bare)) if bare.startswith(b"OggS", at)]
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        page = bytearray(bare[start:end])
        told, page[22:26] = int.from_bytes(page[22:26], "little"), bytes(4)
        assert told == _checksum(page)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("audio/mp4", sounds_made.m4a(handler=b"meta")),
        ("audio/mp4", sounds_made.m4a()[:60]),
        ("audio/ogg", b"OggS" + bytes(40)),
        ("audio/webm", b"\x1a\x45\xdf\xa3\x84\0\0\0\0\0\0"),
    ],
)
def test_what_cannot_be_blanked_is_not_taken(media_type: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        untagged(content, media_type)
    with pytest.raises(Problem, match="没有保存"):
        examine(content, "voice")


def test_served_without_place_and_taken_whole_as_the_original(hang: Any, browser: Any, firm: Any) -> None:
    from hongxian.kernel.documents import store

    voice = hang(ALL["audio/mp4"], kind="voice")
    played = browser("zhanghui").get(f"/attachments/{voice.pk}/file/sound/")
    assert (played.status_code, PLACE in played.getvalue(), SOUND in played.getvalue()) == (200, False, True)
    assert PLACE in store.kept(voice.sha256, "attachments"), "the original stays as it came, for whoever may take it"
