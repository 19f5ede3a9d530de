"""Forms of accounts."""

from django.contrib.auth.forms import AuthenticationForm

from hongxian.modules.base.accounts import text


class LoginForm(AuthenticationForm):
    """Login name and password; one sentence for every failure, so that nobody learns which names exist."""

    error_messages = {"invalid_login": text.LOGIN_FAILED, "inactive": text.LOGIN_FAILED}
