"""The content of packs: read from files, kept in the data directory under the hash of the folder."""

import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.dictionary import Dictionary, read_dictionary
from hongxian.kernel.rules.errors import PackErrors
from hongxian.kernel.rules.obligation import Pack as PackContent
from hongxian.kernel.rules.pack import pack_hash, read_pack
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.models import Pack

SHIPPED = settings.PACKAGE_DIR / "packs"


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary of facts that all packs share."""
    return read_dictionary(SHIPPED / "facts", families=SHIPPED / "families.yaml")


@lru_cache(maxsize=1)
def fact_subjects() -> dict[str, str]:
    """What each shared noun is about, in Chinese: the heading (first line) of the file in which it stands."""
    found = {}
    for file in sorted((SHIPPED / "facts").glob("*.yaml")):
        written = file.read_text(encoding="utf-8")
        heading = written.partition("\n")[0].lstrip("# ").strip()
        found.update(dict.fromkeys(yaml.safe_load(written), heading))
    return found


def read_folder(folder: Path) -> PackContent:
    """A pack as it lies in a folder; raises `PackErrors` with every error at once."""
    return read_pack(folder, dictionary())


def shipped_packs() -> list[tuple[PackContent, Path]]:
    """The packs that come with the product, latest version of each, with the file of their source."""
    latest: dict[str, Path] = {}
    for path in sorted(SHIPPED.glob("*/*/pack.yaml"), key=lambda each: (each.parts[-3], int(each.parts[-2]))):
        latest[path.parts[-3]] = path.parent
    contents = [(read_folder(folder), folder) for folder in latest.values()]
    return [(content, folder / content.entry.source.file) for content, folder in contents]


def keep(folder: Path) -> str:
    """Copy a folder into the data directory under its hash, if it is not there; return the hash."""
    digest = pack_hash(folder)
    target = _kept(digest)
    if not target.exists():
        part = target.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(folder, part)
        part.rename(target)
    return digest


def content_of(pack: Pack) -> PackContent:
    """What the pack says. Raises `Problem` when its files are gone, were changed after it was loaded, or cannot be
    read by this version of the program (whose dictionary of facts may have gone on)."""
    folder = _kept(pack.hash)
    names = {"code": pack.code, "version": pack.version}
    if not folder.is_dir():
        raise Problem(text.CONTENT_LOST.format(folder=folder.name, **names))
    try:
        content, digest = _read(folder, _stamp(folder))
    except PackErrors as errors:
        first = errors.errors[0] if errors.errors else errors
        raise Problem(text.CONTENT_UNREADABLE.format(count=len(errors.errors), first=first, **names)) from errors
    if digest != pack.hash:
        raise Problem(text.CONTENT_CHANGED.format(**names))
    return content


@lru_cache(maxsize=32)
def _read(folder: Path, _stamp: tuple[tuple[str, int, int], ...]) -> tuple[PackContent, str]:
    return read_folder(folder), pack_hash(folder)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of every file that the hash covers: a pack is read again when one of them changed."""
    return tuple(sorted(_files(folder)))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
            elif entry.name != "scenarios":
                yield from _files(Path(entry.path))


def _kept(digest: str) -> Path:
    return Path(settings.DATA_DIR) / "packs" / digest
