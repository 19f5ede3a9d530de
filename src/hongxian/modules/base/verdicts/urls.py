"""URLs of verdicts."""

from django.urls import path

from hongxian.modules.base.verdicts import views

app_name = "verdicts"
urlpatterns = [
    path("", views.pack_list, name="list"),
    path("<uuid:key>/", views.verdict, name="verdict"),
    path("<uuid:key>/replay/", views.replay, name="replay"),
    path("<str:code>/", views.pack, name="pack"),
    path("<str:code>/<str:obligation>/", views.obligation, name="obligation"),
]
