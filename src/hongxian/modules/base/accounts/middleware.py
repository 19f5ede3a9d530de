"""Around every page: a session that rested too long or lasted too long ends; a password that must be changed is
changed first."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hongxian.kernel.clock import now
from hongxian.kernel.web.answer import go_to, refusal, wants_json
from hongxian.modules.base.accounts import sessions, text
from hongxian.modules.base.accounts.entering import limit
from hongxian.modules.base.accounts.leaving import leave
from hongxian.modules.base.accounts.queries import POST_IN_SESSION

TOUCH_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was last used: not every page writes."""
_OPEN = {"accounts:password", "accounts:logout"}


class SessionLimits:
    """Ends sessions by the limits written into them at login."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            self._keep(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead to the page where the password is changed, as long as it must be."""
        if getattr(request, "capacity_lapsed", False):
            return self._lapsed(request)
        match = request.resolver_match
        if not request.session.get(sessions.CHANGE) or (match and match.view_name in _OPEN):
            return None
        if wants_json(request):
            return refusal(request, 403, text.MUST_CHANGE_FIRST, "must_change_password")
        return go_to(request, reverse("accounts:password"))

    def _lapsed(self, request: HttpRequest) -> HttpResponse:
        """What the person acted as holds no more: nothing is done in another capacity than the one meant."""
        request.session.pop(POST_IN_SESSION, None)
        if wants_json(request):
            return refusal(request, 403, text.CAPACITY_LAPSED, "capacity_lapsed")
        messages.warning(request, text.CAPACITY_LAPSED)
        return go_to(request, "/")

    def _keep(self, request: HttpRequest) -> None:
        if sessions.UNTIL not in request.session:
            limit(request)
        elif cause := sessions.dead(request.session):
            leave(request, cause)
            logout(request)
            messages.info(request, text.SESSION_DEAD[cause])
        elif now() - datetime.fromisoformat(request.session[sessions.SEEN]) >= TOUCH_EVERY:
            request.session[sessions.SEEN] = now().isoformat()
