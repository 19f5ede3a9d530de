"""A small site of its own: a few pages behind the real middleware, without the rooms."""

from collections.abc import Callable
from types import MappingProxyType

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import include, path

from hongxian.kernel.actor import NOBODY, Actor, ActorKind, Scope
from hongxian.kernel.web.access import actor_of, public

WANG = Actor(
    kind=ActorKind.PERSON,
    key="wang",
    name="王督查",
    post="post-1",
    post_name="安委办主任",
    organisation="org-1",
    organisation_name="许昌市安全生产委员会办公室",
    grants=MappingProxyType({"thing.view": (Scope(),), "other.view": (Scope(),)}),
)


def _page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return HttpResponse(f"{actor.name}|{actor.request_key}")


@public
def _open(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def _full(request: HttpRequest) -> HttpResponse:
    return render(request, "web/base.html")


class Site:
    """What `ROOT_URLCONF` points to; `refuse` is replaced by the test."""

    def __init__(self) -> None:
        self.problem: Exception = RuntimeError("nothing planned")
        things = ([path("", _page, name="list"), path("<str:key>/", _page, name="detail")], "things")
        accounts = (
            [
                path("login/", _open, name="login"),
                path("logout/", _page, name="logout"),
                path("post/", _page, name="switch_post"),
            ],
            "accounts",
        )
        desk = ([path("", _page, name="home")], "desk")
        self.urlpatterns = [
            path("", include(desk)),
            path("full/", _full),
            path("refuse/", self.refuse),
            path("things/", include(things)),
            path("api/things/", _page),
            path("accounts/", include(accounts)),
        ]
        self.handler403 = "hongxian.kernel.web.errors.forbidden"
        self.handler404 = "hongxian.kernel.web.errors.not_found"
        self.handler500 = "hongxian.kernel.web.errors.server_error"

    def refuse(self, request: HttpRequest) -> HttpResponse:
        """Raise what the test planned."""
        raise self.problem


Visit = Callable[..., HttpResponse]


@pytest.fixture
def site(settings: object) -> Site:
    """The small site, with the middleware of the real one."""
    site = Site()
    settings.ROOT_URLCONF = site
    settings.ACTOR_LOADER = "hongxian.kernel.web.access.actor_of"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    settings.MIDDLEWARE = [
        "django.contrib.messages.middleware.MessageMiddleware",
        "hongxian.kernel.web.middleware.ActorMiddleware",
        "hongxian.kernel.web.middleware.ProblemMiddleware",
        "hongxian.kernel.web.middleware.ContentSecurityMiddleware",
    ]
    return site


@pytest.fixture
def visit(site: Site) -> Visit:
    """Send one request through the middleware: `visit("/things/", actor=WANG, method="post", data={…}, header=…)`."""

    def send(
        address: str,
        *,
        actor: Actor = WANG,
        method: str = "get",
        data: object = None,
        content_type: str = "",
        **headers: str,
    ) -> HttpResponse:
        handler = BaseHandler()
        handler.load_middleware()
        extra = {"content_type": content_type} if content_type else {}
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = getattr(RequestFactory(), method)(address, data, headers=headers, **extra)
        request.actor = actor
        return handler.get_response(request)

    return send


@pytest.fixture
def nobody() -> Actor:
    """Somebody who is not logged in."""
    return NOBODY


@pytest.fixture
def wang() -> Actor:
    """Somebody who is."""
    return WANG
