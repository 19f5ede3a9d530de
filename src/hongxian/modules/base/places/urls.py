"""URLs of places."""

from django.urls import path

from hongxian.modules.base.places import views

app_name = "places"
urlpatterns = [
    path("", views.place_list, name="list"),
    path("cascade/", views.cascade, name="cascade"),
    path("adjustments/", views.adjustment_list, name="adjustments"),
    path("adjustments/<uuid:key>/<str:verb>/", views.decide, name="decide"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/boundaries/", views.boundaries, name="boundaries"),
    path("<str:code>/<str:kind>/", views.propose, name="propose"),
]
