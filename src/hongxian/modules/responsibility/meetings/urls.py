"""URLs of bodies and meetings."""

from django.urls import path

from hongxian.modules.responsibility.meetings.views import bodies, meetings, work

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="list"),
    path("new/", meetings.record, name="record"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<uuid:key>/end/", bodies.end_member, name="end_member"),
    path("work/", work.work_records, name="work_records"),
    path("work/new/", work.enter_record, name="enter_record"),
    path("work/occasions/", work.work_occasions, name="work_occasions"),
    path("work/occasions/new/", work.enter_occasion, name="enter_occasion"),
    path("<uuid:key>/", meetings.detail, name="detail"),
    path("<uuid:key>/confirm/", meetings.confirm, name="confirm"),
    path("<uuid:key>/reject/", meetings.reject, name="reject"),
    path("<uuid:key>/withdraw/", meetings.withdraw, name="withdraw"),
    path("<uuid:key>/items/<uuid:item_key>/extract/", meetings.extract, name="extract"),
]
