"""URLs of enterprises."""

from django.urls import path

from hongxian.modules.base.enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprise_list, name="list"),
    path("new/", views.register, name="register"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/people/", views.name_person, name="name_person"),
]
