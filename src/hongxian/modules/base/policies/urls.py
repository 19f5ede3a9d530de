"""URLs of policies."""

from django.urls import path

from hongxian.modules.base.policies.views import adoptions, packs, parameters, practices, precedences, rebases

app_name = "policies"
urlpatterns = [
    path("", packs.pack_list, name="list"),
    path("parameters/", parameters.parameter_list, name="parameters"),
    path("parameters/<str:pack>/<str:key>/", parameters.parameter, name="parameter"),
    path("precedence/", precedences.precedence_list, name="precedences"),
    path("precedence/<str:place>/<str:family>/", precedences.precedence, name="precedence"),
    path("practices/<uuid:key>/", practices.practice, name="practice"),
    path("<uuid:key>/", packs.pack_by_key, name="pack"),
    path("<uuid:key>/<str:verb>/", adoptions.step, name="step"),
    path("<str:code>/", packs.pack, name="pack_by_code"),
    path("<str:code>/adoptions/", adoptions.adoption_list, name="adoptions"),
    path("<str:code>/rebase/", rebases.rebase, name="rebase"),
    path("<str:code>/practices/", practices.practice_list, name="practices"),
]
