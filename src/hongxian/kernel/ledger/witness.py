"""Heads handed to a place that the operator does not control alone: what makes a head worth anything."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from hongxian.kernel.ledger.models import Head
from hongxian.kernel.ledger.wire import head_fields


def export_head() -> Path | None:
    """Write the newest head into the witness directory, whole or not at all, never over another file.

    None when no directory is set, there is no head yet, or it has been exported already.
    """
    head = Head.objects.select_related("key").order_by("-size").first()
    if not settings.WITNESS_DIR or head is None:
        return None
    folder = Path(settings.WITNESS_DIR)
    file = folder / f"head-{head.size:012d}.json"
    if file.exists():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**head_fields(head), "public_key": head.key.public}, indent=2) + "\n"
    draft = file.with_suffix(".part")
    draft.write_text(text, encoding="ascii")
    draft.rename(file)
    return file


def witnessed() -> Iterator[tuple[Path, Any]]:
    """Every file in the witness directory with what it holds, None if that cannot be read; the smallest tree first."""
    for file in _files():
        try:
            yield file, json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            yield file, None


def newest_witnessed(limit: int) -> list[int]:
    """The size of the newest head in the witness directory not above `limit`, if there is one; by the files' names."""
    names = [file.stem.removeprefix("head-") for file in _files()]
    return [int(name) for name in names if name.isdecimal() and 0 < int(name) <= limit][-1:]


def _files() -> list[Path]:
    if not settings.WITNESS_DIR:
        return []
    return sorted(Path(settings.WITNESS_DIR).glob("head-*.json"))
