"""URLs of risks."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.prevention.risks.views import acts, enterprises, places, plans, risks

app_name = "risks"
urlpatterns = [
    path("", register_list("risk"), name="list"),
    path("new/", risks.register, name="register"),
    path("analysis/", places.analysis, name="analysis"),
    path("changes/", register_list("risk_change"), name="changes"),
    path("screenings/", register_list("risk_screening"), name="screenings"),
    path("screenings/new/", places.enter_screening, name="enter_screening"),
    path("schemes/", places.schemes, name="schemes"),
    path("schemes/new/", places.set_scheme, name="set_scheme"),
    path("trades/", enterprises.trade_list, name="trades"),
    path("trades/<str:code>/", enterprises.adopt, name="adopt"),
    path("units/", register_list("risk_unit"), name="units"),
    path("units/new/", risks.register_unit, name="register_unit"),
    path("units/<uuid:key>/", risks.unit, name="unit"),
    path("units/<uuid:key>/card/", enterprises.card, name="card"),
    path("units/<uuid:key>/<str:verb>/", acts.unit_act, name="unit_act"),
    path("places/", register_list("place_risk"), name="place_risks"),
    path("places/new/", places.register_place_risk, name="register_place_risk"),
    path("places/<uuid:key>/", places.place_risk, name="place_risk"),
    path("places/<uuid:key>/<str:verb>/", acts.place_act, name="place_act"),
    path("announcements/<str:code>/", places.announcements, name="announcements"),
    path("warnings/", register_list("risk_warning"), name="warnings"),
    path("warnings/<uuid:key>/", places.warning, name="warning"),
    path("enterprises/<uuid:key>/", enterprises.overview, name="enterprise"),
    path("enterprises/<uuid:key>/plan/", plans.plan, name="plan"),
    path("enterprises/<uuid:key>/plan/upload/", plans.upload, name="upload_plan"),
    path("enterprises/<uuid:key>/activities/", plans.activities, name="activities"),
    path("enterprises/<uuid:key>/board/", enterprises.board, name="board"),
    path("<uuid:key>/", risks.detail, name="detail"),
    path("<uuid:key>/<str:verb>/", acts.act, name="act"),
]
