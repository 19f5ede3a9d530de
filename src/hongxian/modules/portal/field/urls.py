"""URLs of the field app. The service worker stands beside the page, so that its scope is the page and nothing else."""

from django.urls import path

from hongxian.modules.portal.field import views

app_name = "field"
urlpatterns = [
    path("", views.home, name="home"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
