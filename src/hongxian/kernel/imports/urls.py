"""URLs of imports."""

from django.urls import path

from hongxian.kernel.imports.views import batches, files

app_name = "imports"
urlpatterns = [
    path("", batches.batch_list, name="list"),
    path("new/<str:register>/", files.receive, name="receive"),
    path("new/<str:register>/template.xlsx", files.blank, name="template"),
    path("new/<str:register>/rows.xlsx", files.rows, name="rows"),
    path("<uuid:key>/", batches.batch, name="batch"),
    path("<uuid:key>/progress/", batches.progress, name="progress"),
    path("<uuid:key>/choose/", batches.choose, name="choose"),
    path("<uuid:key>/start/", batches.start, name="start"),
    path("<uuid:key>/cancel/", batches.cancel, name="cancel"),
    path("<uuid:key>/revoke/", batches.revoke, name="revoke"),
    path("<uuid:key>/marked.xlsx", files.marked, name="marked"),
]
