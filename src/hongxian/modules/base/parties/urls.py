"""URLs of parties, posts and appointments."""

from django.urls import path

from hongxian.modules.base.parties import views

app_name = "parties"
urlpatterns = [
    path("", views.party_list, name="list"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/appointments/", views.appoint, name="appoint"),
    path("<uuid:key>/appointments/<uuid:appointment_key>/end/", views.end, name="end"),
]
