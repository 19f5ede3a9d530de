"""URLs of the ledger's keeping and of the outbox."""

from django.urls import path

from hongxian.kernel.custody.views import entries, messages

app_name = "custody"
urlpatterns = [
    path("", entries.entry_list, name="entries"),
    path("verifier.py", entries.verifier, name="verifier"),
    path("head.json", entries.head, name="head"),
    path("messages/", messages.messages_page, name="messages"),
    path("messages/<uuid:key>/retry/", messages.retry, name="retry"),
    path("<uuid:key>/", entries.entry, name="entry"),
    path("<uuid:key>/proof.json", entries.proof, name="proof"),
]
