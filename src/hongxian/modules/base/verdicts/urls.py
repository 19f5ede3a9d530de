"""URLs of verdicts."""

from django.urls import path

from hongxian.modules.base.verdicts.views import judgement, objections

app_name = "verdicts"
urlpatterns = [
    path("", judgement.pack_list, name="list"),
    path("objections/", objections.objection_list, name="objections"),
    path("objections/<uuid:key>/", objections.objection, name="objection"),
    path("objections/<uuid:key>/<str:verb>/", objections.step, name="objection_step"),
    path("<uuid:key>/object/", objections.raise_one, name="object"),
    path("<uuid:key>/", judgement.verdict, name="verdict"),
    path("<uuid:key>/replay/", judgement.replay, name="replay"),
    path("<str:code>/", judgement.pack, name="pack"),
    path("<str:code>/<str:obligation>/", judgement.obligation, name="obligation"),
]
