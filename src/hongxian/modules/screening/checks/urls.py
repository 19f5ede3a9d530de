"""URLs of checks."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.screening.checks.views import lists, schedules, sheets

app_name = "checks"
urlpatterns = [
    path("", register_list("check_task"), name="list"),
    path("tasks/<uuid:key>/", schedules.task, name="task"),
    path("tasks/<uuid:key>/fill/", sheets.fill_task, name="fill_task"),
    path("tasks/<uuid:key>/cancel/", schedules.cancel, name="cancel"),
    path("sheets/", register_list("check"), name="sheets"),
    path("sheets/new/", sheets.new, name="new_sheet"),
    path("sheets/paper/", sheets.take_over, name="take_over"),
    path("sheets/<uuid:key>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:key>/fill/", sheets.fill, name="fill"),
    path("sheets/<uuid:key>/withdraw/", sheets.withdraw, name="withdraw"),
    path("schedules/", register_list("check_schedule"), name="schedules"),
    path("schedules/new/", schedules.set_one, name="set_schedule"),
    path("schedules/<uuid:key>/", schedules.schedule, name="schedule"),
    path("schedules/<uuid:key>/end/", schedules.end, name="end_schedule"),
    path("lists/", register_list("checklist"), name="lists"),
    path("lists/new/", lists.draw_up, name="draw_up"),
    path("lists/<uuid:key>/", lists.checklist, name="checklist"),
    path("lists/<uuid:key>/next/", lists.next_version, name="next_version"),
    path("lists/<uuid:key>/items/new/", lists.new_item, name="new_item"),
    path("lists/<uuid:key>/<str:verb>/", lists.act, name="act"),
    path("items/", register_list("checklist_item"), name="items"),
    path("items/<uuid:key>/", lists.item, name="item"),
    path("items/<uuid:key>/remove/", lists.remove, name="remove_item"),
    path("comparison/", sheets.comparison, name="comparison"),
]
