"""URLs of accounts."""

from django.urls import path

from hongxian.modules.base.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("post/", views.switch_post, name="switch_post"),
]
