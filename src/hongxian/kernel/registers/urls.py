"""URLs of every register: what is done with it, whichever room keeps it."""

from django.urls import path

from hongxian.kernel.registers import acting_pages as acting
from hongxian.kernel.registers import export_pages as exports
from hongxian.kernel.registers import search_page, views

app_name = "registers"
urlpatterns = [
    path("search/", search_page.search, name="search"),
    path("acts/", acting.acts, name="acts"),
    path("acts/<uuid:bulk_act>/", acting.acted, name="acted"),
    path("acts/<uuid:bulk_act>/progress/", acting.acting_progress, name="acting_progress"),
    path("acts/<uuid:bulk_act>/stop/", acting.stop, name="stop"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<uuid:export>/", exports.exported, name="exported"),
    path("exports/<uuid:export>/progress/", exports.export_progress, name="export_progress"),
    path("exports/<uuid:export>/cancel/", exports.cancel, name="cancel"),
    path("exports/<uuid:export>/file/", exports.download, name="download"),
    path("<str:key>/export/", views.export, name="export"),
    path("<str:key>/act/", acting.act, name="act"),
    path("<str:key>/filters/", views.keep_filter, name="keep_filter"),
    path("<str:key>/filters/<uuid:saved>/delete/", views.drop_filter, name="drop_filter"),
    path("<str:key>/setting/", views.set_up, name="set_up"),
]
