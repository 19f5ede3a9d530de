"""URLs of duty lists and the division of work."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.responsibility.duty_lists import views

app_name = "duty_lists"
urlpatterns = [
    path("", register_list("duty_list"), name="list"),
    path("new/", views.record, name="record"),
    path("division/", views.division, name="division"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/confirm/", views.confirm, name="confirm"),
    path("<uuid:key>/reject/", views.reject, name="reject"),
]
