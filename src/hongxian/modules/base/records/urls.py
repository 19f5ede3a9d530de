"""URLs of registers and records."""

from django.urls import path

from hongxian.modules.base.records.views import records, registers

app_name = "records"
urlpatterns = [
    path("", registers.overview, name="overview"),
    path("of/<slug:noun>/", registers.kind, name="kind"),
    path("of/<slug:noun>/rows/", registers.rows, name="rows"),
    path("<uuid:key>/", registers.register, name="register"),
    path("<uuid:key>/close/", registers.close, name="close"),
    path("<uuid:key>/withdraw/", registers.withdraw, name="withdraw_register"),
    path("<uuid:key>/enter/", records.enter, name="enter"),
    path("record/<uuid:key>/", records.record, name="record"),
    path("record/<uuid:key>/correct/", records.correct, name="correct"),
    path("record/<uuid:key>/end/", records.end, name="end"),
    path("record/<uuid:key>/confirm/", records.confirm, name="confirm"),
    path("record/<uuid:key>/reject/", records.reject, name="reject"),
    path("record/<uuid:key>/withdraw/", records.withdraw, name="withdraw"),
]
