"""What happens around every page: who acts, how refusals look, what the browser may load."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import noun
from hongxian.kernel.problem import AlreadyDone, Denied, Faults, Problem
from hongxian.kernel.web import text
from hongxian.kernel.web.access import actor_of, is_public
from hongxian.kernel.web.answer import came_from, go_to, is_htmx, refusal, wants_json

requests_log = logging.getLogger("hongxian.requests")
View = Callable[..., HttpResponse]
REQUEST_KEY = "request_key"
_KEY = re.compile(r"[A-Za-z0-9_.:-]{8,64}")

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class ActorMiddleware:
    """Sets `request.actor` by `settings.ACTOR_LOADER`, bound to the request key of a write, and asks for a login
    wherever the view is not public."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.load: Callable[[HttpRequest], Actor] = import_string(settings.ACTOR_LOADER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self.load(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Ask for a login, refuse a malformed request key, bind a good one. A public page carries out no command, and
        reads its request by itself."""
        actor = actor_of(request)
        if is_public(view):
            return None
        if not actor.key:
            return _to_login(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"} and (key := _request_key(request)):
            if not _KEY.fullmatch(key):
                return refusal(request, 400, text.BAD_REQUEST_KEY, "bad_request_key")
            request.actor = actor.within(key)  # type: ignore[attr-defined]
        return None


class RequestLogMiddleware:
    """One line for each request: the page's name, not its address; who by key, not by name; nothing that was typed."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not requests_log.isEnabledFor(logging.INFO):
            return self.get_response(request)
        began = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        told = {
            "method": request.method,
            "page": match.view_name if match else "",
            "status": response.status_code,
            "ms": round((perf_counter() - began) * 1000),
            "request": request.headers.get("X-Request-Id", "")[:64],
            "account": str(actor_of(request).key),
        }
        requests_log.info("request", extra=told)
        return response


def _request_key(request: HttpRequest) -> str:
    return request.headers.get("Idempotency-Key", "") or request.POST.get(REQUEST_KEY, "")


def _to_login(request: HttpRequest) -> HttpResponse:
    """The login page, which leads back to the page wanted; programs are told 401."""
    if wants_json(request):
        has_token = request.headers.get("Authorization", "").startswith("Bearer")
        return refusal(request, 401, text.TOKEN_INVALID if has_token else text.LOGIN_NEEDED, "login_needed")
    wanted = request.get_full_path() if request.method == "GET" and not is_htmx(request) else came_from(request)
    query = f"?{urlencode({'next': wanted})}" if wanted not in {"", "/"} else ""
    return go_to(request, resolve_url(settings.LOGIN_URL) + query)


class ProblemMiddleware:
    """Turns a `Problem` into the page, fragment or JSON of its status. Swallows nothing else."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None for anything that is not one."""
        if not isinstance(exception, Problem):
            return None
        more: dict[str, Any] = {"field": exception.field} if exception.field else {}
        if isinstance(exception, Denied) and exception.permission:
            more |= {"permission": exception.permission}
        if isinstance(exception, Faults):
            more |= {"errors": exception.by_field}
        if isinstance(exception, AlreadyDone):
            if not wants_json(request) and (page := _page_of(exception)):
                messages.info(request, exception.text)
                return go_to(request, page)
            more |= {"subject_kind": exception.subject_kind, "subject_key": exception.subject_key}
        return refusal(request, exception.status, exception.text, exception.code, **more)


def _page_of(done: AlreadyDone) -> str:
    """The page of what was done before; empty if its noun has none."""
    try:
        page = noun(done.subject_kind).page
        return reverse(page, args=[done.subject_key]) if page else ""
    except (KeyError, NoReverseMatch):
        return ""


class ContentSecurityMiddleware:
    """Tells the browser to load nothing but our own files, and not to take a fragment for the page of the same
    address."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
        patch_vary_headers(response, ["HX-Request"])
        if actor_of(request).key:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
