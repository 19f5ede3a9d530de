"""URLs of attachments."""

from django.urls import path

from hongxian.modules.base.attachments import views

app_name = "attachments"
urlpatterns = [
    path("to/<slug:subject_kind>/<uuid:subject_key>/", views.add, name="add"),
    path("<uuid:key>/", views.attachment, name="attachment"),
    path("<uuid:key>/file/<slug:size>/", views.file, name="file"),
    path("<uuid:key>/withdraw/", views.withdraw_page, name="withdraw"),
    path("<uuid:key>/erase/", views.erase, name="erase"),
    path("<uuid:key>/original/", views.original, name="original"),
]
