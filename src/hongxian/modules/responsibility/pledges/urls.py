"""URLs of pledges."""

from django.urls import path

from hongxian.modules.responsibility.pledges.views import letters, rounds

app_name = "pledges"
urlpatterns = [
    path("", rounds.round_list, name="list"),
    path("new/", rounds.draw_up, name="draw_up"),
    path("links/<uuid:key>/", rounds.link_change, name="link_change"),
    path("links/<uuid:key>/remove/", rounds.link_remove, name="link_remove"),
    path("links/<uuid:key>/owing/", letters.owing_list, name="owing"),
    path("links/<uuid:key>/owing.xlsx", letters.owing_workbook, name="owing_workbook"),
    path("links/<uuid:key>/issue/", letters.issue, name="issue"),
    path("links/<uuid:key>/issue-owed/", letters.issue_all, name="issue_owed"),
    path("letters/<uuid:key>/", letters.pledge_page, name="pledge"),
    path("letters/<uuid:key>/sign/", letters.sign, name="sign"),
    path("letters/<uuid:key>/confirm/", letters.confirm, name="confirm"),
    path("letters/<uuid:key>/reject/", letters.letter_step, {"verb": "reject"}, name="reject"),
    path("letters/<uuid:key>/withdraw/", letters.letter_step, {"verb": "withdraw"}, name="withdraw"),
    path("letters/<uuid:key>/replace/", letters.letter_step, {"verb": "replace"}, name="replace"),
    path("letters/<uuid:key>/end/", letters.letter_step, {"verb": "end"}, name="end"),
    path("<uuid:key>/", rounds.round_page, name="round"),
    path("<uuid:key>/submit/", rounds.round_step, {"verb": "submit"}, name="round_submit"),
    path("<uuid:key>/approve/", rounds.round_step, {"verb": "approve"}, name="round_approve"),
    path("<uuid:key>/close/", rounds.round_step, {"verb": "close"}, name="round_close"),
    path("<uuid:key>/return/", rounds.send_back, name="round_return"),
    path("<uuid:key>/chain/", rounds.chain, name="chain"),
    path("<uuid:key>/links/new/", rounds.link_new, name="link_new"),
    path("<uuid:key>/letters/", letters.letter_list, name="letters"),
    path("<uuid:key>/confirm/", letters.confirm_many, name="confirm_many"),
]
