"""Icons, read from the installed package and written into the page, so that they take the colour of the text."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_DOT = mark_safe('<span class="icon icon-dot" aria-hidden="true"></span>')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(r"<svg\b[^>]*>")


def folder() -> Path:
    """Where the icons lie once the packages are installed."""
    path: Path = settings.PROJECT_DIR / "node_modules" / "lucide-static" / "icons"
    return path


@cache
def icon(name: str) -> SafeString:
    """The icon as an inline SVG that screen readers skip; a plain dot when it is not installed."""
    file = folder() / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.is_file():
        return _DOT
    drawing = _COMMENT.sub("", file.read_text(encoding="utf-8")).strip()
    opening = (
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
    )
    svg = _OPENING.sub(opening, drawing, count=1)
    # The file comes from a package pinned by its hash, never from a user.
    return mark_safe(re.sub(r"\s+", " ", svg).replace("> <", "><"))
