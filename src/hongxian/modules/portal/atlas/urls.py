"""URLs of the map."""

from django.urls import path

from hongxian.modules.portal.atlas import views

app_name = "atlas"
urlpatterns = [
    path("", views.atlas_map, name="map"),
    path("rows/", views.row_list, name="rows"),
]
