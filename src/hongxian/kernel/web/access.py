"""Who may open a page: everybody who is logged in, unless the view says it is public."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hongxian.kernel import text
from hongxian.kernel.actor import NOBODY, Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Denied, NotVisible

V = TypeVar("V", bound=Callable[..., Any])
M = TypeVar("M", bound=Model)


class Request(HttpRequest):
    """A request as the middleware leaves it: with the actor, already bound to the request key, and htmx."""

    actor: Actor
    htmx: HtmxDetails


def public(view: V) -> V:
    """Mark a view that may be opened without logging in; it must check whatever it shows by itself."""
    view.public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view is marked as public."""
    return bool(getattr(view, "public", False))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the request; nobody where the middleware did not run (an error before it)."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return actor


def permission_to_open(view: Callable[..., Any]) -> str:
    """What must be held to open the page at all, as the view says by `needs`; empty where it does not."""
    return str(getattr(view, "permission", ""))


def must(actor: Actor, permission: str) -> None:
    """Raise `Denied` where the actor does not hold the permission anywhere."""
    if not actor.may(permission):
        raise Denied(text.DENIED.format(permission=term(permission)), permission=permission)


def needs(permission: str) -> Callable[[V], V]:
    """Refuse the page to whoever does not hold the permission anywhere: nobody fills in a form for nothing."""

    def decorate(view: V) -> V:
        @wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            must(actor_of(request), permission)
            return view(request, *args, **kwargs)

        run.permission = permission  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return decorate


def within(rows: QuerySet[M], key: object, column: str = "pk") -> M:
    """The row with that key, or that value in another column, among those that the actor may see or act upon. Raises
    `NotVisible` where it is not among them: a stranger learns no difference."""
    for row in rows.filter(**{column: key}):
        return row
    raise NotVisible(text.NOT_IN_SCOPE)
