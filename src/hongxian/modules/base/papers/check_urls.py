"""The address that stands on every paper."""

from django.urls import path

from hongxian.modules.base.papers.views import check

urlpatterns = [path("check/<str:token>/", check.check, name="check")]
