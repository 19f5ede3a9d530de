"""URLs of notices."""

from django.urls import path

from hongxian.modules.base.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.read, name="read"),
    path("<uuid:key>/", views.open_notice, name="open"),
    path("preferences/", views.preferences, name="preferences"),
    path("contacts/add/", views.add, name="add_contact"),
    path("contacts/<uuid:key>/confirm/", views.confirm, name="confirm_contact"),
    path("contacts/<uuid:key>/remove/", views.remove, name="remove_contact"),
    path("gateways/", views.gateways, name="gateways"),
    path("gateways/<uuid:key>/try/", views.try_out, name="try_gateway"),
    path("gateways/<uuid:key>/end/", views.end, name="end_gateway"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<uuid:key>/resend/", views.resend, name="resend"),
]
