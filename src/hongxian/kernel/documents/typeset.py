"""Papers as PDF, set by typst: words go in as data and are never read as markup."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

from hongxian.kernel.documents import qr, text
from hongxian.kernel.documents.content import Content, kept_with_close
from hongxian.kernel.documents.titles import title_in_lines
from hongxian.kernel.problem import Problem

LAYOUT = Path(__file__).parent / "layout" / "paper.typ"
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
_FREE = {
    "body": (SERIF, SANS),
    "title": (SERIF, SANS),
    "heading": (SANS, SERIF),
    "kai": (SERIF, SANS),
    "page": (SERIF, SANS),
}


def pdf_of(content: Content, *, watermark: str = "") -> bytes:
    """A PDF on A4; the same content gives the same bytes. Raises `Problem`, saying what to install, without a
    Chinese font."""
    compiler, faces = _press(str(settings.FONT_DIR))
    told = {
        **content.plain(),
        "faces": faces,
        "watermark": watermark,
        "qr": qr.svg(content.check) if content.check else "",
        "words": _WORDS,
        "kept": sorted(kept_with_close(content)),
        "title_lines": title_in_lines(content.title, _ACROSS[content.compact]),
        "attachment_lines": [title_in_lines(each.title, _ACROSS[False]) for each in content.attachments],
    }
    inputs = {"content": json.dumps(told, ensure_ascii=False)}
    try:
        made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)
    except typst.TypstError as error:
        raise Problem(text.NOT_SET.format(reason=str(error)[:200])) from error
    assert isinstance(made, bytes)  # a PDF is one file
    return made


_ACROSS = {compact: 156 * 72 / 25.4 / size for compact, size in ((False, 22), (True, 20))}
"""How many characters of a title a line holds."""

_WORDS = {
    "colon": text.COLON,
    "signed_by": text.SIGNED_BY,
    "attached": text.ATTACHED,
    "copies_to": text.COPIES_TO,
    "full_stop": text.FULL_STOP,
    "scan": text.SCAN,
    "sign_here": text.SIGN_HERE,
    "sign_date": text.SIGN_DATE,
}


@lru_cache(maxsize=2)
def _press(folder: str) -> tuple[typst.Compiler, dict[str, list[str]]]:
    """The compiler and the faces for a folder of fonts, made once: the office's own faces first, then the free ones."""
    known = set(typst.Fonts(include_system_fonts=False, font_paths=[Path(folder)]).families())
    faces = {use: [name for name in (*own, *_FREE[use]) if name in known] for use, own in text.FONTS.items()}
    if not all(faces.values()):
        raise Problem(text.NO_FONT)
    compiler = typst.Compiler(LAYOUT, font_paths=[Path(folder)], ignore_system_fonts=True)
    return compiler, faces
