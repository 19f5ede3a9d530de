"""URLs of national values."""

from django.urls import path

from hongxian.modules.base.national import views

app_name = "national"
urlpatterns = [
    path("", views.value_list, name="list"),
    path("confirmations/<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:key>/", views.value, name="value"),
]
