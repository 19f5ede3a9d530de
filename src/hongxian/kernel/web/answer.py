"""One refusal, three shapes: a page for people, a fragment for htmx, problem JSON for programs."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from hongxian.kernel.web import text

MESSAGES = "#messages"
"""Where a page shows what a fragment request had to say."""
PROBLEM = "application/problem+json"
"""The media type of a refusal for programs (RFC 9457), as in the API."""


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment."""
    return request.headers.get("HX-Request") == "true"


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: through the API, by sending JSON, or by preferring JSON to a page."""
    if is_htmx(request):
        return False
    if request.path.startswith("/api/") or request.content_type == "application/json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def came_from(request: HttpRequest) -> str:
    """The page of this site from which the request came, as a path; empty if unknown or foreign."""
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(address)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def refusal(request: HttpRequest, status: int, sentence: str, code: str, **more: Any) -> HttpResponse:
    """The refusal in the shape that the request asks for. `more` goes into the JSON answer; of it the page knows the
    `permission` that was lacking."""
    if wants_json(request):
        facts = {"type": f"about:{code}", "status": status, "title": sentence, **more}
        return JsonResponse(facts, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})
    context = {"text": sentence, "heading": text.TITLES.get(status, ""), "back": came_from(request)}
    context["permission"] = more.get("permission", "")
    if is_htmx(request):
        body = render_to_string("web/_refusal.html", context, request)
        headers = {"HX-Retarget": MESSAGES, "HX-Reswap": "innerHTML show:window:top"}
        return HttpResponse(body, status=status, headers=headers)
    return HttpResponse(render_to_string(f"web/{status}.html", context, request), status=status)


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to another page, also from within a fragment request."""
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
