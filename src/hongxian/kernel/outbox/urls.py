"""URLs of the outbox."""

from django.urls import path

from hongxian.kernel.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.messages_page, name="messages"),
    path("<uuid:key>/retry/", views.retry, name="retry"),
]
