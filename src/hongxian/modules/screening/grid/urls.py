"""URLs of grids."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.screening.grid.views import boundaries, entering, escalations, figures, rounds, tree

app_name = "grid"
urlpatterns = [
    path("", tree.tree, name="tree"),
    path("list/", register_list("grid"), name="list"),
    path("new/", entering.enter, {"verb": "open"}, name="open"),
    path("settings/", entering.enter, {"verb": "set"}, name="set"),
    path("members/", register_list("grid_member"), name="members"),
    path("members/new/", entering.enter, {"verb": "appoint"}, name="appoint"),
    path("members/turnover/", figures.turnover_page, name="turnover"),
    path("members/<uuid:key>/end/", entering.end_member, name="end_member"),
    path("units/", register_list("grid_unit"), name="units"),
    path("units/new/", entering.enter, {"verb": "assign"}, name="assign"),
    path("units/new/<uuid:key>/", entering.assign_one, name="assign_one"),
    path("units/blind-spots/", register_list("grid_blind_spot"), name="blind_spots"),
    path("units/overlaps/", register_list("grid_overlap"), name="overlaps"),
    path("coverage/", figures.coverage_page, name="coverage"),
    path("tasks/", register_list("grid_task"), name="tasks"),
    path("tasks/new/", entering.enter, {"verb": "issue"}, name="issue"),
    path("tasks/<uuid:key>/end/", entering.end_task, name="end_task"),
    path("visits/", register_list("grid_visit"), name="visits"),
    path("visits/<uuid:key>/", rounds.visit, name="visit"),
    path("visits/<uuid:key>/finding/", rounds.finding, name="finding"),
    path("visits/<uuid:key>/escalate/", escalations.send, name="escalate"),
    path("premises/", register_list("grid_premises"), name="premises"),
    path("premises/new/", rounds.add, name="add_premises"),
    path("premises/<uuid:key>/", rounds.premises, name="premises_detail"),
    path("premises/<uuid:key>/link/", rounds.link, name="link"),
    path("escalations/", register_list("grid_escalation"), name="escalations"),
    path("escalations/<uuid:key>/", escalations.detail, name="escalation"),
    path("escalations/<uuid:key>/<str:verb>/", escalations.act, name="act"),
    path("mine/", rounds.mine, name="mine"),
    path("mine/visit/", rounds.tap, name="tap"),
    path("<uuid:key>/", tree.detail, name="detail"),
    path("<uuid:key>/change/", entering.change, name="change"),
    path("<uuid:key>/boundary/", boundaries.draw, name="draw"),
    path("<uuid:key>/close/", entering.close, name="close"),
]
