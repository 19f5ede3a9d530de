"""URLs of hidden dangers."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.screening.hidden_dangers.views import acts, dangers, origins, papers

app_name = "hidden_dangers"
urlpatterns = [
    path("", register_list("hidden_danger"), name="list"),
    path("new/", dangers.register, name="register"),
    path("duplicates/", dangers.duplicate_page, name="duplicates"),
    path("figures/", dangers.figure_page, name="figures"),
    path("origins/", register_list("danger_origin_return"), name="origins"),
    path("origins/new/", origins.declare, name="declare_origin"),
    path("reports/", register_list("hidden_danger_report"), name="reports"),
    path("reports/new/", papers.make_report, name="make_report"),
    path("reports/<uuid:key>/", papers.report, name="report"),
    path("reports/<uuid:key>/<str:verb>/", papers.receipt, name="receipt"),
    path("notifications/", register_list("formal_notification"), name="notifications"),
    path("notifications/<uuid:key>/", papers.notification, name="notification"),
    path("notifications/<uuid:key>/<str:verb>/", papers.answer, name="answer"),
    path("extensions/<uuid:key>/<str:verb>/", acts.decide_extension, name="decide_extension"),
    path("changes/<uuid:key>/<str:verb>/", acts.decide_change, name="decide_change"),
    path("controls/<uuid:key>/end/", acts.end_control, name="end_control"),
    path("<uuid:key>/", dangers.detail, name="detail"),
    path("<uuid:key>/urge/", acts.urge, name="urge"),
    path("<uuid:key>/<str:verb>/", acts.act, name="act"),
]
