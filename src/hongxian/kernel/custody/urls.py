"""URLs of the ledger's keeping."""

from django.urls import path

from hongxian.kernel.custody import views

app_name = "custody"
urlpatterns = [
    path("", views.entry_list, name="entries"),
    path("verifier.py", views.verifier, name="verifier"),
    path("head.json", views.head, name="head"),
    path("<uuid:key>/", views.entry, name="entry"),
    path("<uuid:key>/proof.json", views.proof, name="proof"),
]
