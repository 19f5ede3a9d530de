"""Pages of accounts: logging in and choosing the post to act in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from hongxian.kernel.module import resolve
from hongxian.kernel.web.access import public
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.forms import LoginForm
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import POST_IN_SESSION, posts_of


@method_decorator(public, name="dispatch")
class Login(LoginView):
    """The login page; a demo instance lists its accounts on it."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the accounts of a demo instance, from the function that `settings.DEMO_ACCOUNTS` names: rows with
        `username`, `name`, `party`, `post`, `can` and `password`."""
        loader = getattr(settings, "DEMO_ACCOUNTS", "") if settings.DEMO else ""
        return super().get_context_data(demo_accounts=resolve(loader)() if loader else (), **kwargs)


login = public(Login.as_view())
logout = public(LogoutView.as_view())


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own posts from now on."""
    posts = posts_of(request.user) if isinstance(request.user, User) else []
    chosen = next((post for post in posts if str(post.pk) == request.POST.get("post")), None)
    if chosen is None:
        messages.error(request, text.NOT_YOUR_POST)
    else:
        request.session[POST_IN_SESSION] = str(chosen.pk)
        messages.success(request, text.SWITCHED.format(organisation=chosen.party.name, post=chosen.name))
    return redirect("desk:home")
