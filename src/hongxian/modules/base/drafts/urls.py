"""URLs of drafts."""

from django.urls import path

from hongxian.modules.base.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.draft_list, name="list"),
    path("new/", views.receive, name="receive"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/passages/<int:number>/", views.passage, name="passage"),
    path("<uuid:key>/proposals/<int:number>/confirm/", views.confirm, name="confirm"),
    path("<uuid:key>/proposals/<int:number>/refuse/", views.refuse, name="refuse"),
    path("<uuid:key>/finish/", views.finish, name="finish"),
    path("<uuid:key>/abandon/", views.abandon, name="abandon"),
]
