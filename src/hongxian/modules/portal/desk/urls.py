"""URLs of the desk."""

from django.urls import path

from hongxian.modules.portal.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("duties/<uuid:key>/", views.duty, name="duty"),
    path("health/", views.health, name="health"),
]
