"""The files of which the app consists: what a phone keeps, and the version that tells when one of them changed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse

FOLDER = Path(__file__).parent / "static" / "field"
PAGE = Path(__file__).parent / "templates" / "field" / "app.html"
WORKER = "sw.js"
KEPT = (".js", ".css", ".png")


def names() -> list[str]:
    """The files of the app, the service worker apart, which a browser keeps by itself."""
    return sorted(path.name for path in FOLDER.iterdir() if path.suffix in KEPT and path.name != WORKER)


def modules() -> list[str]:
    """The addresses of the scripts, which the page asks for at once instead of one after the other."""
    return [static(f"field/{name}") for name in names() if name.endswith(".js")]


@cache
def version() -> str:
    """Another one as soon as a byte of the page or of a file changes."""
    digest = hashlib.sha256(PAGE.read_bytes())
    for name in [*names(), WORKER]:
        digest.update(name.encode() + b"\0" + (FOLDER / name).read_bytes())
    return digest.hexdigest()[:16]


def addresses() -> list[str]:
    """What a phone keeps to start without a line."""
    return [reverse("field:home"), reverse("field:manifest"), *(static(f"field/{name}") for name in names())]
