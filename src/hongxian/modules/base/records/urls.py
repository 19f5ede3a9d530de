"""URLs of registers and records."""

from django.urls import URLPattern

app_name = "records"
urlpatterns: list[URLPattern] = []
