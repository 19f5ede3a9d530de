"""URLs of accounts."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.base.accounts.views import login, own, roles, single_sign_on, users

app_name = "accounts"
urlpatterns = [
    path("login/", login.login, name="login"),
    path("login/second-step/", login.second_step, name="second_step"),
    path("sign-on/", single_sign_on.start, name="sign_on"),
    path("sign-on/back/", single_sign_on.back, name="sign_on_back"),
    path("users/<uuid:key>/identity/", single_sign_on.link, name="link"),
    path("identities/<uuid:key>/unlink/", single_sign_on.unlink, name="unlink"),
    path("logout/", login.logout, name="logout"),
    path("here/", login.here, name="here"),
    path("recover/", login.recover, name="recover"),
    path("post/", login.switch_post, name="switch_post"),
    path("me/", own.me, name="me"),
    path("me/password/", own.password, name="password"),
    path("me/second-factor/", own.second_factor, name="second_factor"),
    path("me/logins/<uuid:key>/end/", own.end, name="end"),
    path("users/", users.user_list, name="users"),
    path("users/open/", users.open_account, name="open"),
    path("users/<uuid:key>/", users.user_detail, name="user"),
    path("users/<uuid:key>/logins/<uuid:login_key>/end/", users.user_end_login, name="user_end_login"),
    path("users/<uuid:key>/<slug:verb>/", users.user_act, name="user_act"),
    path("locks/<uuid:key>/lift/", users.unlock, name="unlock"),
    path("roles/", roles.role_list, name="roles"),
    path("roles/new/", roles.new_role, name="new_role"),
    path("roles/<uuid:key>/", roles.role_detail, name="role"),
    path("authorities/", roles.authority_list, name="authorities"),
    path("authorities/grant/", roles.grant, name="grant"),
    path("authorities/<uuid:key>/", roles.authority_detail, name="authority"),
    path("login-events/", register_list("login_event"), name="login_events"),
    path("security/", users.security, name="security"),
]
