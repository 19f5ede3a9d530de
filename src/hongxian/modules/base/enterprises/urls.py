"""URLs of enterprises."""

from django.urls import path

from hongxian.kernel.registers.views import register_list
from hongxian.modules.base.enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", register_list("enterprise"), name="list"),
    path("new/", views.register, name="register"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/people/", views.name_person, name="name_person"),
]
