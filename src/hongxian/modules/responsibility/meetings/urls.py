"""URLs of bodies and meetings."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.responsibility.meetings.views import bodies, meetings, work

app_name = "meetings"
urlpatterns = [
    path("", register_list("meeting"), name="list"),
    path("new/", meetings.record, name="record"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<uuid:key>/end/", bodies.end_member, name="end_member"),
    path("work/", register_list("work_record"), name="work_records"),
    path("work/new/", work.enter_record, name="enter_record"),
    path("work/occasions/", register_list("work_occasion"), name="work_occasions"),
    path("work/occasions/new/", work.enter_occasion, name="enter_occasion"),
    path("<uuid:key>/", meetings.detail, name="detail"),
    path("<uuid:key>/confirm/", meetings.confirm, name="confirm"),
    path("<uuid:key>/reject/", meetings.reject, name="reject"),
    path("<uuid:key>/withdraw/", meetings.withdraw, name="withdraw"),
    path("<uuid:key>/items/<uuid:item_key>/extract/", meetings.extract, name="extract"),
]
