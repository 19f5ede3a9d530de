"""Other systems that use this one: what they may do, the tokens they show, where they are told of acts."""

from typing import ClassVar

from django.db import models

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed


class Integration(Keyed):
    """Another system. It acts in the name of a post, with those of the post's permissions that are listed, and in the
    post's scope: what the post loses the integration loses too."""

    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200)
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    permissions = models.JSONField(default=list)
    registered_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class AccessToken(Keyed):
    """What an integration shows to be let in. Only the digest is kept; `hint` are the last characters, to tell tokens
    apart. `used_on` is the last day it was used."""

    integration = models.ForeignKey("integrations.Integration", on_delete=models.PROTECT, related_name="access_tokens")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    given_at = models.DateTimeField(default=now)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("digest", "used_on")

    def __str__(self) -> str:
        return f"…{self.hint}"


class Webhook(Keyed):
    """An address that is told of acts of the listed events, as far as its integration may see what they are about.
    `position` is the place in the sealed ledger up to which it was told."""

    integration = models.ForeignKey("integrations.Integration", on_delete=models.PROTECT, related_name="webhooks")
    url = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    added_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(default=0)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("position",)

    def __str__(self) -> str:
        return self.url
