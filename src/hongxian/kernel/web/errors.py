"""The last handlers: what people see when Django itself refuses or something breaks."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from hongxian.kernel.web import text
from hongxian.kernel.web.answer import refusal


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: Django's own refusal; why is for the log, not for the page."""
    return refusal(request, 403, text.FORBIDDEN, "denied")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    return refusal(request, 404, text.NOT_FOUND, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke. The page is rendered without the request, because the request may be what broke."""
    body = render_to_string("web/500.html", {"text": text.SERVER_ERROR, "heading": text.TITLES[500]})
    return HttpResponse(body, status=500)
