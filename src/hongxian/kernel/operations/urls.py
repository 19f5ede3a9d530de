"""URLs of operations."""

from django.urls import path

from hongxian.kernel.operations import views

app_name = "operations"
urlpatterns = [path("", views.state, name="state")]
