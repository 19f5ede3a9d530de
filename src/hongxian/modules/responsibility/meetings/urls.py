"""URLs of bodies and meetings."""

from django.urls import path

from hongxian.modules.responsibility.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("new/", views.record, name="record"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/<uuid:key>/end/", views.end_member, name="end_member"),
    path("work/", views.work_records, name="work_records"),
    path("work/new/", views.enter_record, name="enter_record"),
    path("work/occasions/", views.work_occasions, name="work_occasions"),
    path("work/occasions/new/", views.enter_occasion, name="enter_occasion"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/confirm/", views.confirm, name="confirm"),
    path("<uuid:key>/reject/", views.reject, name="reject"),
    path("<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:key>/items/<uuid:item_key>/extract/", views.extract, name="extract"),
]
