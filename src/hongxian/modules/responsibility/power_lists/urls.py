"""URLs of power lists."""

from django.urls import path

from hongxian.modules.responsibility.power_lists import views

app_name = "power_lists"
urlpatterns = [
    path("", views.version_list, name="list"),
    path("new/", views.draw_up, name="draw_up"),
    path("coverage/", views.coverage_page, name="coverage"),
    path("coverage.xlsx", views.coverage_workbook, name="coverage_workbook"),
    path("items/<uuid:key>/", views.item_change, name="item_change"),
    path("items/<uuid:key>/remove/", views.item_remove, name="item_remove"),
    path("<uuid:key>/", views.version_page, name="version"),
    path("<uuid:key>.xlsx", views.version_workbook, name="workbook"),
    path("<uuid:key>/compare/", views.compare, name="compare"),
    path("<uuid:key>/items/", views.paste, name="paste"),
    path("<uuid:key>/items/new/", views.item_new, name="item_new"),
    path("<uuid:key>/submit/", views.plain_step, {"verb": "submit"}, name="submit"),
    path("<uuid:key>/confirm/", views.plain_step, {"verb": "confirm"}, name="confirm"),
    path("<uuid:key>/publish/", views.step, {"verb": "publish"}, name="publish"),
    path("<uuid:key>/return/", views.step, {"verb": "return"}, name="return"),
    path("<uuid:key>/end/", views.step, {"verb": "end"}, name="end"),
    path("<uuid:key>/abandon/", views.step, {"verb": "abandon"}, name="abandon"),
]
