"""URLs of places."""

from django.urls import path

from hongxian.modules.base.places import views

app_name = "places"
urlpatterns = [
    path("cascade/", views.cascade, name="cascade"),
]
