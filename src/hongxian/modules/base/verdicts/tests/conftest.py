"""A second pack that binds Xuchang too, so that what a place chooses between texts can be played."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.cast import Cast
    from hongxian.modules.portal.demo.world import World

LINES = {
    "XC-13": "  practice: true\n",
    "XC-08": '  binds: "411081"\n',
    "XC-06": "  advisory: true\n",
}
"""What the second pack says otherwise than that of Xuchang."""


@pytest.fixture
def altered(tmp_path: Path) -> Callable[..., Path]:
    """The Xuchang pack in a folder under another name or version, with a practice, a narrower place and an
    encouragement."""
    from hongxian.modules.portal.demo.world import PACK

    def run(code: str = "xuchang-2019", version: int = 1) -> Path:
        folder = tmp_path / code / str(version)
        shutil.copytree(PACK, folder)
        entry = folder / "pack.yaml"
        text = entry.read_text(encoding="utf-8").replace("id: xuchang-2018", f"id: {code}", 1)
        text = text.replace("title: 关于", f"title: {code} 关于", 1)
        entry.write_text(text.replace("version: 1", f"version: {version}", 1), encoding="utf-8")
        chapter = folder / "obligations" / "10-chapter-1.yaml"
        text = chapter.read_text(encoding="utf-8")
        for obligation, line in LINES.items():
            assert f"- id: {obligation}\n" in text
            text = text.replace(f"- id: {obligation}\n", f"- id: {obligation}\n{line}", 1)
        chapter.write_text(text, encoding="utf-8")
        return folder

    return run


@pytest.fixture
def published(cast: Cast) -> Callable[[Path], Any]:
    """Load, review and publish the pack in a folder."""
    from hongxian.modules.base.policies.commands import load_pack, publish_pack, review_pack

    def run(folder: Path) -> Any:
        pack = load_pack(actor=cast["郑凯"], folder=folder)
        review_pack(actor=cast["张慧"], pack=pack)
        return publish_pack(actor=cast["陈刚"], pack=pack)

    return run


@pytest.fixture
def second(
    world: World,
    cast: Cast,
    altered: Callable[..., Path],
    published: Callable[[Path], Any],
    worker: Callable[[], int],
) -> Any:
    """The second pack, adopted by Xuchang and judged."""
    from hongxian.modules.base.policies.commands import adopt_pack

    pack = published(altered())
    day = date(2026, 1, 1)
    adopt_pack(actor=cast["陈刚"], pack=pack, place=world.pack.place, valid_from=day, judged_from=day)
    worker()
    return pack
