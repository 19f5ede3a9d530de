"""A skip is a test that did not run: each needs a reason and a line on the list, or the session fails in CI."""

from fnmatch import fnmatch
from pathlib import Path

EMPTY = {"", "unconditional skip", "Skipped"}


def allowed(file: Path) -> list[str]:
    """The patterns of test ids that may be skipped, one a line, each followed by ` # why`; ValueError without it."""
    patterns = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        pattern, parted, why = line.partition(" # ")
        if not parted or not why.strip():
            raise ValueError(f"{file.name}:{number}: a skip needs its reason")
        patterns.append(pattern.strip())
    return patterns


def complaint(node: str, reason: str, patterns: list[str]) -> str:
    """What is wrong with this skip, or nothing."""
    plain = reason.removeprefix("Skipped: ").strip()
    if plain in EMPTY:
        return f"{node}: skipped without a reason"
    if not any(fnmatch(node, pattern) for pattern in patterns):
        return f"{node}: skipped ({plain}) but not on tests/allowed_skips.txt"
    return ""
