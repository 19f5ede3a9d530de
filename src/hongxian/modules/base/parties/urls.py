"""URLs of parties, posts and appointments."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.base.parties import views

app_name = "parties"
urlpatterns = [
    path("", register_list("party"), name="list"),
    path("new/", views.create, name="create"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/names/", views.rename, name="rename"),
    path("<uuid:key>/posts/", views.add_post, name="add_post"),
    path("<uuid:key>/institutions/", views.establish, name="establish"),
    path("<uuid:key>/staffings/", views.staff, name="staff"),
    path("<uuid:key>/appointments/", views.appoint, name="appoint"),
    path("<uuid:key>/appointments/<uuid:appointment_key>/end/", views.end, name="end"),
]
