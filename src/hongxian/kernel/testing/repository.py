"""What may not lie in the repository: addresses in lock files, paths of somebody's machine, files that are too big.

`python -m hongxian.kernel.testing.repository FOLDER` prints what is wrong; the exit code is 1 if anything is.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bootstrap.lock", "package-lock.json")
ELSEWHERE = {".git", ".venv", "node_modules", "var", "test-results", "__pycache__"}
LARGEST = 2_000_000
"""In bytes; what is larger comes from a package."""

ADDRESS = re.compile(rb"https?://|\bgit\+|\bfile:")
MACHINE_PATH = re.compile(rb"(?<![\w.~$}/-])/(?:home|root|Users|work)/[\w.-]+")


def findings(root: Path) -> list[str]:
    """Every complaint about the tree under `root`, as `file:line: what`."""
    return [*_locks(root), *_files(root)]


def _locks(root: Path) -> Iterator[str]:
    for name in LOCKS:
        path = root / name
        if not path.exists():
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if ADDRESS.search(line):
                yield f"{name}:{number}: a lock holds no address"


def _files(root: Path) -> Iterator[str]:
    for path in files(root):
        content, name = path.read_bytes(), path.relative_to(root).as_posix()
        if len(content) > LARGEST:
            yield f"{name}: larger than {LARGEST} bytes"
        if b"\0" in content[:8000]:
            continue
        for number, line in enumerate(content.splitlines(), start=1):
            if MACHINE_PATH.search(line):
                yield f"{name}:{number}: a path of one machine"


def files(root: Path) -> Iterator[Path]:
    """Every file of the project under `root`, without what tools and instances leave there."""
    for path in sorted(root.iterdir()):
        if path.name in ELSEWHERE or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from files(path)
        elif path.is_file():
            yield path


def main() -> int:
    """Print the complaints; 1 if there are any."""
    found = findings(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
