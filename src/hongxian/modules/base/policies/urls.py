"""URLs of policies."""

from django.urls import path

from hongxian.modules.base.policies import views

app_name = "policies"
urlpatterns = [
    path("", views.pack_list, name="list"),
    path("parameters/", views.parameter_list, name="parameters"),
    path("parameters/<str:pack>/<str:key>/", views.parameter, name="parameter"),
    path("<uuid:key>/", views.pack_by_key, name="pack"),
    path("<str:code>/", views.pack, name="pack_by_code"),
]
