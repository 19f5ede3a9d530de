"""URLs of papers."""

from django.urls import path

from hongxian.modules.base.papers.views import drafting, files, papers, series, templates

app_name = "papers"
urlpatterns = [
    path("", papers.paper_list, name="list"),
    path("series/", series.series_list, name="series"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/<slug:paper>/", templates.template, name="template"),
    path("templates/<slug:paper>/sample/", templates.sample, name="sample"),
    path("templates/version/<uuid:key>/", templates.version, name="template_version"),
    path("templates/version/<uuid:key>/retire/", templates.retire, name="retire_template"),
    path("draft/<slug:kind>/<str:subject_key>/", drafting.draft, name="draft"),
    path("<uuid:key>/", papers.paper, name="paper"),
    path("<uuid:key>/revise/", drafting.revise, name="revise"),
    path("<uuid:key>/preview/", files.preview, name="preview"),
    path("<uuid:key>/download/<str:kind>/", files.download, name="download"),
    path("<uuid:key>/<str:verb>/", papers.step, name="step"),
    path("recipient/<uuid:key>/slip/", files.slip, name="slip"),
    path("recipient/<uuid:key>/<str:verb>/", papers.recipient_step, name="recipient_step"),
]
