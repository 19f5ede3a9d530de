"""The REST interface: the rooms' routers under one root, errors as problem+json in Chinese."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import SessionAuth

from hongxian.config import text
from hongxian.kernel.module import modules, resolve
from hongxian.kernel.problem import Problem

api = NinjaAPI(
    title=text.API_TITLE,
    version="1",
    description=text.API_DESCRIPTION,
    auth=SessionAuth(csrf=True),
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
    """A command refused: its sentence, and the field it is about."""
    return _problem(problem.status, problem.code, problem.text, field=problem.field)


@api.exception_handler(ValidationError)
def misshapen(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request has not the shape that the description demands."""
    errors = [{"field": ".".join(map(str, each["loc"])), "found": each["type"]} for each in error.errors]
    return _problem(422, "invalid", text.API_MISSHAPEN, errors=errors)
