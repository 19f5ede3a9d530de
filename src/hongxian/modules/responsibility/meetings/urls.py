"""URLs of bodies and meetings."""

from django.urls import path

from hongxian.modules.responsibility.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("new/", views.record, name="record"),
    path("bodies/", views.bodies, name="bodies"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/confirm/", views.confirm, name="confirm"),
    path("<uuid:key>/reject/", views.reject, name="reject"),
    path("<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:key>/items/<uuid:item_key>/extract/", views.extract, name="extract"),
]
