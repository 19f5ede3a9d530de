"""URLs of returns."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.screening.returns.views import others, performance, returns

app_name = "returns"
urlpatterns = [
    path("", register_list("hidden_danger_return"), name="list"),
    path("lines/", register_list("return_line"), name="lines"),
    path("computed/", returns.computed_page, name="computed"),
    path("submit/<str:place>/<str:period>/", returns.submit, name="submit"),
    path("units/", register_list("reporting_unit"), name="units"),
    path("performance/", performance.performance_page, name="performance"),
    path("settings/", others.settings_page, name="settings"),
    path("settings/<str:place>/", others.setting, name="setting"),
    path("hints/", register_list("report_hint"), name="hints"),
    path("hints/find/", others.find, name="find_hints"),
    path("hints/<uuid:key>/", others.hint, name="hint"),
    path("seen-by/", others.seen_by, name="seen_by"),
    path("<uuid:key>/", returns.detail, name="detail"),
]
