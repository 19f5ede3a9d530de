"""URLs of calendars."""

from django.urls import path

from hongxian.modules.base.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.this_year, name="year"),
    path("<int:year>/", views.year_page, name="of_year"),
    path("set/", views.set_day, name="set"),
    path("deadline/", views.deadline_page, name="deadline"),
    path("<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
]
