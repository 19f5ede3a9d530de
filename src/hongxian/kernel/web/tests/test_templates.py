"""Rules for every template and script of the whole system."""

import re

import pytest
from django.conf import settings
from django.template import engines

from hongxian.kernel.module import modules
from hongxian.kernel.web import icons

TEMPLATES = sorted(settings.PACKAGE_DIR.rglob("templates/**/*.html"))
WEB = settings.PACKAGE_DIR / "kernel" / "web"

FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx handler": re.compile(r"\bhx-on\b|\bdata-hx-on\b", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign file": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I),
    "unescaped": re.compile(r"\|\s*safe\b(?!seq)|autoescape\s+off"),
}
PLANTED = {
    "inline style": '<p style="color:red">',
    "style element": "<style>p{}</style>",
    "inline script": '<script type="module">x()</script>',
    "inline handler": "<a onclick='x()'>",
    "htmx handler": '<a hx-on:click="x()">',
    "script address": '<a href="javascript:x()">',
    "foreign file": '<script src="https://cdn.example/x.js"></script>',
    "unescaped": "{{ x|safe }}",
}


def faults(source):
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(source)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_breaks_the_content_security_policy(template):
    assert faults(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_planted_fault_is_found(name):
    assert name in faults(PLANTED[name])


def test_there_are_templates():
    assert len(TEMPLATES) > 15


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_template_can_be_read(template):
    engines["django"].from_string(template.read_text(encoding="utf-8"))


def test_every_icon_named_is_installed():
    if not icons.folder().is_dir():
        return  # Pages work without the package; nothing to compare with.
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'{%\s*icon\s+"([^"]*)"', template.read_text(encoding="utf-8"))
    }
    named |= {item.icon for module in modules().values() for item in module.menu}
    assert [name for name in sorted(named) if not (icons.folder() / f"{name}.svg").is_file()] == []


def test_the_shell_stays_light():
    assert (WEB / "static" / "web" / "app.css").stat().st_size <= 29_500
    assert (WEB / "static" / "web" / "app.js").stat().st_size <= 6_700


def test_the_stylesheet_asks_nothing_newer_than_the_oldest_browser():
    css = (WEB / "static" / "web" / "app.css").read_text(encoding="utf-8")
    newer = [":has(", "@container", "@layer", "color-mix", "subgrid", "&:", "& .", "@import", "url(", "dvh", "oklch"]
    assert [word for word in newer if word in css] == []
