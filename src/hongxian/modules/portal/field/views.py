"""The page of the field app, its service worker and its manifest. They say nothing about anybody, so that a phone may
keep them whoever is logged in: whatever is somebody's own comes through the interface."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request, public
from hongxian.kernel.web.middleware import CONTENT_SECURITY
from hongxian.modules.portal.field import shell, text

_ALWAYS_ASK = {"Cache-Control": "no-cache"}
_HEARD_BACK = f"{CONTENT_SECURITY}; media-src 'self' blob:"
"""What was recorded on the phone may be listened to before it is sent."""


@public
@require_safe
def home(request: Request) -> HttpResponse:
    """The empty page into which the app draws."""
    response = render(request, "field/app.html", {"modules": shell.modules()})
    response.headers["Content-Security-Policy"] = _HEARD_BACK
    response.headers["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
def service_worker(_request: Request) -> HttpResponse:
    """What keeps the app on the phone; another one as soon as one of its files changes."""
    told = {"version": shell.version(), "addresses": shell.addresses(), "page": reverse("field:home")}
    script = f"const TOLD = {json.dumps(told)};\n" + (shell.FOLDER / shell.WORKER).read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=_ALWAYS_ASK)


@public
@require_safe
def manifest(_request: Request) -> HttpResponse:
    """How the app stands on the home screen."""
    sizes = ("192x192", "512x512")
    told = {
        "id": reverse("field:home"),
        "name": text.NAME,
        "short_name": text.SHORT_NAME,
        "lang": "zh-CN",
        "start_url": reverse("field:home"),
        "scope": reverse("field:home"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#f3f5f8",
        "theme_color": "#16324f",
        "icons": [
            {
                "src": static(f"field/icon-{size.split('x')[0]}.png"),
                "sizes": size,
                "type": "image/png",
                "purpose": purpose,
            }
            for size in sizes
            for purpose in ("any", "maskable")
        ],
    }
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, content_type="application/manifest+json; charset=utf-8", headers=_ALWAYS_ASK)
