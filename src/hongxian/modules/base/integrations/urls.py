"""URLs of integrations."""

from django.urls import path

from hongxian.modules.base.integrations import views

app_name = "integrations"
urlpatterns = [
    path("", views.integration_list, name="list"),
    path("new/", views.register, name="register"),
    path("<uuid:key>/", views.integration, name="integration"),
    path("<uuid:key>/<str:verb>/", views.act, name="act"),
    path("tokens/<uuid:key>/revoke/", views.revoke, name="revoke"),
    path("webhooks/<uuid:key>/", views.webhook, name="webhook"),
    path("webhooks/<uuid:key>/end/", views.end_hook, name="end_webhook"),
]
