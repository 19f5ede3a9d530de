"""URLs of enterprises."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.base.enterprises.views import acts, enterprises, merges

app_name = "enterprises"
urlpatterns = [
    path("", register_list("enterprise"), name="list"),
    path("new/", enterprises.register, name="register"),
    path("merges/", merges.merge_list, name="merges"),
    path("merges/<uuid:key>/<str:verb>/", merges.decide, name="decide"),
    path("risk-flags/<uuid:key>/end/", acts.end_flag, name="end_flag"),
    path("contacts/<uuid:key>/reveal/", acts.reveal, name="reveal"),
    path("contacts/<uuid:key>/remove/", acts.remove_contact, name="remove_contact"),
    path("<uuid:key>/", enterprises.detail, name="detail"),
    path("<uuid:key>/people/", enterprises.name_person, name="name_person"),
    path("<uuid:key>/<str:verb>/", acts.act, name="act"),
]
