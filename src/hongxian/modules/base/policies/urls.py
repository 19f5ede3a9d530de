"""URLs of policies."""

from django.urls import path

from hongxian.modules.base.policies.views import packs, parameters, practices

app_name = "policies"
urlpatterns = [
    path("", packs.pack_list, name="list"),
    path("parameters/", parameters.parameter_list, name="parameters"),
    path("parameters/<str:pack>/<str:key>/", parameters.parameter, name="parameter"),
    path("practices/<uuid:key>/", practices.practice, name="practice"),
    path("<uuid:key>/", packs.pack_by_key, name="pack"),
    path("<str:code>/", packs.pack, name="pack_by_code"),
    path("<str:code>/practices/", practices.practice_list, name="practices"),
]
