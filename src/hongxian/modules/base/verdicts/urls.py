"""URLs of verdicts."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.base.verdicts.views import (
    comparison,
    determinations,
    members,
    objections,
    places,
    reports,
    verdicts,
)

app_name = "verdicts"
urlpatterns = [
    path("", verdicts.pack_list, name="list"),
    path("all/", register_list("verdict"), name="all"),
    path("objections/", objections.objection_list, name="objections"),
    path("objections/<uuid:key>/", objections.objection, name="objection"),
    path("objections/<uuid:key>/<str:verb>/", objections.step, name="objection_step"),
    path("determinations/", determinations.determination_list, name="determinations"),
    path("determinations/<uuid:key>/", determinations.determination, name="determination"),
    path("determinations/<uuid:key>/<str:verb>/", determinations.step, name="determination_step"),
    path("places/", places.place_list, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("places/<str:code>/<str:pack_code>/", places.rows, name="rows"),
    path("places/<str:code>/<str:pack_code>/report/", reports.report, name="report"),
    path("places/<str:code>/<str:pack_code>/report/<str:kind>/", reports.download, name="download"),
    path("compare/", comparison.comparison, name="compare"),
    path("enterprises/<uuid:key>/", members.upon_enterprise, name="upon_enterprise"),
    path("<uuid:key>/determine/", determinations.sign, name="determine"),
    path("<uuid:key>/object/", objections.raise_one, name="object"),
    path("<uuid:key>/", verdicts.verdict, name="verdict"),
    path("<uuid:key>/replay/", verdicts.replay, name="replay"),
    path("<str:code>/", verdicts.pack, name="pack"),
    path("<str:code>/<str:obligation>/", verdicts.obligation, name="obligation"),
]
