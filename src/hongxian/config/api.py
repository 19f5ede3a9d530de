"""The REST interface: the rooms' routers under one root, errors as problem+json in Chinese."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import AuthRateThrottle

from hongxian.config import text
from hongxian.kernel.module import modules, resolve
from hongxian.kernel.problem import AlreadyDone, Problem
from hongxian.kernel.web.access import actor_of


class TokenAuth(HttpBearer):
    """The token of an integration: the middleware has made an actor of it already, or of nobody."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        """Who it is, for the rate; None where the token opens nothing."""
        actor = actor_of(request)
        return actor.key if actor.key and actor.channel == "token" else None


api = NinjaAPI(
    title=text.API_TITLE,
    version="1",
    description=text.API_DESCRIPTION,
    auth=[TokenAuth(), SessionAuth(csrf=True)],
    throttle=[AuthRateThrottle(settings.API_RATE)],
    urls_namespace="api",
    docs_url=None,
)

for module in modules().values():
    if module.api:
        router: Any = resolve(module.api)
        api.add_router(f"/{module.key.replace('_', '-')}", router, tags=[module.key])


def _problem(status: int, code: str, detail: str, **more: object) -> HttpResponse:
    body = {"type": f"about:{code}", "status": status, "title": detail, **more}
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


@api.exception_handler(Problem)
def refused(_request: HttpRequest, problem: Problem) -> HttpResponse:
    """A command refused: its sentence, the field it is about, and what was made if the same was done before."""
    more: dict[str, object] = {"field": problem.field}
    if isinstance(problem, AlreadyDone):
        more |= {"subject_kind": problem.subject_kind, "subject_key": problem.subject_key}
    return _problem(problem.status, problem.code, problem.text, **more)


@api.exception_handler(Throttled)
def too_many(_request: HttpRequest, throttled: Throttled) -> HttpResponse:
    """Too many requests: when to come again."""
    wait = int(throttled.wait or 1)
    answer = _problem(429, "too_many", text.API_TOO_MANY.format(seconds=wait))
    answer["Retry-After"] = str(wait)
    return answer


@api.exception_handler(ValidationError)
def misshapen(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request has not the shape that the description demands."""
    errors = [{"field": ".".join(map(str, each["loc"])), "found": each["type"]} for each in error.errors]
    return _problem(422, "invalid", text.API_MISSHAPEN, errors=errors)
